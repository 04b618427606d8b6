using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Balancing.AspNetCore.Tests.Tunnels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.Browser.Tests;

public class BrowserTests
{
    private const string Whole = "open chat, text grüße, bytes true, close 3001 enough";

    [Theory(Timeout = 120_000)]
    [InlineData("http", "GET HTTP/1.1")]
    [InlineData("https", "CONNECT HTTP/2")]
    public async Task A_browser_has_its_WebSocket_echoed(string scheme, string asked)
    {
        using var authority = new OwnAuthority("localhost");
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var member = await MemberAsync(told);
        using var foo = Balancer.Create("foo").Member(member.Urls.Single(), m => m.Upgrade()).Build();
        await using var front = await FrontAsync(foo, scheme == "https" ? authority.Certificate : null, seen);

        using var browser = Browser.Open(new Uri($"{scheme}://localhost:{new Uri(front.Urls.Single()).Port}/page"));

        Assert.Equal(Whole, await told.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(asked, await seen.Task);
    }

    private static async Task<WebApplication> FrontAsync(Balancer foo, X509Certificate2? certificate, TaskCompletionSource<string> seen)
    {
        var builder = Builder(certificate);
        builder.Services.AddProxyPass();
        var app = builder.Build();
        app.Use(next => context =>
        {
            if (context.Request.Path == "/echo")
            {
                seen.TrySetResult($"{context.Request.Method} {context.Request.Protocol}");
            }

            return next(context);
        });
        app.MapProxyPass(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> MemberAsync(TaskCompletionSource<string> told)
    {
        var app = Builder(null).Build();
        app.UseWebSockets();
        app.MapGet("/page", () => Results.Stream(typeof(BrowserTests).Assembly.GetManifestResourceStream("Page.html")!, "text/html; charset=utf-8"));
        app.MapPost("/told", async (HttpRequest request) => told.TrySetResult(await new StreamReader(request.Body).ReadToEndAsync()));
        app.Map("/echo", EchoAsync);
        await app.StartAsync();
        return app;
    }

    private static WebApplicationBuilder Builder(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            }
        }));
        return builder;
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync("chat");
        var buffer = new byte[8192];
        while (true)
        {
            var piece = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(socket.CloseStatus!.Value, socket.CloseStatusDescription, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, piece.Count), piece.MessageType, piece.EndOfMessage, context.RequestAborted);
        }
    }
}
