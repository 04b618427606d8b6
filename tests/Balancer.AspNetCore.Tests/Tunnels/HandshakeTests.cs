using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Raw;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Tunnels;

public class HandshakeTests
{
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==¶Sec-WebSocket-Version: 13";

    /// <summary>What the member allows, the request behind its target, and what the member is asked for: the protocol, or nothing, or a status.</summary>
    public static TheoryData<string, string, string, string, string> Asks => new()
    {
        { "R38 the member's own protocol", "websocket", "GET", $"Connection: Upgrade¶Upgrade: websocket¶{Key}", "websocket" },
        { "in any case", "WebSocket", "GET", "Connection: upgrade¶Upgrade: WEBSOCKET", "WEBSOCKET" },
        { "among other words of Connection", "websocket", "GET", "Connection: keep-alive, Upgrade¶Upgrade: websocket", "websocket" },
        { "R38 off without upgrade=", "", "GET", $"Connection: Upgrade¶Upgrade: websocket¶{Key}", "" },
        { "upgrade=NONE", "NONE", "GET", $"Connection: Upgrade¶Upgrade: websocket¶{Key}", "" },
        { "R38 another protocol", "websocket", "GET", "Connection: Upgrade¶Upgrade: foo", "" },
        { "R38 a longer one", "websocket", "GET", "Connection: Upgrade¶Upgrade: websocket2", "" },
        { "R38 another version", "websocket", "GET", "Connection: Upgrade¶Upgrade: websocket/2", "" },
        { "one of several", "foo,websocket", "GET", "Connection: Upgrade¶Upgrade: websocket", "websocket" },
        { "the first that is allowed", "websocket", "GET", "Connection: Upgrade¶Upgrade: foo, websocket", "websocket" },
        { "in several lines", "websocket", "GET", "Connection: Upgrade¶Upgrade: foo¶Upgrade: websocket", "websocket" },
        { "upgrade=ANY", "ANY", "GET", "Connection: Upgrade¶Upgrade: foo/2", "foo/2" },
        { "R38 h2c, never", "ANY", "GET", "Connection: Upgrade, HTTP2-Settings¶Upgrade: h2c¶HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", "" },
        { "R38 h2c beside another", "ANY", "GET", "Connection: Upgrade¶Upgrade: h2c, websocket", "websocket" },
        { "CVE-2025-49812 R38 TLS, never", "ANY", "OPTIONS", "Connection: Upgrade¶Upgrade: TLS/1.0", "" },
        { "R38 HTTP itself, never", "ANY", "GET", "Connection: Upgrade¶Upgrade: HTTP/2.0", "" },
        { "R38 no protocol", "ANY", "GET", "Connection: Upgrade¶Upgrade: a b", "" },
        { "R38 nothing", "ANY", "GET", "Connection: Upgrade¶Upgrade: ,", "" },
        { "R42 too many", "ANY", "GET", "Connection: Upgrade¶Upgrade: a,b,c,d,e,f,g,h,i", "" },
        { "R16 without Connection", "websocket", "GET", "Upgrade: websocket", "" },
        { "R16 Connection names another", "websocket", "GET", "Connection: x-upgrade¶Upgrade: websocket", "" },
        { "a WebSocket begins with GET", "websocket", "HEAD", "Connection: Upgrade¶Upgrade: websocket", "" },
        { "R38 a body", "websocket", "GET", "Connection: Upgrade¶Upgrade: websocket¶Content-Length: 3¶¶abc", "400" },
        { "R38 a body in chunks", "websocket", "GET", "Connection: Upgrade¶Upgrade: websocket¶Transfer-Encoding: chunked¶¶3¶abc¶0¶", "400" },
        { "R38 a body to another protocol", "ANY", "POST", "Connection: Upgrade¶Upgrade: foo¶Content-Length: 3¶¶abc", "400" },
        { "an empty body is none", "websocket", "GET", "Connection: Upgrade¶Upgrade: websocket¶Content-Length: 0", "websocket" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Asks))]
    public async Task D32_a_member_is_asked_for_what_it_allows_and_nothing_else(string why, string upgrade, string method, string lines, string asked)
    {
        using var backend = ScriptedBackend.Named("plain");
        await using var front = await TunnelBackend.FrontAsync(backend, upgrade);
        using var client = await front.OpenAsync();

        await client.SayAsync(RawText.Bytes($"{method} /x HTTP/1.1¶Host: a¶{lines}¶{(lines.Contains("¶¶", StringComparison.Ordinal) ? "" : "¶")}"));
        var status = (await client.HearHeadAsync()).Substring(9, 3);

        Assert.True(status == (asked == "400" ? "400" : "200"), $"{why}: {status}");
        if (asked == "400")
        {
            Assert.Empty(backend.Heads);
            return;
        }

        Assert.Equal(asked.Length == 0 ? "Connection: Keep-Alive" : "Connection: Upgrade", Line(backend.Head, "Connection"));
        Assert.Equal(asked.Length == 0 ? null : $"Upgrade: {asked}", Line(backend.Head, "Upgrade"));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("HTTP/1.0")]
    public async Task R38_an_old_client_cannot_be_switched(string protocol)
    {
        using var backend = ScriptedBackend.Named("plain");
        await using var front = await TunnelBackend.FrontAsync(backend);
        using var client = await front.OpenAsync();

        await client.SayAsync(TunnelBackend.Ask.Replace("HTTP/1.1", protocol, StringComparison.Ordinal));

        Assert.Contains(" 200 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Null(Line(backend.Head, "Upgrade"));
    }

    /// <summary>The member's answer, and what the client gets: the lines of a 101 and the first bytes of the tunnel, or a status.</summary>
    public static TheoryData<string, string, string> Answers => new()
    {
        { "R38 the same token", "HTTP/1.1 101 Switching Protocols¶Upgrade: websocket¶Connection: Upgrade¶X-A: b¶¶EXTRA", "101 websocket X-A: b EXTRA" },
        { "in any case, as the member spells it", "HTTP/1.1 101 x¶Upgrade: WebSocket¶Connection: Upgrade¶¶EXTRA", "101 WebSocket EXTRA" },
        { "its accept is passed on", "HTTP/1.1 101 x¶Upgrade: websocket¶Connection: Upgrade¶Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=¶¶EXTRA", "101 websocket Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo= EXTRA" },
        { "an interim answer before it", "HTTP/1.1 103 Early Hints¶Link: </x>¶¶HTTP/1.1 101 x¶Upgrade: websocket¶Connection: Upgrade¶¶EXTRA", "101 websocket EXTRA" },
        { "a length of nothing", "HTTP/1.1 101 x¶Upgrade: websocket¶Connection: Upgrade¶Content-Length: 0¶¶EXTRA", "101 websocket EXTRA" },
        { "R38 another token", "HTTP/1.1 101 x¶Upgrade: foo¶Connection: Upgrade¶¶EXTRA", "502" },
        { "R38 a longer token", "HTTP/1.1 101 x¶Upgrade: websocket/13¶Connection: Upgrade¶¶EXTRA", "502" },
        { "R38 no token", "HTTP/1.1 101 x¶Connection: Upgrade¶¶EXTRA", "502" },
        { "R38 an empty token", "HTTP/1.1 101 x¶Upgrade: ¶Connection: Upgrade¶¶EXTRA", "502" },
        { "R38 two tokens", "HTTP/1.1 101 x¶Upgrade: websocket, foo¶Connection: Upgrade¶¶EXTRA", "502" },
        { "R38 two lines", "HTTP/1.1 101 x¶Upgrade: websocket¶Upgrade: websocket¶Connection: Upgrade¶¶EXTRA", "502" },
        { "R9 a length", "HTTP/1.1 101 x¶Upgrade: websocket¶Connection: Upgrade¶Content-Length: 5¶¶EXTRA", "502" },
        { "R9 chunks", "HTTP/1.1 101 x¶Upgrade: websocket¶Connection: Upgrade¶Transfer-Encoding: chunked¶¶EXTRA", "502" },
        { "R38 HTTP/1.0 cannot", "HTTP/1.0 101 x¶Upgrade: websocket¶Connection: Upgrade¶¶EXTRA", "502" },
        { "R11 a broken line", "HTTP/1.1 101 x¶Upgrade: websocket¶Connection: Upgrade¶X-A: b\u0001¶¶EXTRA", "502" },
        { "CVE-2024-23326 R38 a plain answer", "HTTP/1.1 200 OK¶Content-Length: 5¶¶EXTRA", "200 [EXTRA]" },
        { "R16 a plain answer that talks of upgrades", "HTTP/1.1 200 OK¶Upgrade: websocket¶Connection: Upgrade¶Content-Length: 5¶¶EXTRA", "200 [EXTRA]" },
        { "R38 a refusal", "HTTP/1.1 403 Forbidden¶Content-Length: 5¶¶EXTRA", "403 [EXTRA]" },
        { "R38 a redirect", "HTTP/1.1 302 Found¶Location: http://elsewhere/¶Content-Length: 5¶¶EXTRA", "302 Location: http://elsewhere/ [EXTRA]" },
        { "426 says what to ask for", "HTTP/1.1 426 Upgrade Required¶Upgrade: websocket¶Connection: Upgrade¶Content-Length: 5¶¶EXTRA", "426 websocket [EXTRA]" },
        { "426 that wants something else", "HTTP/1.1 426 Upgrade Required¶Upgrade: foo¶Connection: Upgrade¶Content-Length: 5¶¶EXTRA", "426 [EXTRA]" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Answers))]
    public async Task D32_only_a_101_to_the_protocol_that_was_asked_for_begins_a_tunnel(string why, string answer, string outcome)
    {
        using var backend = TunnelBackend.Switching(TunnelBackend.EchoAsync, RawText.Bytes(answer));
        await using var front = await TunnelBackend.FrontAsync(backend);
        using var client = await front.OpenAsync();

        await client.SayAsync(TunnelBackend.Ask);
        var head = await client.HearFinalHeadAsync();
        var heard = await HeardAsync(client, head);
        if (heard.StartsWith("101", StringComparison.Ordinal))
        {
            await client.SayAsync("PING");
            Assert.Equal("PING", await client.HearAsync(4));
        }

        Assert.True(heard == outcome, $"{why}: {heard}");
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_101_says_what_was_decided_and_what_the_site_adds()
    {
        using var backend = TunnelBackend.Echo();
        var site = ReverseProxy.Create("www").Balancer(TunnelBackend.Foo(backend.Url)).ProxyPass("/", "balancer://foo/").Header(h => h.Set("X-Site", "www")).Build();
        await using var front = await Front.StartAsync(site, services: s => s.AddProxyPass(o => o.DecisionHeader = "X-Decision"));
        using var client = await front.OpenAsync();

        await client.SayAsync(TunnelBackend.Ask);
        var head = await client.HearHeadAsync();

        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", head, StringComparison.Ordinal);
        Assert.Equal("X-Site: www", Line(head, "X-Site"));
        Assert.Contains($"{backend.Url} 101", Line(head, "X-Decision"), StringComparison.Ordinal);
        Assert.Equal("Connection: Upgrade", Line(head, "Connection"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_servers_own_limit_of_upgrades_is_a_503_before_anything_was_said()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(),
            services: s => s.AddProxyPass().Configure<KestrelServerOptions>(k => k.Limits.MaxConcurrentUpgradedConnections = 1));
        using var first = await TunnelBackend.OpenAsync(front);
        using var second = await front.OpenAsync();

        await second.SayAsync(TunnelBackend.Ask);
        var head = await second.HearHeadAsync();

        Assert.StartsWith("HTTP/1.1 503 ", head, StringComparison.Ordinal);
        Assert.Null(Line(head, "Upgrade"));
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 1);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R38_what_another_transport_brings_is_judged_as_well()
    {
        foreach (var (asks, expected) in new[] { (TunnelBackend.Ask, "101"), ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "502") })
        {
            var foo = Balancer.Create("foo").Member("odd://a", m => m.Upgrade()).Build();
            await using var front = await TunnelBackend.FrontAsync(foo, o => o.Transports.Add(new Odd()));
            using var client = await front.OpenAsync();

            await client.SayAsync(asks);

            Assert.StartsWith($"HTTP/1.1 {expected} ", await client.HearHeadAsync(), StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R38_CVE_2019_17567_after_a_refusal_the_connection_speaks_HTTP_and_nothing_else()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        await using var front = await TunnelBackend.FrontAsync(backend);
        using var client = await front.OpenAsync();

        await client.SayAsync(TunnelBackend.Ask + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(2, backend.Heads.Count);
        Assert.StartsWith("GET /next HTTP/1.1\r\n", backend.Heads.Last(), StringComparison.Ordinal);
        await client.SayAsync("\u0081\u0085garbage\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(2, backend.Heads.Count);
    }

    private static async Task<string> HeardAsync(Conversation client, string head)
    {
        string[] dull = ["Date", "Content-Length", "Connection", "Upgrade", "Transfer-Encoding"];
        var status = head.Substring(9, 3);
        if (status == "502")
        {
            return status;
        }

        var lines = head[..^4].Split("\r\n")[1..].Where(l => !dull.Contains(l.Split(':')[0]));
        var body = await client.HearAsync(5);
        return string.Join(' ', [status, .. Line(head, "Upgrade") is { } token ? new[] { token["Upgrade: ".Length..] } : [], .. lines, status == "101" ? body : $"[{body}]"]);
    }

    private static string? Line(string head, string name) =>
        head.Split("\r\n").SingleOrDefault(l => l.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase));

    /// <summary>Switches whoever asks for what.</summary>
    private sealed class Odd : IMemberTransport
    {
        public bool Speaks(string scheme) => scheme == "odd";

        public ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client) =>
            new(new MemberAnswer(101, [new("Upgrade", "websocket")], Stream.Null) { Tunnel = Stream.Null });
    }
}
