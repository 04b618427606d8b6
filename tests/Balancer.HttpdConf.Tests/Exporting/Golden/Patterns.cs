namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Patterns
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        ReverseProxy www = ReverseProxy.Create("www")
            .Exclude("/app/static")
            .ExcludeMatch(@"\.(css|js)$")
            .ProxyPassMatch(@"^/img/(.*\.gif)$", "http://img/$1")
            .ProxyPass("/enc", "http://e/", p => p.Mapping(PathMapping.Encoded))
            .ProxyPass("/${NAME}", "http://v/${NAME}", p => p.Interpolate())
            .AllowEncodedSlashes(EncodedSlashes.NoDecode).MergeSlashes(false).ProxyPassInterpolateEnv()
            .Build();

        return ([], [www]);
    }
}
