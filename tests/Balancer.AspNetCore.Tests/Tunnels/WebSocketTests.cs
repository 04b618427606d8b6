using System.Net.WebSockets;
using System.Security.Cryptography;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Tunnels;

public class WebSocketTests
{
    private static readonly HttpMessageInvoker Invoker = new(new SocketsHttpHandler());

    [Theory(Timeout = Limits.Test)]
    [InlineData("1.1", "http")]
    [InlineData("1.1", "ws")]
    [InlineData("1.1", "https")]
    [InlineData("1.1", "wss")]
    [InlineData("2.0", "http")]
    [InlineData("2.0", "wss")]
    public async Task A_WebSocket_goes_through_whatever_the_client_speaks_and_the_member_is(string version, string scheme)
    {
        using var authority = new OwnAuthority("localhost");
        await using var echo = await EchoServer.StartAsync(scheme is "https" or "wss" ? authority.Certificate : null);
        using var foo = TunnelBackend.Foo($"{scheme}://localhost:{echo.Port}");
        await using var front = await FrontAsync(foo, version, o => o.Tls = authority.Trust);
        using var client = await ConnectAsync(front, version);

        foreach (var size in (int[])[0, 1, 125, 126, 65_535, 65_536, 1_000_000])
        {
            var message = RandomNumberGenerator.GetBytes(size);
            var says = client.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, default);
            Assert.Equal(message, await HearAsync(client));
            await says;
        }

        Assert.Equal("chat", client.SubProtocol);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", default);
        Assert.Equal((WebSocketCloseStatus.NormalClosure, "done"), (client.CloseStatus, client.CloseStatusDescription));
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R59_a_secure_member_nobody_vouches_for_gets_no_WebSocket()
    {
        using var authority = new OwnAuthority("localhost");
        await using var echo = await EchoServer.StartAsync(authority.Certificate);
        await using var front = await FrontAsync(TunnelBackend.Foo($"wss://localhost:{echo.Port}"), "1.1");

        var error = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(front, "1.1"));

        Assert.Contains("503", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Plain_targets_and_many_streams_of_one_connection_work_as_well()
    {
        await using var echo = await EchoServer.StartAsync();
        var site = ReverseProxy.Create("www").ProxyPass("/chat", $"http://127.0.0.1:{echo.Port}/", p => p.Worker(w => w.Upgrade())).Build();
        await using var front = await FrontAsync(site, "2.0");
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            using var client = await ConnectAsync(front, "2.0", invoker);
            await client.SendAsync(new[] { (byte)i }, WebSocketMessageType.Binary, endOfMessage: true, default);
            Assert.Equal([(byte)i], await HearAsync(client));
        }));
    }

    private static Task<Front> FrontAsync(Balancer foo, string version, Action<GatewayOptions>? options = null) =>
        FrontAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(), version, options);

    private static Task<Front> FrontAsync(ReverseProxy site, string version, Action<GatewayOptions>? options = null) => Front.StartAsync(
        site, services: s => s.AddProxyPass(options).Configure<KestrelServerOptions>(k => k.ConfigureEndpointDefaults(
            l => l.Protocols = version == "2.0" ? HttpProtocols.Http2 : HttpProtocols.Http1)));

    private static async Task<ClientWebSocket> ConnectAsync(Front front, string version, HttpMessageInvoker? invoker = null)
    {
        var client = new ClientWebSocket();
        client.Options.HttpVersion = new Version(version);
        client.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        client.Options.AddSubProtocol("chat");
        try
        {
            await client.ConnectAsync(new Uri($"ws://127.0.0.1:{front.Port}/chat"), invoker ?? Invoker, default);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<byte[]> HearAsync(ClientWebSocket client)
    {
        var message = new MemoryStream();
        var buffer = new byte[65_536];
        ValueWebSocketReceiveResult piece;
        do
        {
            piece = await client.ReceiveAsync(buffer.AsMemory(), default);
            await message.WriteAsync(buffer.AsMemory(0, piece.Count));
        }
        while (!piece.EndOfMessage);

        return message.ToArray();
    }
}
