namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Settings
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        ReverseProxy www = ReverseProxy.Create("www")
            .ServerName("www.example.com").ServerAlias("example.com", "*.example.com").VirtualHost("*:80", "[::1]:8080")
            .UseCanonicalName()
            .ProxyPass("/", "http://b/")
            .ProxyPreserveHost().ProxyAddHeaders(false).ProxyVia(Via.Full).ProxyMaxForwards(10).ProxyErrorOverride()
            .ProxyTimeout(TimeSpan.FromSeconds(30)).ProxySourceAddress("10.0.0.1").TrustedProxies().UnderscoreHeaders()
            .Build();

        return ([], [www]);
    }
}
