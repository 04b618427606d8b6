using System.Net;

namespace Balancing.Tests.Planning;

public class LocationPlannerTests
{
    /// <summary>httpd 2.4.71, apachectl -t: what it takes for an address and what it refuses.</summary>
    [Theory]
    [InlineData("10.1", "10.1.255.3", "10.2.0.1")]
    [InlineData("10.1.", "10.1.0.0", "10.10.0.1")]
    [InlineData("10", "10.9.8.7", "11.0.0.1")]
    [InlineData("10.", "10.9.8.7", "::a00:1")]
    [InlineData("10.1.2.3", "10.1.2.3", "10.1.2.4")]
    [InlineData("10.1.0.0/16", "10.1.7.7", "10.2.0.0")]
    [InlineData("10.1.2.3/16", "10.1.7.7", "10.2.2.3")]
    [InlineData("10.1.2.3/32", "10.1.2.3", "10.1.2.2")]
    [InlineData("10.1.0.0/255.255.0.0", "10.1.0.9", "10.0.0.9")]
    [InlineData("10.1.9.0/255.0.255.0", "10.77.9.1", "10.1.8.1")]
    [InlineData("fe80::/10", "febf::1", "fec0::1")]
    [InlineData("2001:DB8::1", "2001:db8:0::1", "2001:db8::2")]
    [InlineData("192.168.1.0/24", "::ffff:192.168.1.7", "::192.168.1.7")]
    public void An_address_is_written_in_all_of_httpds_spellings(string text, string inside, string outside)
    {
        Assert.True(AddressRange.TryParse(text, out var range));

        Assert.Equal((true, false), (range.Contains(IPAddress.Parse(inside)), range.Contains(IPAddress.Parse(outside))));
    }

    [Theory]
    [InlineData("10.1/16")]
    [InlineData("10.1.0.0/0")]
    [InlineData("::/0")]
    [InlineData("10.1.2.3/33")]
    [InlineData("fe80::/129")]
    [InlineData("10.1.2.256")]
    [InlineData("10.1..2")]
    [InlineData("10.1.2.3.")]
    [InlineData("10.1.2.3.4")]
    [InlineData("010.1.2.3")]
    [InlineData("0x7f.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("fe80::1%2")]
    [InlineData("[::1]")]
    [InlineData("10.1.0.0/255.255")]
    [InlineData("10.1.0.0/0.0.0.0")]
    [InlineData("10.1.0.0/")]
    [InlineData("10.1.0.0/+8")]
    [InlineData("10.1.2.3,10.1.2.4")]
    [InlineData("example.org")]
    [InlineData("")]
    [InlineData(".")]
    public void What_httpd_or_a_reader_could_take_otherwise_is_no_address(string text) => Assert.False(AddressRange.TryParse(text, out _));

    [Fact]
    public void A_section_says_everything_in_code_that_it_says_in_json()
    {
        var byCode = ReverseProxy.Create("www")
            .ProxyPass("/app", "balancer://foo/app", p => p.Require("ip 10.0.0.0/8").RequireAll(a => a.Require("all granted", "not host evil.example")))
            .RewriteRule("^/r", "balancer://foo/r", r => r.Proxy().Require("local"))
            .SetEnv("A", "b c").SetEnv("B")
            .Location("/admin", l => l
                .Require("ip 10.1 fe80::/10", "local").RequireAny(a => a.Require("env X").RequireAll(b => b.Require("ssl").RequireNone(n => n.Require("method POST"))))
                .SetHandler("balancer-manager").ProxyPreserveHost().ProxyAddHeaders(false).ProxyErrorOverride(404, 502)
                .Header(h => h.Set("X-A", "1")).RequestHeader(h => h.Unset("X-B")).ProxyPassReverse("balancer://foo/app").ProxyPassReverse("/y", "/x")
                .ProxyPassReverseCookieDomain("a.example", "b.example").ProxyPassReverseCookiePath("/", "/admin")
                .SetEnvIf("Host", "^a", "X=1").SetEnv("C", "d"))
            .LocationMatch("^/(a|b)", l => l.Require("all denied").ProxyErrorOverride(false))
            .Location("~ ^/c", l => l.RequireAll(a => a.Require("all granted", "NOT  ip 10.9")))
            .Options;

        var byJson = Plans.FromJson<SiteOptions>("""
            {
              "ProxyPass": [ { "Path": "/app", "To": "balancer://foo/app",
                "Access": { "Require": [ "ip 10.0.0.0/8" ], "Nested": [ { "Match": "All", "Require": [ "all granted", "not host evil.example" ] } ] } } ],
              "RewriteRule": [ { "Pattern": "^/r", "To": "balancer://foo/r", "Flags": "P", "Access": { "Require": [ "local" ] } } ],
              "SetEnv": [ "A=b c", "B" ],
              "Location": [
                { "Path": "/admin", "Handler": "balancer-manager", "ProxyPreserveHost": true, "ProxyAddHeaders": false, "ProxyErrorOverrideStatus": [ 404, 502 ],
                  "Access": { "Match": "Any", "Require": [ "ip 10.1 fe80::/10", "local" ],
                    "Nested": [ { "Require": [ "env X" ], "Nested": [ { "Match": "All", "Require": [ "ssl" ], "Nested": [ { "Match": "None", "Require": [ "method POST" ] } ] } ] } ] },
                  "Header": [ { "Name": "X-A", "Value": "1" } ], "RequestHeader": [ { "Action": "Unset", "Name": "X-B" } ],
                  "ProxyPassReverse": [ { "Path": "/admin", "From": "balancer://foo/app" }, { "Path": "/y", "From": "/x" } ],
                  "ProxyPassReverseCookieDomain": [ { "From": "a.example", "To": "b.example" } ], "ProxyPassReverseCookiePath": [ { "From": "/", "To": "/admin" } ],
                  "SetEnvIf": [ { "Attribute": "Host", "Pattern": "^a", "Variables": [ "X=1" ] } ], "SetEnv": [ "C=d" ] },
                { "Match": "^/(a|b)", "Access": { "Require": [ "all denied" ] }, "ProxyErrorOverride": false },
                { "Path": "~ ^/c", "Access": { "Nested": [ { "Match": "All", "Require": [ "all granted", "not ip 10.9" ] } ] } }
              ]
            }
            """);

        Assert.Equal(Plans.Print(Plans.Site(byCode, "foo")), Plans.Print(Plans.Site(byJson, "foo")));
    }

    [Fact]
    public void A_rule_keeps_its_words_for_people()
    {
        var options = ReverseProxy.Create("www").Location("/a", l => l.RequireAll(a => a.Require("all granted", " not\tip  10.1   fe80::1 "))).Options;

        var rule = Plans.Site(options).Locations[0].Access!.Nested[0].Require[1];

        Assert.Equal(("not ip 10.1 fe80::1", AccessTest.Ip, true), (rule.Text, rule.Test, rule.Negate));
        Assert.Equal(["10.1", "fe80::1"], rule.Words);
    }

    [Theory]
    [InlineData(AccessMatch.Any)]
    [InlineData(AccessMatch.None)]
    public void A_negated_rule_that_would_open_the_door_is_refused_as_httpd_does(AccessMatch match)
    {
        var site = new SiteOptions();
        site.Location.Add(new() { Path = "/", Access = new() { Match = match, Require = ["ip 10.0.0.0/8", "not ip 10.1.2.3"] } });

        var problem = Assert.Single(Plans.Problems(site));

        Assert.Equal("Sites:www:Location:0:Access:Require:1", problem.Place);
        Assert.Contains("says who may not come, not who may", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_nested_without_end_are_a_problem_and_no_crash()
    {
        var access = new AccessOptions { Require = ["local"] };
        for (var i = 0; i < 10_000; i++)
        {
            access = new AccessOptions { Nested = [access] };
        }

        var site = new SiteOptions();
        site.Location.Add(new() { Path = "/", Access = access });

        Assert.Contains("nested more than 32 deep", Assert.Single(Plans.Problems(site)).ToString(), StringComparison.Ordinal);
    }
}
