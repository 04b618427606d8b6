using static Balancing.LbMethods;

namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Names
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer balancerClass = Balancer.Create("class")
            .Member("http://a")
            .Build();

        Balancer myShop2 = Balancer.Create("my-shop.2")
            .Member("http://b")
            .Build();

        Balancer balancer10 = Balancer.Create("10")
            .Member("http://c")
            .Build();

        ReverseProxy siteClass = ReverseProxy.Create("class")
            .Balancer(balancerClass).ServerName("a").VirtualHost("*")
            .ProxyPass("/", "balancer://class/")
            .Build();

        ReverseProxy site = ReverseProxy.Create("ü")
            .Balancer(balancer10)
            .Balancer("own", b => b.Member("http://o"))
            .Balancer("none", b => b.LbMethod(ByRequests))
            .ServerName("b").VirtualHost("*")
            .ProxyPass("/", "balancer://10/")
            .Build();

        return ([balancerClass, myShop2, balancer10], [siteClass, site]);
    }
}
