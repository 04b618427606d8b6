using Balancing;

namespace ShopRoutes;

/// <summary>The routes under test: what your program builds at its start, with the clock as a parameter.</summary>
internal static class Shop
{
    // <snippet:shop>
    public static Balancer Servers(TimeProvider? time = null) => Balancer.Create("shop")
        .Member("http://a", m => m.Route("a").LoadFactor(2).Retry(TimeSpan.FromSeconds(30)))
        .Member("http://b", m => m.Route("b").Redirect("a").Retry(TimeSpan.FromSeconds(30)))
        .Member("http://c", m => m.HotStandby())
        .StickySession("JSESSIONID")
        .Time(time ?? TimeProvider.System)
        .Build();

    public static ReverseProxy Site(Balancer servers) => ReverseProxy.Create("www")
        .Balancer(servers)
        .Exclude("/shop/static")
        .ProxyPass("/shop", "balancer://shop/app")
        .ProxyPassMatch(@"^/img/(.*\.gif)$", "balancer://shop/pictures/$1")
        .ProxyPassReverse("/shop", "balancer://shop/app")
        .Build();
    // </snippet:shop>
}
