namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class HealthChecks
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer foo = Balancer.Create("foo")
            .HealthCheckTemplate("tcp", h => h.Method(HcMethod.Tcp).Interval(TimeSpan.FromSeconds(10)))
            .HealthCheckTemplate("ping", h => h
                .Template("tcp").Method(HcMethod.Get).Uri("/ping").Passes(2).Fails(3).Expr("%{REQUEST_STATUS} =~ /^[23]/"))
            .Member("http://a", m => m.HealthCheck("ping"))
            .Member("http://b", m => m.HealthCheck("ping", h => h.Fails(1)))
            .Member("http://c", m => m.HealthCheck(h => h.Method(HcMethod.Head11)))
            .Member("http://d", m => m.HealthCheck(h => h.Method(HcMethod.None)))
            .Build();

        return ([foo], []);
    }
}
