using BenchmarkDotNet.Attributes;

namespace Balancing.Benchmarks;

/// <summary>A whole decision: map over three rules, session cookie, elect among four, lease, report.</summary>
public class DecisionBenchmarks
{
    private readonly RequestFacts _anyone = RequestFacts.Get("/app/cart?x=1");
    private readonly RequestFacts _session = RequestFacts.Get("/app/cart?x=1").Cookie("theme", "dark").Cookie("JSESSIONID", "0A1B2C3D4E5F.r2");
    private ReverseProxy _site = null!;
    private Balancer _foo = null!;

    [GlobalSetup]
    public void Setup()
    {
        _foo = Samples.Members(4, Factors.Four).StickySession("JSESSIONID").Build();
        _site = ReverseProxy.Create("www").Balancer(_foo).Exclude("/app/static").ProxyPass("/images", "http://images/")
            .ProxyPass("/app", "balancer://foo/app").Build();
    }

    [Benchmark]
    public Verdict Elected() => Decide(in _anyone);

    [Benchmark]
    public Verdict By_session() => Decide(in _session);

    [Benchmark]
    public MapOutcome Map_alone() => _site.Map(in _anyone).Outcome;

    private Verdict Decide(in RequestFacts facts)
    {
        var hit = _site.Map(in facts);
        return _site.BalancerOf(in hit)!.Acquire(in facts).Report(Outcome.Completed(200, 400, 2_000));
    }
}
