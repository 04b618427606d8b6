using System.Net;
using Balancing.Mapping;

namespace Balancing.Tests.Mapping;

/// <summary>Each form of an access rule, as a table of who gets in.</summary>
public class AccessTests
{
    [Theory]
    [InlineData("all granted", true)]
    [InlineData("all denied", false)]
    [InlineData("all Granted", true)]
    public void All_is_everybody_or_nobody(string rule, bool granted) => Assert.Equal(granted, Lets(RequestFacts.Get("/a"), rule));

    [Theory]
    [InlineData("ip 10.1", "10.1.2.3", true)]
    [InlineData("ip 10.1", "10.2.2.3", false)]
    [InlineData("ip 10.1", "::ffff:10.1.2.3", true)]
    [InlineData("ip 10.1 fe80::/10 192.168.0.0/255.255.0.0", "fe80::7", true)]
    [InlineData("ip 10.1 fe80::/10 192.168.0.0/255.255.0.0", "192.168.3.4", true)]
    [InlineData("ip 10.1 fe80::/10 192.168.0.0/255.255.0.0", "192.169.3.4", false)]
    [InlineData("ip ::1", "127.0.0.1", false)]
    [InlineData("local", "127.9.9.9", true)]
    [InlineData("local", "::1", true)]
    [InlineData("local", "::ffff:127.0.0.1", true)]
    [InlineData("local", "10.0.0.1", false)]
    public void An_address_is_the_connections(string rule, string client, bool granted)
    {
        var facts = RequestFacts.Get("/a").From(IPAddress.Parse(client));

        Assert.Equal((granted, !granted), (Lets(facts, rule), LetsTurnedRound(facts, rule)));
    }

    [Theory]
    [InlineData("host example.org", "example.org", true)]
    [InlineData("host example.org", "www.example.org", true)]
    [InlineData("host example.org", "WWW.Example.ORG", true)]
    [InlineData("host example.org", "badexample.org", false)]
    [InlineData("host example.org", "example.org.evil.net", false)]
    [InlineData("host .example.org", "www.example.org", true)]
    [InlineData("host .example.org", "example.org", false)]
    [InlineData("host a.net .example.org", "b.example.org", true)]
    [InlineData("host example.org", "", false)]
    public void A_name_counts_by_whole_labels(string rule, string name, bool granted)
    {
        var facts = RequestFacts.Get("/a") with { ClientHost = name };

        Assert.Equal((granted, !granted), (Lets(facts, rule), LetsTurnedRound(facts, rule)));
    }

    [Theory]
    [InlineData("env A", true)]
    [InlineData("env B", false)]
    [InlineData("env B A", true)]
    [InlineData("env a", false)]
    [InlineData("method GET", true)]
    [InlineData("method HEAD", true)]
    [InlineData("method POST PUT", false)]
    [InlineData("ssl", false)]
    public void Variables_methods_and_tls_are_the_requests(string rule, bool granted)
    {
        var facts = RequestFacts.Get("/a").Env("A", "");

        Assert.Equal((granted, !granted), (Lets(facts, rule), LetsTurnedRound(facts, rule)));
    }

    [Fact]
    public void Get_and_head_are_one_method_and_tls_is_the_clients_side()
    {
        Assert.True(Lets(RequestFacts.For("HEAD", "/a"), "method GET"));
        Assert.False(Lets(RequestFacts.For("get", "/a"), "method GET"));
        Assert.True(Lets(RequestFacts.Get("/a") with { Scheme = "https" }, "ssl"));
    }

    /// <summary>What is not known grants nothing, whichever way it is asked.</summary>
    [Theory]
    [InlineData("ip 10.1")]
    [InlineData("local")]
    [InlineData("host example.org")]
    public void What_is_not_known_lets_nobody_in_and_neither_does_its_opposite(string rule)
    {
        var facts = RequestFacts.Get("/a");

        Assert.False(Lets(facts, rule));
        Assert.False(Lets(facts, l => l.RequireAll(a => a.Require("all granted", "not " + rule))));
        Assert.False(Lets(facts, l => l.RequireAll(a => a.Require("all granted").RequireNone(n => n.Require(rule)))));
        Assert.True(Lets(facts, l => l.Require(rule, "all granted")));
    }

    /// <summary>1 stands for a rule that holds, 0 for one that does not.</summary>
    [Theory]
    [InlineData(AccessMatch.Any, "0 0", false)]
    [InlineData(AccessMatch.Any, "0 1", true)]
    [InlineData(AccessMatch.Any, "1 1", true)]
    [InlineData(AccessMatch.Any, "0 ?", false)]
    [InlineData(AccessMatch.Any, "1 ?", true)]
    [InlineData(AccessMatch.All, "0 1", false)]
    [InlineData(AccessMatch.All, "1 1", true)]
    [InlineData(AccessMatch.All, "1 ?", false)]
    [InlineData(AccessMatch.All, "1 !0", true)]
    [InlineData(AccessMatch.All, "1 !1", false)]
    [InlineData(AccessMatch.All, "1 !?", false)]
    [InlineData(AccessMatch.None, "0 0", true)]
    [InlineData(AccessMatch.None, "0 1", false)]
    [InlineData(AccessMatch.None, "0 ?", false)]
    [InlineData(AccessMatch.None, "1 ?", false)]
    [InlineData(AccessMatch.Any, "", false)]
    [InlineData(AccessMatch.All, "", false)]
    [InlineData(AccessMatch.None, "", false)]
    public void Groups_are_a_tree_of_any_all_and_none(AccessMatch match, string rules, bool granted)
    {
        RequirePlan[] plans = [.. rules.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(rule => new RequirePlan
        {
            Text = rule,
            Negate = rule[0] == '!',
            Test = rule[^1] switch { '1' => AccessTest.Granted, '0' => AccessTest.Denied, _ => AccessTest.Local },
        })];
        var flat = new AccessPlan { Match = match, Require = plans };
        var nested = new AccessPlan { Match = match, Nested = [.. plans.Select(p => new AccessPlan { Match = AccessMatch.All, Require = [p] })] };

        Assert.Equal((granted, granted), (Grants(flat), Grants(nested)));
    }

    [Fact]
    public void The_two_orders_of_httpd_2_2_can_be_said()
    {
        // Order Deny,Allow; Deny from all; Allow from 10.1
        static void DenyAllow(LocationBuilder l) => l.Require("ip 10.1").RequireAll(a => a.Require("all granted").RequireNone(n => n.Require("all granted")));

        // Order Allow,Deny; Allow from 10; Deny from 10.9
        static void AllowDeny(LocationBuilder l) => l.RequireAll(a => a.Require("ip 10").RequireNone(n => n.Require("ip 10.9")));

        Assert.True(Lets(From("10.1.0.1"), DenyAllow));
        Assert.False(Lets(From("10.2.0.1"), DenyAllow));
        Assert.True(Lets(From("10.1.0.1"), AllowDeny));
        Assert.False(Lets(From("10.9.0.1"), AllowDeny));
        Assert.False(Lets(From("11.1.0.1"), AllowDeny));
    }

    private static bool Grants(AccessPlan plan) => AccessCheck.Of(plan, RequestFacts.Get("/a"), null) == AccessAnswer.Yes;

    private static RequestFacts From(string address) => RequestFacts.Get("/a").From(IPAddress.Parse(address));

    private static bool Lets(RequestFacts facts, params string[] rules) => Lets(facts, l => l.Require(rules));

    /// <summary>The rule with <c>not</c> in front lets the request in.</summary>
    private static bool LetsTurnedRound(RequestFacts facts, string rule) => Lets(facts, l => l.RequireAll(a => a.Require("all granted", "not " + rule)));

    private static bool Lets(RequestFacts facts, Action<LocationBuilder> access)
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").Location("/a", access).Build();
        var hit = site.Map(facts);
        Assert.True(hit.Outcome == MapOutcome.Mapped || hit.Refusal == Refusal.AccessDenied);
        return hit.Outcome == MapOutcome.Mapped;
    }
}
