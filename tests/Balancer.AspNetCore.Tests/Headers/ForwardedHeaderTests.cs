using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Headers;

public class ForwardedHeaderTests
{
    private static async Task<string> HeadSentAsync(Func<ReverseProxyBuilder, ReverseProxyBuilder> configure, string headers)
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(configure(ReverseProxy.Create("www").ProxyPass("/", backend.Url)).Build());
        await front.AskHeadAsync("GET / HTTP/1.1", headers);
        return backend.Head;
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_host_is_the_members_and_who_asked_is_told()
    {
        var head = await HeadSentAsync(s => s, "");

        Assert.Matches("\r\nHost: 127\\.0\\.0\\.1:[0-9]+\r\n", head);
        Assert.Contains("X-Forwarded-For: 127.0.0.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Host: www.example.com\r\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Server: www.example.com\r\n", head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_member_is_told_that_its_connection_is_kept() =>
        Assert.Contains("\r\nConnection: Keep-Alive\r\n", await HeadSentAsync(s => s, ""), StringComparison.Ordinal);

    [Fact(Timeout = Limits.Test)]
    public async Task ProxyPreserveHost_sends_the_clients_host() =>
        Assert.Contains("\r\nHost: www.example.com\r\n", await HeadSentAsync(s => s.ProxyPreserveHost(), ""), StringComparison.Ordinal);

    [Fact(Timeout = Limits.Test)]
    public async Task R18_D39_a_peer_that_is_not_trusted_cannot_say_who_asked()
    {
        var head = await HeadSentAsync(s => s.TrustedProxies("10.0.0.0/8"), "X-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\n");

        Assert.DoesNotContain("6.6.6.6", head, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-For: 127.0.0.1\r\n", head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R16_headers_of_this_hop_and_nominated_ones_end_here()
    {
        var head = await HeadSentAsync(s => s, "Connection: X-Secret\r\nX-Secret: 1\r\nKeep-Alive: timeout=5\r\nTE: gzip\r\nUpgrade: h2c\r\nProxy-Connection: x\r\nProxy: http://evil/\r\nX_Under: 1\r\nX-Kept: yes\r\n");

        foreach (var gone in (string[])["X-Secret", "Keep-Alive", "TE:", "Upgrade", "Proxy", "X_Under"])
        {
            Assert.DoesNotContain("\r\n" + gone, head, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("X-Kept: yes\r\n", head, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("X-Forwarded-For")]
    [InlineData("Host")]
    [InlineData("Cookie")]
    public async Task R17_nominating_what_must_reach_the_member_is_refused(string name)
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.OverAsync(backend.Url);

        Assert.StartsWith("HTTP/1.1 400 ", await front.AskHeadAsync("GET / HTTP/1.1", $"Connection: {name}\r\n"), StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Several_cookie_lines_stay_one_cookie_header() =>
        Assert.Contains("Cookie: a=1; b=2\r\n", await HeadSentAsync(s => s, "Cookie: a=1\r\nCookie: b=2\r\n"), StringComparison.Ordinal);

    [Fact(Timeout = Limits.Test)]
    public async Task Bytes_beyond_ascii_pass_unchanged() =>
        Assert.Contains("X-Name: J\u00c3\u00b6rg\r\n", await HeadSentAsync(s => s, "X-Name: J\u00c3\u00b6rg\r\n"), StringComparison.Ordinal);

    [Fact(Timeout = Limits.Test)]
    public async Task Via_is_added_both_ways_when_asked()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).ProxyVia(Via.On).Build());

        var answer = await front.AskAsync("GET / HTTP/1.1", "Via: 1.0 before\r\n");

        Assert.Contains("Via: 1.0 before, 1.1 www.example.com\r\n", backend.Head, StringComparison.Ordinal);
        Assert.Contains("Via: 1.1 www.example.com\r\n", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task No_trace_headers_or_other_inventions_of_the_client_library_are_sent()
    {
        var head = await HeadSentAsync(s => s, "");

        foreach (var name in (string[])["traceparent", "tracestate", "User-Agent", "Accept-Encoding", "Expect", "Transfer-Encoding", "Content-Length"])
        {
            Assert.DoesNotContain("\r\n" + name, head, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Max_Forwards_counts_down_and_ends_here_at_zero()
    {
        Assert.Contains("Max-Forwards: 4\r\n", await HeadSentAsync(s => s, "Max-Forwards: 5\r\n"), StringComparison.Ordinal);
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.OverAsync(backend.Url);

        Assert.StartsWith("HTTP/1.1 200 ", await front.AskAsync("OPTIONS / HTTP/1.1", "Max-Forwards: 0\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await front.AskAsync("GET / HTTP/1.1", "Max-Forwards: 0\r\n"), StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
    }
}
