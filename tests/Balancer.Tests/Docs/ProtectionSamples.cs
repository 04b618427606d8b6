using Balancing.Testing;

namespace Balancing.Tests.Docs;

/// <summary>The code of docs/protection.md, compiled and run.</summary>
public class ProtectionSamples
{
    private static TimeSpan Sec(int n) => TimeSpan.FromSeconds(n);

    [Fact]
    public void All_of_it()
    {
        // <snippet:all>
        using var shop = Balancer.Create("shop")
            .Member("http://php1:8080").Member("http://php2:8080").Member("http://php3:8080")
            .Protect(p => p
                .SlowStart(Sec(30))
                .HalfOpen(maxBackoff: Sec(600))
                .EjectOutliers(o => o.Consecutive(5).Share(50).AtLeast(20).Window(Sec(10)).MaxEjected(10))
                .RetryBudget(share: 20, atLeastPerSecond: 10)
                .PanicBelow(50))
            .Build();
        // </snippet:all>
        Assert.NotNull(shop.Plan.Protection);
    }

    [Fact]
    public void A_test_of_a_trial()
    {
        // <snippet:test>
        var time = new ManualTimeProvider();
        using var shop = Balancer.Create("shop").Member("http://php1").Member("http://php2").Time(time).Protect(p => p.HalfOpen()).Build();

        using (var first = shop.Acquire(RequestFacts.Get("/")))
        {
            first.Report(Outcome.ConnectFailed());        // php1 is out for its retry time, 60 s
        }

        time.Advance(Sec(61));
        using var both = shop.Acquire(RequestFacts.Get("/"));
        using var trial = shop.Acquire(RequestFacts.Get("/"));
        Assert.Equal("Init Trial", shop.Snapshot()["http://php1"].StatusText);

        trial.Report(Outcome.Completed(200));
        both.Report(Outcome.Completed(200));
        Assert.Equal("Init Ok", shop.Snapshot()["http://php1"].StatusText);
        // </snippet:test>
    }

    [Fact]
    public void What_a_snapshot_says()
    {
        using var shop = Balancer.Create("shop").Member("http://php1").Protect(p => p.HalfOpen().SlowStart(Sec(30)).RetryBudget()).Build();
        var lines = new List<string>();

        // <snippet:watch>
        BalancerSnapshot now = shop.Snapshot();
        foreach (var m in now.Members)
        {
            lines.Add($"{m.Url} {m.StatusText} factor {m.EffectiveFactor} of {m.Factor}, {m.ErrorCause}, back in {m.ReturnsIn}, {m.Trips} failed trials");
        }

        lines.Add($"panic: {now.Panics}, retries left: {now.RetriesLeft}");
        // </snippet:watch>
        Assert.Equal("panic: False, retries left: 100", lines[^1]);
    }
}
