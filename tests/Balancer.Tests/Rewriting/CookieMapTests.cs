using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

public class CookieMapTests
{
    [Theory]
    [InlineData("/ctx", "s=1; Path=/ctx", "s=1; Path=/new")]
    [InlineData("/ctx", "s=1; Path=/ctx/a", "s=1; Path=/new")]
    [InlineData("/ctx", "s=1; Path=/ctxx", "s=1; Path=/ctxx")]
    [InlineData("/ctx", "s=1; Path=/ctx?a", "s=1; Path=/ctx?a")]
    [InlineData("/ctx/", "s=1; Path=/ctx", "s=1; Path=/ctx")]
    [InlineData("/", "s=1; Path=/anything", "s=1; Path=/new")]
    [InlineData("", "s=1; Path=/ctx", "s=1; Path=/ctx")]
    public void D15_a_path_rule_matches_whole_segments(string from, string value, string expected) =>
        Assert.Equal(expected, Map(paths: [new(from, "/new")]).SetCookie(value));

    [Theory]
    [InlineData("s=1; Domain=IN.example", "s=1; Domain=out.example")]
    [InlineData("s=1; Domain=in.example.org", "s=1; Domain=in.example.org")]
    [InlineData("s=1; Domain=in.examplex", "s=1; Domain=in.examplex")]
    [InlineData("s=1; Domain=sub.in.example", "s=1; Domain=sub.in.example")]
    [InlineData("s=1; Domain=.in.example", "s=1; Domain=.in.example")]
    [InlineData("s=1; Domain=\"in.example\"", "s=1; Domain=\"in.example\"")]
    public void D15_a_domain_rule_matches_the_whole_name(string value, string expected) =>
        Assert.Equal(expected, Map(domains: [new("in.example", "out.example")]).SetCookie(value));

    [Fact]
    public void The_first_matching_rule_answers() =>
        Assert.Equal("s=1; Path=/one", Map(paths: [new("/b", "/zero"), new("/a", "/one"), new("/a/b", "/two")]).SetCookie("s=1; Path=/a/b"));

    [Fact]
    public void A_cookie_without_anything_to_change_is_the_same_instance()
    {
        const string Value = "s=1; Path=/x; Domain=y";

        Assert.Same(Value, Map([new("/a", "/b")], [new("c", "d")]).SetCookie(Value));
        Assert.Same(Value, Map().SetCookie(Value));
    }

    [Fact]
    public void Variables_are_replaced_and_cannot_end_the_attribute()
    {
        var site = Plans.Site() with { InterpolateEnv = true, CookiePaths = [new("/${CTX}", "/${APP}", Interpolate: true)] };
        var map = ReverseMap.Of(site, _ => null);

        Assert.Equal("s=1; Path=/app", map.SetCookie("s=1; Path=/ctx/x", Env("app")));
        Assert.Equal("s=1; Path=/ctx/x", map.SetCookie("s=1; Path=/ctx/x", Env("a; Domain=evil")));
        Assert.Equal("s=1; Path=/ctx/x", map.SetCookie("s=1; Path=/ctx/x", Env("a\r\nX: y")));
    }

    [Fact]
    public void Set_Cookie_is_one_of_the_headers_that_a_reverse_map_knows() =>
        Assert.Equal("s=1; path=/b", Map(paths: [new("/a", "/b")]).RewriteHeader("set-cookie", "s=1; path=/a", new RequestFacts()));

    [Fact]
    public void Any_text_is_read_without_failing()
    {
        string[] pieces = ["path=", "Domain=", ";", " ", "\t", "/ctx", "in.example", "=", "\"", "\0", "é", ","];
        var random = new Random(15);
        var map = Map([new("/ctx", "/app")], [new("in.example", "out.example")]);
        for (var i = 0; i < 10_000; i++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var made = map.SetCookie(value);

            Assert.Equal(value.Count(c => c == ';'), made.Count(c => c == ';'));
        }
    }

    private static ReverseMap Map(IReadOnlyList<CookieRulePlan>? paths = null, IReadOnlyList<CookieRulePlan>? domains = null) =>
        ReverseMap.Of(Plans.Site() with { CookiePaths = paths ?? [], CookieDomains = domains ?? [] }, _ => null);

    private static Dictionary<string, string> Env(string app) => new() { ["CTX"] = "ctx", ["APP"] = app };
}
