using System.Net;

namespace Balancing.Tests.Mapping;

/// <summary>Which sections hold a request, and which of them has the last word. What httpd does was looked up on httpd 2.4.71.</summary>
public class SectionTests
{
    [Theory]
    [InlineData("/a", "/a /a/ /a/x /a/x/y", "/ab /A /b/a /")]
    [InlineData("/a/", "/a/ /a/x", "/a /ab/")]
    [InlineData("/", "/ /a /a/b", "")]
    [InlineData("/a b", "/a%20b /a%20b/c", "/a")]
    [InlineData("/é", "/%C3%A9 /%c3%a9/x", "/e%CC%81 /%C3%89")]
    [InlineData("/a//b", "/a/b /a//b", "/a")]
    [InlineData("/wild*", "/wild /wildx", "/wildx/y /wil")]
    [InlineData("/wd/*", "/wd/ /wd/x", "/wd /wd/x/y")]
    [InlineData("/?/x", "/a/x", "/ab/x //x /a/x/y")]
    [InlineData("/[a-c!]x", "/ax /cx /!x", "/dx /-x")]
    [InlineData("/[!a-c]x", "/dx /-x", "/ax //x")]
    [InlineData("/a[+-9]b", "/a.b /a0b", "/a/b")]
    [InlineData("/a\\*b*", "/a*b /a*bc", "/axb")]
    [InlineData("/a[b", "/a%5Bb /a%5Bb/c", "/ab")]
    [InlineData("~ ^/x+$", "/x /xx", "/x/ /y")]
    public void A_section_holds_whole_segments_or_what_its_pattern_matches(string path, string inside, string outside)
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").Location(path, l => l.Require("all denied")).Build();

        Assert.All(Words(inside), target => Assert.Equal(Refusal.AccessDenied, site.Map(RequestFacts.Get(target)).Refusal));
        Assert.All(Words(outside), target => Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get(target)).Outcome));
    }

    [Fact]
    public void The_last_section_that_says_who_may_come_decides_alone_however_specific_others_are()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/")
            .Location("/a/b", l => l.Require("all granted"))
            .Location("/a", l => l.Require("all denied"))
            .Location("/", l => l.SetEnv("X"))
            .LocationMatch(@"\.txt$", l => l.Require("all granted"))
            .Build();

        Assert.Equal("denied denied denied mapped mapped", Say(site, "/a /a/b /a/b/c /a/x.txt /z"));
    }

    [Fact]
    public void A_denial_is_403_whether_the_path_is_mapped_excluded_or_neither()
    {
        using var site = ReverseProxy.Create("www").Exclude("/in/local").ProxyPass("/in", "http://m/")
            .Location("/", l => l.Require("all denied")).Location("/in/open", l => l.Require("all granted")).Build();

        foreach (var target in Words("/in /in/local /out /"))
        {
            var hit = site.Map(RequestFacts.Get(target));
            Assert.Equal((MapOutcome.Refused, "AccessDenied", 403), (hit.Outcome, hit.Refusal!.Reason, hit.Refusal.SuggestedStatus));
        }

        Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get("/in/open")).Outcome);
        Assert.Equal(400, site.Map(RequestFacts.Get("/%zz")).Refusal!.SuggestedStatus);
    }

    [Fact]
    public void A_rules_own_access_counts_where_no_section_says_anything()
    {
        using var site = ReverseProxy.Create("www")
            .RewriteRule("^/r/(.*)$", "http://m/$1", r => r.Proxy().Require("ip 10.1"))
            .ProxyPass("/p", "http://m/", p => p.Require("ip 10.1")).ProxyPass("/", "http://n/")
            .Location("/p/open", l => l.Require("all granted")).Location("/r/shut", l => l.Require("all denied")).Build();

        Assert.Equal("denied mapped denied denied mapped", Say(site, "/p /p/open /r/x /r/shut /q"));
        Assert.Equal("mapped mapped mapped denied mapped", Say(site, "/p /p/open /r/x /r/shut /q", "10.1.2.3"));
    }

    [Fact]
    public void The_path_that_rewriting_leaves_is_the_one_that_counts()
    {
        using var site = ReverseProxy.Create("www")
            .RewriteRule("^/old/(.*)$", "/secret/$1", r => r.PassThrough())
            .RewriteRule("^/secret2/(.*)$", "/open/$1", r => r.PassThrough())
            .RewriteRule("^/secret3/(.*)$", "http://m/$1", r => r.Proxy())
            .RewriteRule("^/secret4", "-", r => r.Gone())
            .ProxyPass("/", "http://m/").LocationMatch("^/secret", l => l.Require("all denied")).Build();

        Assert.Equal("denied mapped denied Gone denied", Say(site, "/old/x /secret2/x /secret3/x /secret4 /secret"));
    }

    [Fact]
    public void Sections_see_the_variables_of_SetEnvIf_but_not_those_of_SetEnv()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").SetEnv("FIXED", "1")
            .SetEnvIf("Host", "^inside", "INSIDE=yes").SetEnvIf("Host", "^stay", "no-proxy")
            .Location("/env", l => l.SetEnvIf("INSIDE", "yes", "MAY=1").Require("env MAY"))
            .Location("/fixed", l => l.SetEnv("OWN", "1").Require("env FIXED OWN"))
            .Location("/late", l => l.SetEnvIf("Request_URI", "^/late", "no-proxy")).Build();

        Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get("/env").OnHost("inside")).Outcome);
        Assert.Equal(MapOutcome.Refused, site.Map(RequestFacts.Get("/env").OnHost("outside")).Outcome);
        Assert.Equal(MapOutcome.Refused, site.Map(RequestFacts.Get("/fixed")).Outcome);
        Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get("/late")).Outcome);
        Assert.Equal(MapOutcome.NotMapped, site.Map(RequestFacts.Get("/x").OnHost("stay")).Outcome);
    }

    [Fact]
    public void SetEnv_fills_the_environment_where_nothing_is_set_yet_and_the_last_section_wins()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/")
            .SetEnv("A", "site").SetEnv("B").SetEnv("no-proxy", "too late").SetEnvIf("Host", "^set", "A=if")
            .Location("/a", l => l.SetEnv("A", "a")).Location("/a/b", l => l.SetEnv("A", "ab")).Build();

        Assert.Equal(("site", ""), (Env("/", "A"), Env("/", "B")));
        Assert.Equal("a", Env("/a", "A"));
        Assert.Equal("ab", Env("/a/b", "A"));
        Assert.Equal("if", site.Map(RequestFacts.Get("/a/b").OnHost("set")).Environment!["A"]);
        Assert.Equal("mine", site.Map(RequestFacts.Get("/a/b").Env("A", "mine")).Environment!["A"]);

        string Env(string target, string name) => site.Map(RequestFacts.Get(target)).Environment![name];
    }

    [Fact]
    public void A_handler_answers_what_no_rule_maps_and_a_rule_wins_over_it()
    {
        using var site = ReverseProxy.Create("www").Exclude("/ex").ProxyPass("/p", "http://m/")
            .Location("/p/manager", l => l.SetHandler("balancer-manager"))
            .Location("/ex", l => l.SetHandler("balancer-manager"))
            .Location("/ex/none", l => l.SetHandler("none"))
            .Location("/ex/denied", l => l.Require("all denied"))
            .Location("/manager", l => l.SetHandler("balancer-manager")).Build();

        Assert.Equal("mapped Handled Excluded denied Handled NotMapped", Say(site, "/p/manager /ex/x /ex/none /ex/denied /manager /other"));
        var hit = site.Map(RequestFacts.Get("/manager"));
        Assert.Equal((MapOutcome.Handled, "balancer-manager", 501), (hit.Outcome, hit.Handler, hit.Refusal!.SuggestedStatus));
        Assert.Null(site.BalancerOf(hit));
    }

    [Fact]
    public void A_pattern_that_takes_too_long_is_an_error_and_never_a_miss()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/")
            .LocationMatch(@"^/((a+)+)\2$", l => l.Require("all denied")).Build();

        Assert.Equal("PatternTimeout", site.Map(RequestFacts.Get("/" + new string('a', 60) + "b")).Refusal!.Reason);
    }

    [Fact]
    public void OPTIONS_of_the_whole_server_is_held_by_no_section()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").Location("/", l => l.Require("all denied")).Build();

        Assert.Equal(MapOutcome.NotMapped, site.Map(RequestFacts.For("OPTIONS", "*")).Outcome);
    }

    [Fact]
    public void Many_sections_and_many_combinations_are_told_apart()
    {
        var builder = ReverseProxy.Create("www").ProxyPass("/", "http://m/");
        for (var i = 0; i < 1500; i++)
        {
            builder.Location($"/s{i}", l => l.Require("all denied")).Location($"/s{i}/open", l => l.Require("all granted"));
        }

        for (var bit = 0; bit < 11; bit++)
        {
            var (letter, number) = ((char)('a' + bit), bit);
            builder.LocationMatch($"^/mix.*{letter}", l => l.SetEnv($"E{number}"));
        }

        using var site = builder.Build();
        for (var i = 0; i < 1500; i++)
        {
            Assert.Equal("denied mapped denied mapped", Say(site, $"/s{i} /s{i}/open /s{i}/x /s{i}x"));
        }

        for (var mix = 1; mix < 2048; mix++)
        {
            var letters = string.Concat(Enumerable.Range(0, 11).Where(bit => (mix & (1 << bit)) != 0).Select(bit => (char)('a' + bit)));
            Assert.Equal(letters.Length, site.Map(RequestFacts.Get("/mix/" + letters)).Environment!.Count);
        }
    }

    [Fact]
    public void A_request_whose_answer_hangs_on_the_clients_name_says_so()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/")
            .Location("/host", l => l.Require("host example.org", "ip 10.1"))
            .Location("/both", l => l.RequireAll(a => a.Require("ip 10.1", "host example.org")))
            .Location("/not", l => l.RequireAll(a => a.Require("all granted", "not host example.org"))).Build();

        Assert.Equal((true, MapOutcome.Refused), Ask("/host", "10.2.0.1"));
        Assert.Equal((false, MapOutcome.Mapped), Ask("/host", "10.1.0.1"));
        Assert.Equal((true, MapOutcome.Refused), Ask("/both", "10.1.0.1"));
        Assert.Equal((false, MapOutcome.Refused), Ask("/both", "10.2.0.1")); // the name would change nothing
        Assert.Equal((true, MapOutcome.Refused), Ask("/not", "10.2.0.1"));
        Assert.Equal((false, MapOutcome.Mapped), Ask("/not", "10.2.0.1", ""));
        Assert.Equal((false, MapOutcome.Refused), Ask("/not", "10.2.0.1", "www.example.org"));
        Assert.Equal((false, MapOutcome.Mapped), Ask("/host", "10.2.0.1", "www.example.org"));
        Assert.Equal((false, MapOutcome.Mapped), Ask("/other", "10.2.0.1"));

        (bool, MapOutcome) Ask(string target, string address, string? name = null)
        {
            var hit = site.Map(RequestFacts.Get(target).From(IPAddress.Parse(address)) with { ClientHost = name });
            return (hit.NeedsClientHost, hit.Outcome);
        }
    }

    private static string Say(ReverseProxy site, string targets, string? client = null) => string.Join(' ', Words(targets).Select(target =>
    {
        var facts = RequestFacts.Get(target) with { ClientAddress = client is null ? null : IPAddress.Parse(client) };
        var hit = site.Map(facts);
        return hit.Outcome == MapOutcome.Mapped ? "mapped" : hit.Refusal == Refusal.AccessDenied ? "denied" : hit.Refusal!.Reason;
    }));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
