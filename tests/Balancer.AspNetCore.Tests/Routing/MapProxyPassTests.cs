using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;

namespace Balancing.AspNetCore.Tests.Routing;

public class MapProxyPassTests
{
    private static ReverseProxy Site(ScriptedBackend backend) => ReverseProxy.Create("www")
        .Exclude("/apps/static")
        .ProxyPass("/apps", backend.Url + "/inner")
        .Build();

    [Fact(Timeout = Limits.Test)]
    public async Task A_mapped_request_reaches_the_member_at_its_mapped_path()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(Site(backend));

        Assert.Equal((HttpStatusCode.OK, "hello"), await front.GetAsync("/apps/a/b?x=1"));
        Assert.StartsWith("GET /inner/a/b?x=1 HTTP/1.1\r\n", backend.Head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task What_nobody_maps_is_404()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(Site(backend));

        Assert.Equal(HttpStatusCode.NotFound, (await front.GetAsync("/other")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await front.GetAsync("/appsx")).Status);
        Assert.Empty(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_applications_own_endpoints_win_and_a_fallback_comes_last()
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await Front.StartAsync(Site(backend), app =>
        {
            app.MapGet("/apps/own", () => "own");
            app.MapFallback(() => "fallback");
        });

        Assert.Equal("own", (await front.GetAsync("/apps/own")).Body);
        Assert.Equal("proxied", (await front.GetAsync("/apps/other")).Body);
        Assert.Equal("fallback", (await front.GetAsync("/elsewhere")).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_excluded_path_is_free_for_others_and_else_404()
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await Front.StartAsync(Site(backend), app => app.MapGet("/apps/static/{file}", (string file) => file));

        Assert.Equal("a.css", (await front.GetAsync("/apps/static/a.css")).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await front.GetAsync("/apps/static/b/c")).Status);
        Assert.Empty(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Of_two_sites_that_map_a_request_the_first_answers()
    {
        using var one = ScriptedBackend.Named("one");
        using var two = ScriptedBackend.Named("two");
        await using var front = await Front.StartAsync(app =>
        {
            app.MapProxyPass(ReverseProxy.Create("one").ProxyPass("/a", one.Url).Build());
            app.MapProxyPass(ReverseProxy.Create("two").ProxyPass("/", two.Url).Build());
        });

        Assert.Equal("one", (await front.GetAsync("/a/x")).Body);
        Assert.Equal("two", (await front.GetAsync("/b")).Body);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("/apps/%zz", 400)]
    [InlineData("/apps/%00", 400)]
    [InlineData("/apps/a%0d%0ab", 400)]
    [InlineData("/apps/..;/x", 400)]
    [InlineData("/apps/%252e%252e/x", 400)]
    [InlineData("/apps/a%2fb", 404)]
    public async Task R21_a_malformed_or_ambiguous_target_is_refused_with_a_fixed_text(string target, int status)
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(Site(backend));

        var answer = await front.AskAsync($"GET {target} HTTP/1.1");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("apps", answer, StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("/apps/a%20b", "/inner/a%20b")]
    [InlineData("/apps/x/../y", "/inner/y")]
    [InlineData("/apps/%61?q=%2e%2e/%20", "/inner/a?q=%2e%2e/%20")]
    [InlineData("/apps/a;v=1/b", "/inner/a;v=1/b")]
    [InlineData("http://www.example.com/apps/abs", "/inner/abs")]
    public async Task R20_what_was_matched_is_what_is_sent(string target, string sent)
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(Site(backend));

        await front.AskAsync($"GET {target} HTTP/1.1");

        Assert.StartsWith($"GET {sent} HTTP/1.1\r\n", backend.Head, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("GET http://other.example/apps/ HTTP/1.1")]
    [InlineData("CONNECT www.example.com:80 HTTP/1.1")]
    public async Task R32_there_is_no_forward_proxy(string requestLine)
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ServerName("www.example.com").ProxyPass("/apps", backend.Url).Build());

        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", await front.AskAsync(requestLine));
        Assert.Empty(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_scheme_without_connector_fails_clearly_and_fails_over()
    {
        using var backend = ScriptedBackend.Named("http");
        await using var front = await Front.OverAsync("ajp://127.0.0.1:8009", backend.Url);

        Assert.Equal("http", (await front.GetAsync()).Body);
    }
}
