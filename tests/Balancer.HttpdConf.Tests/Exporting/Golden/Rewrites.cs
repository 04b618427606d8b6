namespace Balancing.HttpdConf.Tests.Exporting.Golden;

internal static class Rewrites
{
    public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
    {
        ReverseProxy www = ReverseProxy.Create("www")
            .SetEnvIf("Request_URI", @"\.txt$", "no-proxy", "a=b", "!c")
            .SetEnvIfNoCase("User-Agent", "bot", "bot")
            .SetEnv("STAGE", "test").SetEnv("EMPTY")
            .RewriteCond("%{HTTP_HOST}", @"!^www\.", c => c.Flags("NC,OR"))
            .RewriteCond("%{HTTPS}", "=off")
            .RewriteRule("^(.*)$", "https://www.example.com$1", r => r.Flags("R=301,L"))
            .RewriteRule("^/old/(.*)$", "/app/$1", r => r.Flags("PT,NE"))
            .RewriteRule("!^/app", "-", r => r.Flags("F"))
            .RewriteRule("^/p/(.*)", "http://p/$1", r => r.Flags("P,E=A:b").Require("ip 10.0.0.0/8"))
            .Build();

        return ([], [www]);
    }
}
