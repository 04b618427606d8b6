using BenchmarkDotNet.Attributes;
using static Balancing.Benchmarks.Samples;

namespace Balancing.Benchmarks;

/// <summary>Mapping over few and very many ProxyPass rules, with a ProxyPassMatch after every hundredth.</summary>
public class MapBenchmarks
{
    private ReverseProxy _site = null!;
    private RequestFacts _last;

    [Params(10, 10_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _site = Build();
        _last = RequestFacts.Get(Invariant($"/customers/c{Rules - 1}/orders/4711?full=1"));
    }

    [Benchmark]
    public MapOutcome Map_by_the_last_rule() => _site.Map(in _last).Outcome;

    private ReverseProxy Build()
    {
        var builder = ReverseProxy.Create("www").Balancer(Balancer.Create("foo").Member("http://a").Build());
        for (var i = 0; i < Rules; i++)
        {
            builder.ProxyPass(Invariant($"/customers/c{i}"), "balancer://foo/app");
            if (i % 100 == 50)
            {
                builder.ProxyPassMatch(Invariant($"^/pictures/p{i}/(.*\\.gif)$"), "balancer://foo/img/$1");
            }
        }

        return builder.Build();
    }
}
