namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class PlainTargets
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        ReverseProxy www = ReverseProxy.Create("www")
            .ProxyPass("/legacy", "http://old.internal/", p => p.Worker(w => w.KeepAlive().Pool(p => p.Max(5))))
            .ProxyPass("/sock", "unix:/run/app.sock|http://localhost/", p => p.NoCanon().NoQuery())
            .ExcludeMatch("^/old/")
            .ProxyPass("/x", "http://x/", p => p.NoCanon().Worker(w => w.Retry(TimeSpan.FromSeconds(1))))
            .Build();

        return ([], [www]);
    }
}
