using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Headers;

public class ResponseHeaderTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task Location_and_cookies_are_rewritten_to_what_clients_see()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync($"HTTP/1.1 302 Found\r\nLocation: {b.Url}/inner/next\r\nSet-Cookie: a=1; Path=/inner/; Domain=backend.local\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n");
        });
        await using var front = await Front.StartAsync(ReverseProxy.Create("www")
            .ProxyPass("/apps", backend.Url + "/inner")
            .ProxyPassReverse("/apps", backend.Url + "/inner")
            .ProxyPassReverseCookiePath("/inner/", "/apps/")
            .ProxyPassReverseCookieDomain("backend.local", "www.example.com")
            .Build());

        var answer = await front.AskAsync("GET /apps/ HTTP/1.1");

        Assert.Contains("Location: http://www.example.com/apps/next\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Set-Cookie: a=1; Path=/apps/; Domain=www.example.com\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Set-Cookie: b=2\r\n", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R16_headers_of_the_other_hop_end_here()
    {
        using var backend = ScriptedBackend.SayingOnce("HTTP/1.1 200 OK\r\nConnection: close, X-Secret\r\nX-Secret: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\nTrailer: X\r\nX-Kept: yes\r\nContent-Length: 2\r\n\r\nok");
        await using var front = await Front.OverAsync(backend.Url);

        var answer = await front.AskAsync("GET / HTTP/1.1");

        foreach (var gone in (string[])["X-Secret", "Keep-Alive", "Proxy-Authenticate", "Trailer"])
        {
            Assert.DoesNotContain("\r\n" + gone, answer, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("X-Kept: yes\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nok", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_sticky_cookie_is_issued_once_and_honoured()
    {
        using var a = ScriptedBackend.Named("a");
        using var b = ScriptedBackend.Named("b");
        var foo = Balancer.Create("foo")
            .Member(a.Url, m => m.Route("ra")).Member(b.Url, m => m.Route("rb"))
            .StickyCookie("ROUTEID").Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        using var first = await front.Client.GetAsync(new Uri("/", UriKind.Relative));
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        var name = await first.Content.ReadAsStringAsync();

        Assert.StartsWith("ROUTEID=", cookie, StringComparison.Ordinal);
        Assert.Contains("HttpOnly", cookie, StringComparison.OrdinalIgnoreCase);
        for (var i = 0; i < 4; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("Cookie", cookie[..cookie.IndexOf(';', StringComparison.Ordinal)]);
            using var again = await front.Client.SendAsync(request);
            Assert.Equal(name, await again.Content.ReadAsStringAsync());
            Assert.False(again.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact(Timeout = Limits.Test)]
    public async Task ProxyErrorOverride_replaces_the_body_and_keeps_the_challenge()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nX-Inside: 1\r\nContent-Length: 7\r\n\r\nsecrets");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).ProxyErrorOverride(401, 500).Build());

        var answer = await front.AskAsync("GET / HTTP/1.1");
        await front.AskAsync("GET / HTTP/1.1");

        Assert.StartsWith("HTTP/1.1 401 Unauthorized\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Basic\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Inside", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n401 Unauthorized\n", answer, StringComparison.Ordinal);
        Assert.Equal(1, backend.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Values_beyond_ascii_pass_with_AddProxyPass_and_are_a_502_without()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 200 OK\r\nX-Name: J\u00c3\u00b6rg\r\nContent-Length: 2\r\n\r\nok");
        var site = ReverseProxy.Create("www").ProxyPass("/", backend.Url).Build();
        await using var plain = await Front.StartAsync(site);
        await using var told = await Front.StartAsync(site, services: s => s.AddProxyPass());

        Assert.Equal(HttpStatusCode.BadGateway, (await plain.GetAsync()).Status);
        Assert.Contains("X-Name: J\u00c3\u00b6rg\r\n", await told.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
    }
}
