namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Answers
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        ReverseProxy www = ReverseProxy.Create("www")
            .ProxyPass("/app", "http://backend/")
            .ProxyPassReverse("/app", "http://backend/")
            .ProxyPassReverse("/${A}", "http://b/", interpolate: true)
            .ProxyPassReverseCookieDomain("backend.local", "www.example.com")
            .ProxyPassReverseCookiePath("/", "/app/", interpolate: true)
            .RequestHeader(h => h
                .Set("X-Site", "www").Append("A", "1").Add("B", "2").Merge("C", "3").SetIfEmpty("D", "4", env: "E"))
            .Header(h => h
                .Unset("Server").Edit("Location", "^http:", "https:").EditAll("X", "a", "b", env: "!V").Echo("^TS")
                .Set("Y", "%{V}e", expr: "%{REQUEST_STATUS} == 404"))
            .ImplicitReverse(false)
            .Build();

        return ([], [www]);
    }
}
