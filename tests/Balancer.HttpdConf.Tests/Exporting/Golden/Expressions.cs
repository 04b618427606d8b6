namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Expressions
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        ReverseProxy www = ReverseProxy.Create("www")
            .SetEnvIfExpr("%{REQUEST_METHOD} == 'PUT'", "put")
            .Build();

        return ([], [www]);
    }
}
