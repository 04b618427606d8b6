namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Smallest
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer foo = Balancer.Create("foo")
            .Member("http://10.0.0.1:8080")
            .Build();

        return ([foo], []);
    }
}
