using System.Net;

namespace Balancing.Tests.Mapping;

/// <summary>RewriteRule and SetEnvIf, which run before the mapping rules.</summary>
public class RewriteTests
{
    private static RewriteRulePlan Rule(string pattern, string substitution) => new() { Pattern = pattern, Substitution = substitution };

    private static RewriteRulePlan Proxy(string pattern, string to) => Rule(pattern, to) with { Proxy = true };

    [Theory]
    [InlineData("/rw/x;SID=1.m?q", "/x;SID=1.m?q")]
    [InlineData("/rw/a%3fb", "/a%3Fb")]
    [InlineData("/rw/a%25b", "/a%25b")]
    [InlineData("/rw/a/../b", "/b")]
    public void A_proxy_rule_sets_the_target(string path, string sent)
    {
        var hit = Sites.Rewritten(Proxy("^/rw/(.*)$", "balancer://b1/$1")).Map(path);

        Assert.Equal(("b1", sent), (hit.BalancerName, Sites.Sent(hit)));
    }

    [Theory]
    [InlineData("/old/a%2525?q=1", "/new/a%2525?q=1")]
    [InlineData("/old/", "/new/")]
    public void A_changed_path_goes_on_to_the_mapping_rules(string path, string sent) =>
        Assert.Equal(sent, Sites.Rewritten(Rule("^/old/(.*)$", "/new/$1")).Sent(path));

    [Theory]
    [InlineData("/new?v=$1", false, "/new?v=a%26b")]
    [InlineData("/new?v=$1", true, "/new?v=a%26b&q=1")]
    [InlineData("/new?", false, "/new")]
    public void A_question_mark_replaces_the_query_and_qsa_keeps_it(string substitution, bool append, string sent) =>
        Assert.Equal(sent, Sites.Rewritten(Rule("^/old/(.*)$", substitution) with { QueryAppend = append }).Sent("/old/a&b?q=1"));

    [Fact]
    public void Rules_run_in_order_until_one_is_the_last()
    {
        var rules = new[] { Rule("^/a$", "/b"), Rule("^/b$", "/c") with { Last = true }, Rule("^/c$", "/d") };

        Assert.Equal("/c", Sites.Rewritten(rules).Sent("/a"));
        Assert.Equal("/d", Sites.Rewritten(rules).Sent("/c"));
    }

    [Fact]
    public void Flags_refuse_negate_and_fold_case()
    {
        Assert.Equal("403 Forbidden", Sites.Rewritten(Rule("^/X$", "-") with { Forbidden = true, NoCase = true }).Sent("/x"));
        Assert.Equal("410 Gone", Sites.Rewritten(Rule("^/ok", "-") with { Gone = true, Negate = true }).Sent("/x"));
        Assert.Equal("/ok", Sites.Rewritten(Rule("^/ok", "-") with { Gone = true, Negate = true }).Sent("/ok"));
    }

    [Theory]
    [InlineData("/rw/a[b]", "/a[b]")]
    [InlineData("/rw/a%20b", "403 UnsafeNoEscape")]
    [InlineData("/rw/a%3fb", "403 UnsafeNoEscape")]
    [InlineData("/rw/a%25b", "400 UnsafeTarget")]
    [InlineData("/rw/a%25%30a", "400 UnsafeTarget")]
    [InlineData("/rw/a%25c3%25a9%c3%a9", "/a%c3%a9%C3%A9")]
    public void A_noescape_rule_still_sends_nothing_that_is_syntax(string path, string sent) =>
        Assert.Equal(sent, Sites.Rewritten(Proxy("^/rw/(.*)$", "http://m/$1") with { NoEscape = true }).Sent(path));

    [Theory]
    [InlineData("^/a(.*)$", "$1", "/a//etc/passwd", "/etc/passwd")]
    [InlineData("^/a(.*)$", "/r/$1/..", "/a", "/")]
    [InlineData("^/(a)/(.*)$", "/$1\\%2e$2", "/a/x", "/a.x")]
    public void Cve_2024_38475_a_rewritten_path_is_a_path_of_this_site(string pattern, string substitution, string path, string sent) =>
        Assert.Equal(sent, Sites.Rewritten(Rule(pattern, substitution)).Sent(path));

    [Fact]
    public void An_exclusion_holds_for_the_rewritten_path()
    {
        var site = Sites.Site(Sites.Pass("/secret", "!"), Sites.Pass("/", "http://m/")) with { RewriteRules = [Rule("^/open/(.*)$", "/$1")] };

        Assert.Equal("404 Excluded", site.Sent("/open/secret"));
        Assert.Equal("404 Excluded", site.Sent("/open/secret;x"));
    }

    [Fact]
    public void No_proxy_switches_the_mapping_rules_off_in_every_spelling()
    {
        var site = Sites.Site(Sites.Pass("/", "http://m/")) with { SetEnvIf = [new("Request_URI", @"\.txt$", [new("no-proxy", "1")])] };

        Assert.Equal("404 NotMapped", site.Sent("/x.txt"));
        Assert.Equal("404 NotMapped", site.Sent("/x.%74xt"));
        Assert.Equal("/x.png", site.Sent("/x.png"));
        Assert.Equal("404 NotMapped", Sites.Sent(site.Map(RequestFacts.Get("/x").Env("no-proxy", "1"))));
    }

    [Fact]
    public void Variables_come_from_the_request_and_from_earlier_variables()
    {
        SetEnvIfPlan[] rules =
        [
            new("Request_Method", "^(P.*)$", [new("M", "<$1>")]),
            new("Remote_Addr", @"^10\.", [new("INSIDE", "1")]),
            new("INSIDE", "^1$", [new("BOTH", "yes"), new("M", null)]),
            new("host", "EXAMPLE", [new("H", "1")], IgnoreCase: true),
            new("Cookie", "a=(.)", [new("C", "$1")]),
            new("Nothing", "^$", [new("EMPTY", "1")]),
        ];
        var facts = RequestFacts.Post("/").From(IPAddress.Parse("::ffff:10.1.2.3")).OnHost("www.example.com").Cookie("a", "b").Env("OLD", "1");

        var seen = (Sites.Site() with { SetEnvIf = rules }).Map(facts).Environment!;

        Assert.Equal("BOTH=yes C=b EMPTY=1 H=1 INSIDE=1 OLD=1", string.Join(' ', seen.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("User-Agent", "^Moz", "X=1", "X=1")]
    [InlineData("user-agent", "(M)", "X=$1", "X=M")]
    [InlineData("X-None", "^$", "X=none", "X=none")]
    [InlineData("X-Two", "^1, 2$", "X=1", "X=1")]
    [InlineData("^X-T.*", "^2$", "X=last", "X=last")]
    [InlineData("Request_Protocol", @"^HTTP/2\.0$", "X=1", "X=1")]
    public void A_variable_may_come_from_any_header(string attribute, string pattern, string variable, string seen)
    {
        var facts = RequestFacts.Get("/").Header("User-Agent", "Mozilla").Header("X-Two", "1").Header("x-two", "2") with { Protocol = "HTTP/2" };

        Assert.Equal(seen, RewriteLines.Environment($"SetEnvIf {attribute} \"{pattern}\" {variable}", facts));
    }

    [Fact]
    public void A_variable_of_an_earlier_rule_is_not_a_header_that_a_client_made_up()
    {
        const string Lines = "SetEnvIf Remote_Addr ^10\\. INSIDE\nSetEnvIf INSIDE ^1$ ADMIN";

        Assert.Equal("", RewriteLines.Environment(Lines, RequestFacts.Get("/").From(IPAddress.Parse("203.0.113.1")).Header("INSIDE", "1")));
        Assert.Equal("ADMIN=1 INSIDE=1", RewriteLines.Environment(Lines, RequestFacts.Get("/").From(IPAddress.Parse("10.0.0.1")).Header("INSIDE", "0")));
    }

    [Theory]
    [InlineData("%{REQUEST_URI} =~ m#^/(.)#", "X=$1-$0", "X=a-/a")]
    [InlineData("%{HTTP:X-A} == 'y' && %{REQUEST_METHOD} in {'PUT', 'GET'}", "X=1", "X=1")]
    [InlineData("-z reqenv('X')", "X=new", "X=new")]
    [InlineData("%{REQUEST_URI} == '/b'", "X=1", "")]
    public void A_variable_may_come_from_an_expression(string expression, string variable, string seen) =>
        Assert.Equal(seen, RewriteLines.Environment($"SetEnvIfExpr \"{expression}\" {variable}", RequestFacts.Get("/a").Header("X-A", "y")));
}
