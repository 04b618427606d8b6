namespace Balancing.Tests.Rewriting;

/// <summary>What sections change in requests and answers. What httpd does was looked up on httpd 2.4.71.</summary>
public class SectionSettingsTests
{
    [Fact]
    public async Task Lists_are_appended_in_order_and_of_single_values_the_last_counts()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").SetEnv("WHO", "site")
            .Header(h => h.Add("X-L", "site")).RequestHeader(h => h.Set("X-Who", "%{WHO}e"))
            .Location("/a", l => l.ProxyPreserveHost().ProxyAddHeaders(false).SetEnv("WHO", "a").Header(h => h.Add("X-L", "a")))
            .Location("/a/b", l => l.ProxyPreserveHost(false).SetEnv("WHO", "ab").Header(h => h.Add("X-L", "ab")).RequestHeader(h => h.Unset("Accept"))).Build();

        Assert.Equal("Host: m|X-Forwarded-Host: www.example.com|Accept: */*|X-Who: site -> X-L: site", await PlayAsync(site, "/x"));
        Assert.Equal("Host: www.example.com|Accept: */*|X-Who: a -> X-L: site|X-L: a", await PlayAsync(site, "/a"));
        Assert.Equal("Host: m|X-Who: ab -> X-L: site|X-L: a|X-L: ab", await PlayAsync(site, "/a/b/c"));
    }

    [Fact]
    public async Task A_reverse_entry_of_a_section_holds_only_for_requests_in_it()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").ImplicitReverse(false)
            .Location("/a", l => l.ProxyPassReverse("http://m/back").ProxyPassReverseCookiePath("/back", "/a").ProxyPassReverseCookieDomain("m", "www.example.com"))
            .Build();
        KeyValuePair<string, string>[] answer = [new("Location", "http://m/back/x"), new("Set-Cookie", "s=1; Path=/back; Domain=m")];

        Assert.EndsWith("Location: http://www.example.com/a/x|Set-Cookie: s=1; Path=/a; Domain=www.example.com", await PlayAsync(site, "/a", answer), StringComparison.Ordinal);
        Assert.EndsWith("Location: http://m/back/x|Set-Cookie: s=1; Path=/back; Domain=m", await PlayAsync(site, "/b", answer), StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_takes_the_settings_of_the_section()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").Location("/a", l => l.Header(h => h.Set("X-A", "1"))).Build();
        var facts = RequestFacts.Get("/a");

        Assert.Equal("1", site.Rewrite(site.Map(facts), facts, new ResponseFacts(200)).Header("X-A"));
        facts = RequestFacts.Get("/b");
        Assert.Null(site.Rewrite(site.Map(facts), facts, new ResponseFacts(200)).Header("X-A"));
    }

    [Theory]
    [InlineData("/", "")]
    [InlineData("/eo", "404")]
    [InlineData("/eo/x", "404 500")]
    [InlineData("/eo/y", "")]
    [InlineData("/eo/y/z", "404")]
    [InlineData("/all", "404 500 501")]
    public void The_codes_of_ProxyErrorOverride_add_up_even_over_an_Off(string target, string overridden)
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/")
            .Location("/eo", l => l.ProxyErrorOverride(404)).Location("/eo/x", l => l.ProxyErrorOverride(500))
            .Location("/eo/y", l => l.ProxyErrorOverride(false)).Location("/eo/y/z", l => l.ProxyErrorOverride(true))
            .Location("/all", l => l.ProxyErrorOverride()).Build();

        var rules = site.GatewayOf(site.Map(RequestFacts.Get(target)));

        Assert.Equal(overridden, string.Join(' ', new[] { 200, 404, 500, 501 }.Where(rules.Overrides)));
    }

    [Fact]
    public void A_site_that_overrides_everything_overrides_only_the_codes_that_a_section_adds()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").ProxyErrorOverride(true).Location("/a", l => l.ProxyErrorOverride(404)).Build();

        Assert.True(site.GatewayOf(site.Map(RequestFacts.Get("/"))).Overrides(500));
        var rules = site.GatewayOf(site.Map(RequestFacts.Get("/a")));
        Assert.Equal((true, false), (rules.Overrides(404), rules.Overrides(500)));
    }

    [Fact]
    public void The_rules_of_a_combination_are_made_once_and_what_changes_nothing_has_the_sites()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/")
            .Location("/a", l => l.ProxyPreserveHost()).LocationMatch("b$", l => l.ProxyAddHeaders(false)).Location("/c", l => l.Require("all granted")).Build();

        Assert.Same(Of("/a/x"), Of("/a/y"));
        Assert.Same(Of("/a/b"), Of("/a/x/b"));
        Assert.NotSame(Of("/a"), Of("/a/b"));
        Assert.NotSame(Of("/b"), Of("/a/b"));
        Assert.Same(site.Gateway, Of("/c"));
        Assert.Same(site.Gateway, Of("/"));

        GatewayRules Of(string target) => site.GatewayOf(site.Map(RequestFacts.Get(target)));
    }

    [Fact]
    public void A_request_in_sections_is_mapped_without_any_allocation()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").SetEnv("A", "1")
            .Location("/", l => l.Require("ip 10.0.0.0/8", "method GET")).Location("/a", l => l.ProxyPreserveHost()).LocationMatch("^/a/.*x$", l => l.SetEnv("B")).Build();
        RequestFacts[] requests = [RequestFacts.Get("/"), RequestFacts.Get("/a/b?x=1"), RequestFacts.Get("/a/x")];
        foreach (var request in requests)
        {
            site.GatewayOf(site.Map(request));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var request in requests)
        {
            site.GatewayOf(site.Map(request));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Lines to the member -> lines to the client, without those that are the same everywhere.
    private static async Task<string> PlayAsync(ReverseProxy site, string target, params KeyValuePair<string, string>[] answer)
    {
        var facts = RequestFacts.Get(target).OnHost("www.example.com");
        var hit = site.Map(facts);
        var text = "";
        await site.BalancerOf(hit)!.ExecuteAsync(facts, hit, (attempt, _) =>
        {
            var rules = site.GatewayOf(hit);
            var sent = rules.Request(facts, hit, attempt, "HTTP/1.1", [new("Accept", "*/*")]).Lines.Where(l => l.Key != "X-Forwarded-Server").OrderBy(l => l.Key == "Host" ? 0 : l.Key.StartsWith("X-F", StringComparison.Ordinal) ? 1 : 2);
            var received = rules.Response(facts, hit, attempt, "HTTP/1.1", answer).Lines;
            text = $"{Print(sent)} -> {Print(received)}";
            return ValueTask.FromResult(Outcome.Completed(200));
        });
        return text;
    }

    private static string Print(IEnumerable<KeyValuePair<string, string>> lines) => string.Join('|', lines.Select(l => $"{l.Key}: {l.Value}"));
}
