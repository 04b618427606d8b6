namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Hostile
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        ReverseProxy www = ReverseProxy.Create("www")
            .SetEnvIf("Host", "\"", @"v=""\")
            .ProxyPass(@"/a""b\c", "http://h/")
            .ProxyPassMatch("^/\n#\t\u202E\u2028<'\"\\\\{$", @"http://m/\")
            .RequestHeader(h => h.Set("X", @"${PATH} \ ""q"" 'r' # <é> 😀").Set("Y", ""))
            .Build();

        return ([], [www]);
    }
}
