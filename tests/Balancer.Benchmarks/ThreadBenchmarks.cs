using BenchmarkDotNet.Attributes;

namespace Balancing.Benchmarks;

/// <summary>The same number of picks or whole decisions, by one thread and by two that share the balancer.</summary>
public class ThreadBenchmarks
{
    private const int Times = 1_000_000;
    private readonly RequestFacts _facts = RequestFacts.Get("/app/cart?x=1");
    private ReverseProxy _site = null!;
    private Balancer _foo = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _foo = Samples.Members(4, Factors.Four).Build();
        _site = ReverseProxy.Create("www").Balancer(_foo).Exclude("/app/static").ProxyPass("/images", "http://images/")
            .ProxyPass("/app", "balancer://foo/app").Build();
    }

    [Benchmark(OperationsPerInvoke = Times)]
    public void Picks() => Share(times =>
    {
        for (var i = 0; i < times; i++)
        {
            _foo.Acquire(in _facts).Dispose();
        }
    });

    [Benchmark(OperationsPerInvoke = Times)]
    public void Decisions() => Share(times =>
    {
        for (var i = 0; i < times; i++)
        {
            var hit = _site.Map(in _facts);
            _site.BalancerOf(in hit)!.Acquire(in _facts).Report(Outcome.Completed(200, 400, 2_000));
        }
    });

    private void Share(Action<int> work)
    {
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() => work(Times / Threads))).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
    }
}
