using Balancing.Attempts;
using Balancing.Elections;
using Balancing.Explaining;
using BenchmarkDotNet.Attributes;

namespace Balancing.Benchmarks;

/// <summary>The election alone, under its gate, as a part of a pick: the figure to hold against other pickers.</summary>
public class ElectionBenchmarks
{
    private readonly RequestFacts _facts = RequestFacts.Get("/");
    private Elector _elector = null!;
    private Gate _gate;

    [Params(3, 16, 128, 1_024, 10_000)]
    public int Members { get; set; }

    [Params(Factors.Equal, Factors.Four, Factors.Different)]
    public Factors Factors { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        using var balancer = Samples.Members(Members, Factors).Build();
        _elector = new Elector(Succession.Next(balancer.Plan, null, []), new Chance(1));
    }

    [Benchmark]
    public int Elect()
    {
        var silent = default(Silent);
        _gate.Enter();
        var slot = _elector.Elect(in _facts, 0, [], ref silent);
        _gate.Exit();
        return slot;
    }
}
