namespace Balancing.Tests.Planning;

/// <summary>D6: all problems of a configuration are reported at once.</summary>
public class EverythingWrong
{
    private const string Json = """
        {
          "LbMethod": "ByTraffic", "StickySession": "JSESSIONID|", "StickySessionSep": "..", "MaxAttempts": -1, "Timeout": "00:00:00",
          "FailOnStatus": [ 500, 600 ], "Growth": 101, "WaitLimit": 0, "StickyCookie": { "Name": "a b", "Path": "app", "SameSite": "None", "Secure": false },
          "HealthCheckTemplates": { "ping": { "Interval": "00:00:00.05", "Template": "pong" }, "pong": { "Template": "ping" } },
          "ProxySet": [ "timeout=5ms retry=5", "lbmethod=\"" ],
          "Members": [
            { "Url": "http://a", "Route": "x\\y", "LoadFactor": 0.5, "LbSet": 100, "Retry": "-00:00:01", "Status": "+D,H",
              "Pool": { "Ttl": "00:00:00.5", "Max": -1 }, "HealthCheck": { "Template": "none" }, "ProxySet": [ "iobuffersize=100 maxattempts=1 ping" ] },
            { "Url": "HTTP://A:80/" },
            { "Url": "a" },
            { "Url": "balancer://bar" },
            { },
            { "Url": "http://user@b:99999" }
          ]
        }
        """;

    private const string Site = """
        {
          "ServerAlias": [ "a b" ], "UseCanonicalName": true, "ProxySourceAddress": "here", "ProxyTimeout": "-00:00:01", "ProxyMaxForwards": -1,
          "ProxyErrorOverride": false, "ProxyErrorOverrideStatus": [ 200 ], "TrustedProxies": [ "10.0.0.0/33" ],
          "ProxyPass": [
            { "To": "http://h/" },
            { "Path": "/a", "Match": "/b" },
            { "Path": "a", "To": "http://h/", "Exclude": true },
            { "Match": "(", "To": "balancer://$1" },
            { "Match": "^(.*)$", "To": "http://10.0.0.$1" },
            { "Path": "/c", "To": "balancer://bar/", "Worker": { "Retry": "00:00:05" } },
            { "Path": "/d", "To": "http://h d/", "ProxySet": [ "mapping=x nocanon=1" ] },
            { "Path": "/e", "To": "!", "ProxySet": [ "timeout=5" ], "Access": { "Require": [ "local" ] } },
            { "Path": "/f", "To": "http://h/", "Worker": { "LoadFactor": 101 }, "ProxySet": [ "timeout=0 lbmethod=byrequests" ] }
          ],
          "ProxyPassReverse": [ { "Path": "a", "From": "b" }, { "Path": "/", "From": "balancer://bar" } ],
          "ProxyPassReverseCookiePath": [ { "From": "/", "To": "/;x" } ],
          "RewriteRule": [ { "Pattern": "[", "To": "x", "Flags": "PT,B", "Access": { "Require": [ "all denied" ] } }, { "Pattern": "^", "To": "http://$1/", "Flags": "P" } ],
          "SetEnvIf": [ { "Attribute": "Request URI", "Pattern": "", "Variables": [] } ],
          "RequestHeader": [ { "Name": "X Y", "Value": "%{X}s" }, { "Name": "X", "Action": "Unset", "Value": "1", "Env": "!" } ],
          "SetEnv": [ "=x", "A B=c" ],
          "Location": [
            { },
            { "Path": "a", "Match": "(" },
            { "Path": "/a/../b", "Handler": "server-status", "ProxyErrorOverride": false, "ProxyErrorOverrideStatus": [ 399 ], "SetEnv": [ "" ] },
            { "Path": "~ [", "ProxyPassReverse": [ { "From": "x" } ], "Header": [ { "Name": "a b", "Value": "1" } ], "SetEnvIf": [ { "Attribute": "Host", "Pattern": "." } ] },
            { "Path": "/b", "Access": { "Match": "None", "Require": [ "", "all", "ip", "ip 10.1/16 10.0.0.0/0 ::ffff:1.2.3.4", "host a#b", "local x", "not ssl" ] } },
            { "Path": "/c", "Access": { "Require": [ "not ip 10.1.2.3", "user fred", "method get", "env" ],
                                        "Nested": [ { "Match": "None", "Require": [ "ssl" ] }, { "Match": "All", "Require": [ "not ssl" ] }, { } ] } }
          ],
          "Header": [ { "Name": "Set-Cookie" } ]
        }
        """;

    [Fact]
    public Task All_problems_of_a_balancer_are_reported_at_once() => Verify(Print(Plans.Problems(Plans.FromJson<BalancerOptions>(Json))));

    [Fact]
    public Task All_problems_of_a_site_are_reported_at_once() => Verify(Print(Plans.Problems(Plans.FromJson<SiteOptions>(Site), "foo")));

    [Fact]
    public void Verbs_are_judged_when_the_sentence_ends()
    {
        var sentence = Balancer.Create("foo bar").Member("http://a", m => m.LoadFactor(0).ProxySet("retry=x")).LbMethod("none").ProxySet("growth=0");

        var error = Assert.Throws<BalancerConfigurationException>(sentence.Build);

        Assert.Equal(
            ["Balancers:foo bar", "Balancers:foo bar:ProxySet", "Balancers:foo bar:Members:0:ProxySet", "Balancers:foo bar:Members:0:LoadFactor", "Balancers:foo bar:LbMethod"],
            error.Problems.Select(problem => problem.Place));
        Assert.StartsWith("The balancer configuration has 5 problems:", error.Message, StringComparison.Ordinal);
    }

    private static string Print(IEnumerable<ConfigurationProblem> problems) => string.Join('\n', problems);
}
