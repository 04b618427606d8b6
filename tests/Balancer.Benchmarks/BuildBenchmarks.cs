using BenchmarkDotNet.Attributes;
using static Balancing.Benchmarks.Samples;

namespace Balancing.Benchmarks;

/// <summary>Building ten thousand of either.</summary>
public class BuildBenchmarks
{
    [Benchmark]
    public void Ten_thousand_members() => Members(10_000, Factors.Four).Build().Dispose();

    [Benchmark]
    public void Ten_thousand_rules()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        var builder = ReverseProxy.Create("www").Balancer(foo);
        for (var i = 0; i < 10_000; i++)
        {
            builder.ProxyPass(Invariant($"/customers/c{i}"), "balancer://foo/app");
        }

        builder.Build().Dispose();
    }
}
