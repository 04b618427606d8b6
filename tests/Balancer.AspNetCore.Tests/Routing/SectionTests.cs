using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;

namespace Balancing.AspNetCore.Tests.Routing;

/// <summary>httpd's Location over real sockets.</summary>
public class SectionTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("/admin")]
    [InlineData("/%61dmin/x")]
    [InlineData("/x/../admin")]
    [InlineData("//admin")]
    [InlineData("/admin;v=1")]
    [InlineData("/static/secret")]
    [InlineData("/nowhere/secret")]
    public async Task A_denied_path_is_403_and_nobody_else_gets_to_see_it(string target)
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Exclude("/static").ProxyPass("/admin", backend.Url)
                .Location("/admin", l => l.Require("ip 10.0.0.0/8")).LocationMatch("/secret$", l => l.Require("all denied")).Build(),
            app => app.MapFallback(() => "fallback"));

        var answer = await front.AskAsync($"GET {target} HTTP/1.1");

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("403 Forbidden\n", answer, StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Who_may_come_is_forwarded()
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url)
            .Location("/", l => l.Require("all denied")).Location("/in", l => l.Require("local")).Build());

        Assert.Equal((HttpStatusCode.OK, "proxied"), await front.GetAsync("/in/x"));
        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/out")).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task What_a_handler_answers_is_501_as_long_as_there_is_none_and_a_denied_one_403()
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Exclude("/manager").ProxyPass("/", backend.Url)
            .Location("/manager", l => l.SetHandler("balancer-manager")).Location("/manager/shut", l => l.Require("all denied"))
            .Location("/mapped", l => l.SetHandler("balancer-manager")).Build());

        Assert.Equal(HttpStatusCode.NotImplemented, (await front.GetAsync("/manager")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/manager/shut")).Status);
        Assert.Equal("proxied", (await front.GetAsync("/mapped")).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_section_has_headers_Host_and_error_pages_of_its_own()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nmine");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).SetEnv("WHERE", "site")
            .RequestHeader(h => h.Set("X-Where", "%{WHERE}e"))
            .Location("/a", l => l.ProxyPreserveHost().ProxyAddHeaders(false).ProxyErrorOverride(404).SetEnv("WHERE", "a").Header(h => h.Set("X-A", "1"))).Build());

        var outside = await front.AskAsync("GET /b HTTP/1.1");
        var inside = await front.AskAsync("GET /a HTTP/1.1");

        Assert.EndsWith("\r\n\r\nmine", outside, StringComparison.Ordinal);
        Assert.EndsWith("404 Not Found\n", inside, StringComparison.Ordinal);
        var heads = backend.Heads.ToArray();
        Assert.Contains($"Host: 127.0.0.1:{backend.Port}\r\n", heads[0], StringComparison.Ordinal);
        Assert.Contains("X-Where: site\r\n", heads[0], StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-For: ", heads[0], StringComparison.Ordinal);
        Assert.Contains("Host: www.example.com\r\n", heads[1], StringComparison.Ordinal);
        Assert.Contains("X-Where: a\r\n", heads[1], StringComparison.Ordinal);
        Assert.DoesNotContain("X-Forwarded-For: ", heads[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_reverse_entry_of_a_section_rewrites_its_answers()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 })
            {
                await c.SayAsync($"HTTP/1.1 302 Found\r\nLocation: {b.Url}/next\r\nX-Seen: 1\r\nContent-Length: 0\r\n\r\n");
            }
        });
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).ImplicitReverse(false)
            .Location("/a", l => l.ProxyPassReverse(backend.Url).Header(h => h.Unset("X-Seen"))).Build());

        var inside = await front.AskAsync("GET /a HTTP/1.1");

        Assert.Contains("Location: http://www.example.com/a/next\r\n", inside, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Seen", inside, StringComparison.Ordinal);
        Assert.Contains($"Location: {backend.Url}/next\r\n", await front.AskAsync("GET /b HTTP/1.1"), StringComparison.Ordinal);
    }
}
