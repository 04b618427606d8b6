namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Sections
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        ReverseProxy www = ReverseProxy.Create("www")
            .ProxyPass("/", "http://b/", p => p.Require("all granted"))
            .Location("/", l => l
                .RequireAll(a => a.Require("all granted", "not ip 10.0.0.66").RequireNone(a => a.Require("host evil.example"))))
            .Location("/manager", l => l
                .Access(AccessMatch.All, a => a.Require("local", "method GET")).SetHandler("balancer-manager"))
            .LocationMatch("^/api/v[0-9]+", l => l
                .ProxyPreserveHost().ProxyAddHeaders(false).ProxyErrorOverride(502, 503)
                .SetEnvIfNoCase("Host", "a", "b")
                .SetEnv("C", "d")
                .RequestHeader(h => h.Unset("X-Debug"))
                .Header(h => h.Set("X-Api", "1")))
            .Location("/shop", l => l
                .ProxyErrorOverride(false)
                .ProxyPassReverse("http://b/shop")
                .ProxyPassReverseCookiePath("/", "/shop", interpolate: true))
            .Build();

        return ([], [www]);
    }
}
