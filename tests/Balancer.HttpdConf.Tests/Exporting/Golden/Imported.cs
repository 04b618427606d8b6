using static Balancing.LbMethods;

namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Imported
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        Balancer shop = Balancer.Create("shop")
            .Member("http://10.0.0.1:8080", m => m.Route("a").LoadFactor(3))
            .Member("http://10.0.0.2:8080", m => m.Route("b").HotStandby())
            .StickySession("JSESSIONID", path: "jsessionid").Timeout(TimeSpan.FromSeconds(5))
            .Build();

        ReverseProxy shopExampleCom = ReverseProxy.Create("shop.example.com")
            .Balancer("shop", b => b
                .Member("http://10.0.0.1:8080", m => m.Route("a").LoadFactor(3))
                .Member("http://10.0.0.2:8080", m => m.Route("b").HotStandby())
                .LbMethod(ByTraffic).StickySession("JSESSIONID", path: "jsessionid").Timeout(TimeSpan.FromSeconds(5)))
            .ServerName("shop.example.com").VirtualHost("*:80")
            .Exclude("/static")
            .ProxyPass("/", "balancer://shop/")
            .ProxyPassReverse("/", "balancer://shop/")
            .ImplicitReverse(false)
            .Build();

        return ([shop], [shopExampleCom]);
    }
}
