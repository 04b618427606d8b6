namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Protection
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer foo = Balancer.Create("foo")
            .Member("http://a")
            .Member("http://b")
            .Protect(p => p
                .SlowStart(TimeSpan.FromSeconds(30)).HalfOpen(TimeSpan.FromSeconds(300)).PanicBelow(50)
                .EjectOutliers(o => o
                    .Consecutive(3).Share(25).AtLeast(50).Window(TimeSpan.FromSeconds(20)).BadStatus(500, 503).MaxEjected(30))
                .RetryBudget(share: 10, atLeastPerSecond: 5))
            .Build();

        Balancer bar = Balancer.Create("bar")
            .Member("http://a")
            .Protect(p => p.EjectOutliers().RetryBudget())
            .Build();

        return ([foo, bar], []);
    }
}
