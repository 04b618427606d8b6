using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

/// <summary>edit, edit*, echo and expressions of header rules. What httpd does was looked up in the real one.</summary>
public class HeaderEditTests
{
    [Theory]
    [InlineData(HeaderAction.Edit, "[ab]", "<$0>", "X: <a>, b | Y: 1 | x: <b>b")]
    [InlineData(HeaderAction.EditAll, "[ab]", "<$0>", "X: <a>, <b> | Y: 1 | x: <b><b>")]
    [InlineData(HeaderAction.EditAll, "^.", "z", "X: zzzz | Y: 1 | x: zz")]
    [InlineData(HeaderAction.EditAll, "", "z", "X: za, b | Y: 1 | x: zbb")]
    [InlineData(HeaderAction.Edit, "(a)|(c)", "[$1$2$3]\\$1&%%%{E}e", "X: [a]$1&%v, b | Y: 1 | x: bb")]
    [InlineData(HeaderAction.Edit, "B", "z", "X: a, b | Y: 1 | x: bb")]
    [InlineData(HeaderAction.Edit, "(?i)B", "z", "X: a, z | Y: 1 | x: zb")]
    [InlineData(HeaderAction.Edit, "^(.*)$", "", "X:  | Y: 1 | x: ")]
    public void A_pattern_changes_each_line_of_its_name(HeaderAction action, string pattern, string value, string expected) =>
        Assert.Equal(expected, Apply([("X", "a, b"), ("Y", "1"), ("x", "bb")], new(action, "X", value) { Pattern = pattern.Length == 0 ? "()" : pattern }));

    [Fact]
    public void The_recipe_that_makes_cookies_secure() => Assert.Equal(
        "Set-Cookie: a=1;HttpOnly | Set-Cookie: b=2; HttpOnly",
        Apply([("Set-Cookie", "a=1"), ("Set-Cookie", "b=2; HttpOnly")], new(HeaderAction.Edit, "Set-Cookie", "$1;HttpOnly") { Pattern = @"(?i)^((?:(?!;\s?HttpOnly).)+)$" }));

    [Theory]
    [InlineData("a\r\nY: b")]
    [InlineData("a\0")]
    public void R15_an_edit_cannot_split_the_message(string value)
    {
        var rules = HeaderRules.Of([new(HeaderAction.Edit, "X", "%{V}e") { Pattern = "b" }]);

        Assert.Equal("X", rules.Apply(new HeaderList([new("X", "b")]), new(new Dictionary<string, string> { ["V"] = value }))?.Header);
    }

    [Theory]
    [InlineData(HeaderAction.EditAll, "a", "aaaaaaaaaaaaaaaaaaaa")]
    [InlineData(HeaderAction.Edit, "^(a+)+\\1b$", "x")]
    public void R29_R30_an_edit_is_bounded(HeaderAction action, string pattern, string value)
    {
        var rules = HeaderRules.Of([new(action, "X", value) { Pattern = pattern }]);

        Assert.NotNull(rules.Apply(new HeaderList([new("X", new string('a', 5_000))]), default));
    }

    [Fact]
    public void Echo_copies_what_the_client_said_but_nothing_that_frames_or_ends_at_this_hop()
    {
        var request = RequestFacts.Get("/").Header("X-A", "1").Header("x-b", "2").Header("Content-Length", "5").Header("Transfer-Encoding", "chunked")
            .Header("Connection", "close").Header("Cookie", "s=1").Header("Authorization", "x").Header("Host", "h").Headers;

        Assert.Equal("X-A: 1 | x-b: 2", Apply([], new HeaderFacts(null, null, request), new HeaderRulePlan(HeaderAction.Echo, "")));
        Assert.Equal("x-b: 2", Apply([], new HeaderFacts(null, null, request), new HeaderRulePlan(HeaderAction.Echo, "^X-B$")));
        Assert.Equal("", Apply([], default, new HeaderRulePlan(HeaderAction.Echo, "^X-B$")));
    }

    [Theory]
    [InlineData("%{REQUEST_STATUS} == 404", true)]
    [InlineData("%{REQUEST_STATUS} -lt 400", false)]
    [InlineData("%{CONTENT_TYPE} =~ m#text/html#i", true)]
    [InlineData("resp('X-Up') == 'a, b'", true)]
    [InlineData("%{REQUEST_URI} == '/x/b'", true)]
    [InlineData("%{req:X-A} == '1' && %{HTTP:X-A} == '1'", true)]
    [InlineData("%{reqenv:BALANCER} == 'b1'", true)]
    [InlineData("%{HTTPS} == 'on'", false)]
    public void A_rule_may_look_at_request_and_response(string expression, bool runs)
    {
        var rule = Answer(new HeaderRuleOptions { Name = "X", Value = "1", Expr = expression });

        Assert.Equal(runs ? "1" : null, rule.Header("X"));
    }

    [Theory]
    [InlineData("expr=%{REQUEST_STATUS}-%{REQUEST_URI}-%{resp:X-Up}-%{QUERY_STRING}", "404-/x/b-a, b-q=1")]
    [InlineData("expr=", "")]
    public void A_value_may_be_an_expression(string value, string expected) =>
        Assert.Equal(expected, Answer(new HeaderRuleOptions { Name = "X", Value = value }).Header("X"));

    [Theory]
    [InlineData("Header", HeaderAction.Edit, null, "v", "the pattern is empty")]
    [InlineData("Header", HeaderAction.Edit, "a", null, "there is no value")]
    [InlineData("Header", HeaderAction.Set, "a", "v", "Set takes no pattern")]
    [InlineData("Header", HeaderAction.Echo, null, "v", "Echo takes no value")]
    [InlineData("RequestHeader", HeaderAction.Echo, null, null, "Echo copies headers into the response")]
    [InlineData("Header", HeaderAction.Set, null, "%t", "asks a clock")]
    [InlineData("Header", HeaderAction.Set, null, "%D", "asks a clock")]
    [InlineData("Header", HeaderAction.Set, null, "%l", "load of httpd's own processes")]
    [InlineData("RequestHeader", HeaderAction.Set, null, "%{SSL_CLIENT_S_DN}s", "asks what TLS knows")]
    [InlineData("RequestHeader", HeaderAction.Set, null, "%q", "a format we do not know")]
    [InlineData("RequestHeader", HeaderAction.Set, null, "expr=%{REQUEST_STATUS}", "there is no response yet")]
    [InlineData("RequestHeader", HeaderAction.Set, null, "expr=%{file:/etc/passwd}", "R57")]
    [InlineData("Header", HeaderAction.Set, null, "expr=%{DOCUMENT_ROOT}", "no local files")]
    public void What_a_header_rule_cannot_do_is_a_problem(string word, HeaderAction action, string? pattern, string? value, string problem)
    {
        var site = ReverseProxy.Create("www").Options;
        (word == "Header" ? site.Header : site.RequestHeader).Add(new() { Action = action, Name = "X", Pattern = pattern, Value = value });

        Assert.Contains(problem, Assert.Single(Planning.Plans.Problems(site)).ToString(), StringComparison.Ordinal);
    }

    private static ResponseFacts Answer(HeaderRuleOptions rule)
    {
        var options = ReverseProxy.Create("www").ProxyPass("/", "http://m/").Options;
        options.Header.Add(rule);
        using var site = ReverseProxy.FromOptions("www", options, []);
        var facts = RequestFacts.Get("/x/./a/../b?q=1").OnHost("www.example.com").Header("X-A", "1").Env("BALANCER", "b1");
        return site.Rewrite(site.Map(facts), facts, new ResponseFacts(404, [new("Content-Type", "text/html"), new("X-Up", "a"), new("x-up", "b")]));
    }

    private static string Apply((string Name, string Value)[] lines, HeaderRulePlan rule) =>
        Apply(lines, new HeaderFacts(new Dictionary<string, string> { ["E"] = "v" }), rule);

    private static string Apply((string Name, string Value)[] lines, in HeaderFacts facts, HeaderRulePlan rule)
    {
        var list = new HeaderList(lines.Select(line => KeyValuePair.Create(line.Name, line.Value)));
        Assert.Null(HeaderRules.Of([rule]).Apply(list, facts));
        return string.Join(" | ", list.Lines.Select(line => $"{line.Key}: {line.Value}"));
    }
}
