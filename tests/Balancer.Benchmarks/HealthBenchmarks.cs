using BenchmarkDotNet.Attributes;

namespace Balancing.Benchmarks;

/// <summary>What a tick of the health checks costs: with nothing due, and for the checks of one second of all members at 1 s.</summary>
public class HealthBenchmarks
{
    private readonly Clock _time = new();
    private Balancer _balancer = null!;
    private HealthChecks _checks = null!;

    [Params(10, 1_000, 10_000)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var builder = Balancer.Create("foo").Time(_time);
        for (var i = 0; i < Members; i++)
        {
            builder.Member($"http://m{i}", m => m.HealthCheck(h => h.Method(HcMethod.Tcp).Interval(TimeSpan.FromSeconds(1))));
        }

        _balancer = builder.Build();
        var options = new HealthLoopOptions { Seed = 1 };
        options.Probers.Add(new Immediate());
        _checks = _balancer.CreateHealthChecks(options);
        for (var i = 0; i < 3; i++)
        {
            _time.Now += TimeSpan.FromSeconds(1.1).Ticks;
            _checks.Tick();
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _checks.Dispose();
        _balancer.Dispose();
    }

    [Benchmark]
    public int Tick_with_nothing_due() => _checks.Tick();

    [Benchmark]
    public int Second_of_checks()
    {
        var begun = 0;
        for (var tick = 0; tick < 50; tick++)
        {
            _time.Now += TimeSpan.FromMilliseconds(20).Ticks;
            begun += _checks.Tick();
        }

        return begun;
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }

    private sealed class Immediate : Prober
    {
        public override ValueTask<ProbeResult> ProbeAsync(Member member, HealthCheckPlan check, CancellationToken cancel) => new(ProbeResult.Well());
    }
}
