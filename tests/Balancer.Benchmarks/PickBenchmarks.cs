using BenchmarkDotNet.Attributes;

namespace Balancing.Benchmarks;

/// <summary>
/// One pick of <c>byrequests</c> with its lease given back, beside a plain locked scan in httpd's arithmetic (the baseline) and an
/// unweighted counter.
/// </summary>
public class PickBenchmarks
{
    private readonly RequestFacts _facts = RequestFacts.Get("/");
    private Balancer _balancer = null!;
    private LockedScan _scan = null!;
    private int _next;

    [Params(3, 16, 128, 1_024, 10_000)]
    public int Members { get; set; }

    [Params(Factors.Equal, Factors.Four, Factors.Different)]
    public Factors Factors { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _balancer = Samples.Members(Members, Factors).Build();
        _scan = new LockedScan([.. Enumerable.Range(0, Members).Select(i => (int)(100 * Samples.FactorOf(Factors, i)))]);
    }

    [GlobalCleanup]
    public void Cleanup() => _balancer.Dispose();

    [Benchmark(Baseline = true)]
    public int Locked_scan() => _scan.Elect();

    [Benchmark]
    public int Increment_modulo() => Interlocked.Increment(ref _next) % Members;

    [Benchmark]
    public bool Acquire_and_dispose()
    {
        var lease = _balancer.Acquire(in _facts);
        lease.Dispose();
        return lease.IsAcquired;
    }
}
