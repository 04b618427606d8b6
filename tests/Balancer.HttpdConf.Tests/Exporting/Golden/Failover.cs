namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Failover
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer foo = Balancer.Create("foo")
            .Member("http://a")
            .Member("http://b")
            .LbMethod(LbMethods.Heartbeat).StickySession("S").MaxAttempts(0).NoFailover()
            .Timeout(TimeSpan.FromMilliseconds(2500)).FailOnStatus(500, 503).FailOnTimeout().ForceRecovery(false).Growth(8)
            .Nonce("n-1").Persist().Inherit(false).WaitLimit(100_000).Seed(-7).StickyCookie()
            .Build();

        return ([foo], []);
    }
}
