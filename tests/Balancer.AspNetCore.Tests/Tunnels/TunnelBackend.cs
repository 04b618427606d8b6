using Balancing.AspNetCore.Tests.Network;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Tunnels;

/// <summary>Requests for other protocols, and backends that take them.</summary>
internal static class TunnelBackend
{
    public const string Ask = "GET /chat HTTP/1.1\r\nHost: www.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    public const string Switched = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    /// <summary>Switches, then plays.</summary>
    public static ScriptedBackend Switching(Func<Conversation, Task> script, string answer = Switched) => ScriptedBackend.Play(async (c, backend) =>
    {
        if (await backend.HearHeadAsync(c) is { Length: > 0 })
        {
            await c.SayAsync(answer);
            await script(c);
        }
    });

    /// <summary>Switches, then says everything back, to the end.</summary>
    public static ScriptedBackend Echo(string answer = Switched) => Switching(EchoAsync, answer);

    public static async Task EchoAsync(Conversation c)
    {
        while (await c.HearAsync(1) is { Length: > 0 } piece)
        {
            await c.SayAsync(piece);
        }
    }

    /// <summary>A gateway over one member that allows WebSocket.</summary>
    public static Task<Front> FrontAsync(ScriptedBackend backend, string upgrade = "websocket", Action<GatewayOptions>? options = null) =>
        FrontAsync(Foo(backend.Url, upgrade), options);

    public static Balancer Foo(string url, string upgrade = "websocket") => Balancer.Create("foo").Member(url, m => m.Upgrade(upgrade)).Build();

    public static Task<Front> FrontAsync(Balancer foo, Action<GatewayOptions>? options = null) =>
        Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(), services: s => s.AddProxyPass(options));

    /// <summary>A client whose tunnel is open.</summary>
    public static async Task<Conversation> OpenAsync(Front front)
    {
        var client = await front.OpenAsync();
        await client.SayAsync(Ask);
        Assert.StartsWith("HTTP/1.1 101 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        return client;
    }
}
