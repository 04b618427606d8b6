using System.Net;
using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

/// <summary>One test for each row of the CVE table that this room could repeat.</summary>
public class CveTests
{
    private static readonly RequestFacts Request = RequestFacts.Get("/app/r").OnHost("www.example.com").From(IPAddress.Parse("203.0.113.9"));

    [Theory]
    [InlineData("close, X-Forwarded-For")]
    [InlineData("close, x-forwarded-host, X-Forwarded-Server")]
    public void Cve_2022_31813_a_client_cannot_remove_what_the_gateway_adds(string connection)
    {
        var rules = ForwardingRules.Of(Plans.Site());

        Assert.Equal(400, ForwardingRules.Check(Request, Nomination.Of(connection))?.SuggestedStatus);
        Assert.Equal("203.0.113.9", rules.Forwarded(Request, default).For);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData(" ,,\t, ,")]
    [InlineData("\"close\", (x)")]
    [InlineData(";;=")]
    public void Cve_2014_0117_an_odd_Connection_list_names_nothing(string connection)
    {
        var nominated = Nomination.Of(connection);

        Assert.Null(ForwardingRules.Check(Request, nominated));
        Assert.False(nominated.Removes("close"));
    }

    [Fact]
    public void Cve_2014_0117_a_long_Connection_list_is_read_in_one_pass()
    {
        var nominated = Nomination.Of(string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"x{i}")));

        Assert.True(nominated.Removes("X99999"));
    }

    [Fact]
    public void Cve_2016_5387_the_Proxy_header_is_never_sent() =>
        Assert.True(ForwardingRules.Of(Plans.Site() with { UnderscoreHeaders = true }).DropsFromRequest("proxy", default, isTrusted: true));

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("Forwarded")]
    [InlineData("X-Real-IP")]
    public void Cve_2020_11985_a_strangers_word_on_who_asks_is_not_passed_on(string name)
    {
        var rules = ForwardingRules.Of(Plans.Site());

        Assert.True(rules.DropsFromRequest(name, default, rules.Trusts(Request)));
        Assert.Equal(new("203.0.113.9", "www.example.com", "www.example.com"), rules.Forwarded(Request, new("127.0.0.1", "admin", "admin")));
    }

    [Theory]
    [InlineData("http://m/ctx/\r\nSet-Cookie: a=b")]
    [InlineData("http://m/ctx/\0")]
    [InlineData("http://m/ctx/\u010a")]
    public void Cve_2022_37436_a_value_with_controls_is_not_rewritten(string value) =>
        Assert.Same(value, Plans.Map(Plans.Balancer("http://m/ctx"), ("/app", "balancer://b1")).Location(value, Request));

    [Theory]
    [InlineData("text/html\r\nX: y")]
    [InlineData("text/html\nX: y")]
    [InlineData("text/html\rX: y")]
    public void Cve_2023_38709_and_2024_42516_a_rule_cannot_split_the_response(string value) =>
        Assert.NotNull(HeaderRules.Of([new(HeaderAction.Set, "Content-Type", "%{FROM_APP}e")])
            .Apply(new HeaderList([]), new(new Dictionary<string, string> { ["FROM_APP"] = value })));

    [Fact]
    public void Cve_2026_34356_long_and_repeated_cookie_attributes_are_read_in_one_pass_and_bounded()
    {
        var site = Plans.Site() with { CookiePaths = [new("/ctx", "/longer/path")], CookieDomains = [new("in.example", "out.example.com")] };
        var map = ReverseMap.Of(site, _ => null);
        var many = string.Concat(Enumerable.Repeat("; path=/ctx; domain=in.example", 50_000));
        var expected = string.Concat("s=1", string.Concat(Enumerable.Repeat("; path=/ctx; domain=in.example", 49_999)), "; path=/longer/path; domain=out.example.com");

        Assert.Equal(expected, map.SetCookie("s=1" + many));
        Assert.Equal("s=1; path=/longer/path", map.SetCookie("s=1; path=/ctx/" + new string('x', 1_000_000)));
    }

    [Theory]
    [InlineData("http://m:80801/ctx/x")]
    [InlineData("http://m.evil:8080/ctx/x")]
    [InlineData("http://m:8080@evil/ctx/x")]
    [InlineData("http://m:8080\\@evil/ctx/x")]
    [InlineData("http://m:8080/ctx/x\n")]
    [InlineData("http://m:8080/ctxx")]
    public void R35_what_only_looks_like_the_backend_is_left_untouched(string value) =>
        Assert.Same(value, Plans.Map(Plans.Balancer("http://m:8080/ctx"), ("/app", "balancer://b1")).Location(value, Request));

    [Fact]
    public void R35_the_output_is_bounded()
    {
        var map = Plans.Map(null, ("/app", "http://h"));
        var huge = "http://h/" + new string('x', 70_000);

        Assert.Same(huge, map.Location(huge, Request));
    }
}
