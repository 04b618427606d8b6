namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class SharedTemplates
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        BalancerServices services = BalancerServices.Default
            .HealthCheckTemplate("ping", h => h.Method(HcMethod.Options11).Uri("/ping"));

        Balancer foo = Balancer.Create("foo")
            .Services(services)
            .Member("http://a", m => m.HealthCheck("ping"))
            .Build();

        Balancer bar = Balancer.Create("bar")
            .Member("http://b")
            .Build();

        ReverseProxy www = ReverseProxy.Create("www")
            .Services(services).Balancer(foo)
            .ProxyPass("/foo", "balancer://FOO/")
            .ProxyPass("/x", "http://x/", p => p.Worker(w => w.HealthCheck("ping", h => h.Passes(1))))
            .Build();

        return ([foo, bar], [www]);
    }
}
