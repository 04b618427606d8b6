using System.Text;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Tunnels;

/// <summary>RFC 8441: a WebSocket as one stream of HTTP/2. The member is asked over HTTP/1.1.</summary>
public class Http2TunnelTests
{
    private const string Accepts = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-A: b\r\nSec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: ";

    [Fact(Timeout = Limits.Test)]
    public async Task A_stream_becomes_a_GET_with_a_new_key_and_bytes_go_both_ways()
    {
        using var backend = Accepting("", TunnelBackend.EchoAsync);
        await using var front = await FrontAsync(TunnelBackend.Foo(backend.Url));
        using var client = await Http2Client.OpenAsync(front.Port);

        await client.ConnectAsync("/chat?x=1", ("sec-websocket-version", "13"), ("sec-websocket-protocol", "chat"), ("sec-websocket-key", "mine"));
        var head = await client.HearHeadAsync();
        await client.SayAsync("hello", end: false);

        Assert.Equal("200", head[":status"]);
        Assert.Equal("b", head["x-a"]);
        Assert.Equal("chat", head["sec-websocket-protocol"]);
        Assert.False(head.ContainsKey("sec-websocket-accept") || head.ContainsKey("upgrade") || head.ContainsKey("connection"));
        Assert.Equal("hello", await client.HearAsync(5));
        Assert.StartsWith("GET /chat?x=1 HTTP/1.1\r\n", backend.Head, StringComparison.Ordinal);
        Assert.Contains("Connection: Upgrade\r\nUpgrade: websocket\r\n", backend.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", backend.Head, StringComparison.Ordinal);
        Assert.Equal(16, Convert.FromBase64String(KeyOf(backend.Head)).Length);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D31_when_the_client_has_said_all_the_member_is_told_in_time_and_may_go_on()
    {
        using var backend = Accepting("", async c => await c.SayAsync($"you said {await c.HearAllAsync()}"));
        var time = new Testing.ManualTimeProvider();
        await using var front = await FrontAsync(TunnelBackend.Foo(backend.Url), At(time));
        using var client = await Http2Client.OpenAsync(front.Port);
        await client.ConnectAsync("/chat");
        await client.HearHeadAsync();

        await client.SayAsync("goodbye", end: true);
        var all = client.HearAllAsync();
        await Limits.UntilAsync(() =>
        {
            time.Advance(Limits.Sec(1));
            return all.IsCompleted;
        });

        Assert.Equal("you said goodbye", await all);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D31_a_member_answers_the_Close_of_a_browser_before_it_hears_the_end_of_its_stream()
    {
        var told = 0;
        var early = true;
        using var backend = Accepting("", async c =>
        {
            if (Interlocked.Increment(ref told) > 1)
            {
                await TunnelBackend.EchoAsync(c);
                return;
            }

            await c.HearAsync(5);
            var end = c.HearAllAsync();
            await Limits.UntilAsync(() => Volatile.Read(ref told) > 20);
            early = end.IsCompleted;
            await c.SayAsync("close too");
            c.EndSaying();
            await end;
        });
        await using var front = await FrontAsync(TunnelBackend.Foo(backend.Url), At(new Testing.ManualTimeProvider()));
        using var client = await Http2Client.OpenAsync(front.Port);
        await client.ConnectAsync("/chat");
        await client.HearHeadAsync();

        await client.SayAsync("close", end: true);
        using var other = await Http2Client.OpenAsync(front.Port);
        for (var i = 0; i < 20; i++)
        {
            await other.ConnectAsync("/chat"); // the gateway has had the time to tell it
            await other.HearHeadAsync();
        }

        Assert.Equal("close too", await client.HearAllAsync());
        Assert.False(early);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task When_the_member_has_said_all_the_client_is_told_and_may_go_on()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var backend = Accepting("", async c =>
        {
            await c.SayAsync("that is all");
            c.EndSaying();
            heard.SetResult(await c.HearAllAsync());
        });
        await using var front = await FrontAsync(TunnelBackend.Foo(backend.Url));
        using var client = await Http2Client.OpenAsync(front.Port);
        await client.ConnectAsync("/chat");
        await client.HearHeadAsync();

        Assert.Equal("that is all", await client.HearAllAsync());
        await client.SayAsync("one more thing", end: true);

        Assert.Equal("one more thing", await heard.Task);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("R38 the member allows no protocol", "", "never", "501")]
    [InlineData("R38 a plain answer would look like a tunnel", "websocket", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "502")]
    [InlineData("R38 an empty one too", "websocket", "HTTP/1.1 204 No Content\r\n\r\n", "502")]
    [InlineData("the handshake was not understood", "websocket", Accepts + "bad\r\n\r\n", "502")]
    [InlineData("no proof of it", "websocket", TunnelBackend.Switched, "502")]
    [InlineData("R38 another protocol", "websocket", "HTTP/1.1 101 x\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n", "502")]
    [InlineData("a refusal goes through", "websocket", "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nhi", "403 hi")]
    [InlineData("a redirect goes through", "websocket", "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", "302")]
    public async Task What_begins_no_tunnel_is_an_error(string why, string upgrade, string answer, string outcome)
    {
        using var backend = ScriptedBackend.Saying(answer);
        await using var front = await FrontAsync(TunnelBackend.Foo(backend.Url, upgrade));
        using var client = await Http2Client.OpenAsync(front.Port);

        await client.ConnectAsync("/chat");
        var status = (await client.HearHeadAsync())[":status"];
        var body = await client.HearAllAsync();

        Assert.True(outcome == (outcome.Length > 3 ? $"{status} {body}" : status), $"{why}: {status} {body}");
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2024_36387_another_protocol_is_no_tunnel_and_reaches_nobody()
    {
        using var backend = ScriptedBackend.Named("x");
        await using var front = await FrontAsync(TunnelBackend.Foo(backend.Url, "ANY"));
        using var client = await Http2Client.OpenAsync(front.Port);

        await client.ConnectAsync("/chat", protocol: "connect-udp");

        Assert.Equal("400", (await client.HearHeadAsync())[":status"]);
        Assert.Empty(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_reset_of_the_stream_ends_the_members_side_and_no_other_stream()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var backend = Accepting("", async c =>
        {
            await c.HearAllAsync();
            ended.TrySetResult();
        });
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await FrontAsync(foo);
        using var client = await Http2Client.OpenAsync(front.Port);
        await client.ConnectAsync("/chat");
        await client.HearHeadAsync();

        await client.ResetAsync();
        await ended.Task;
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
        await client.ConnectAsync("/chat");

        Assert.Equal("200", (await client.HearHeadAsync())[":status"]);
    }

    internal static Task<Front> FrontAsync(Balancer foo, Action<GatewayOptions>? options = null) => Front.StartAsync(
        ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(),
        services: s => s.AddProxyPass(options).Configure<KestrelServerOptions>(k => k.ConfigureEndpointDefaults(l => l.Protocols = HttpProtocols.Http2)));

    private static Action<GatewayOptions> At(TimeProvider time) => o =>
    {
        o.Time = time;
        o.TunnelIdleTimeout = o.TunnelTotalTimeout = Timeout.InfiniteTimeSpan;
    };

    private static string KeyOf(string head)
    {
        const string Name = "\r\nSec-WebSocket-Key: ";
        var at = head.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return head[at..head.IndexOf('\r', at)];
    }

    private static ScriptedBackend Accepting(string more, Func<Conversation, Task> script) => ScriptedBackend.Play(async (c, backend) =>
    {
        if (await backend.HearHeadAsync(c) is { Length: > 0 } head)
        {
            await c.SayAsync($"{Accepts}{AcceptOf(KeyOf(head))}\r\n{more}\r\n");
            await script(c);
        }
    });

    // RFC 6455 §4.2.2, written once more: the gateway's own reckoning is what is tested.
    private static string AcceptOf(string key)
    {
#pragma warning disable CA5350 // RFC 6455 says SHA-1
        return Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }
}
