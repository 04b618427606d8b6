using BenchmarkDotNet.Attributes;

namespace Balancing.Benchmarks;

/// <summary>Picks that are not all alike: sessions, members that are out, sets, spares and standbys.</summary>
public class UnusualPickBenchmarks
{
    private readonly RequestFacts _anyone = RequestFacts.Get("/cart?x=1");
    private RequestFacts _session;
    private Balancer _sticky = null!;
    private Balancer _partly = null!;
    private Balancer _failed = null!;

    [Params(16, 1_024, 10_000)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _session = RequestFacts.Get("/cart?x=1").Cookie("theme", "dark").Cookie("JSESSIONID", $"0A1B2C3D4E5F.r{Members / 2}");
        _sticky = Samples.Members(Members, Factors.Four).StickySession("JSESSIONID").Build();
        _partly = Samples.Members(Members, Factors.Four).Build();
        _failed = Samples.Members(Members, Factors.Four).Build();
        for (var i = 0; i < Members; i += 4)
        {
            _partly.Edit(Change(i));
        }

        for (var i = 0; i < Members / 8; i++)
        {
            _failed.Acquire(in _anyone).Report(Outcome.ConnectFailed());
        }
    }

    [Benchmark]
    public Verdict Session() => _sticky.Acquire(in _session).Report(Outcome.Completed(200));

    [Benchmark]
    public Verdict Sets_spares_standbys_and_disabled() => _partly.Acquire(in _anyone).Report(Outcome.Completed(200));

    [Benchmark]
    public Verdict An_eighth_in_error() => _failed.Acquire(in _anyone).Report(Outcome.Completed(200));

    private MemberEdit Change(int member)
    {
        var edit = new MemberEdit(_partly.Members[member].Url.Configured);
        return (member / 4 % 4) switch
        {
            0 => edit with { Disabled = true },
            1 => edit with { LbSet = 1 },
            2 => edit with { HotSpare = true },
            _ => edit with { HotStandby = true },
        };
    }
}
