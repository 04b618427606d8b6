using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore.Tests.Network;

/// <summary>A real Kestrel on loopback with a site mapped, and clients for it.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Front(WebApplication app)
    {
        _app = app;
        Port = new Uri(app.Urls.Single()).Port;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{Port}"),
        };
    }

    public int Port { get; }

    public HttpClient Client { get; }

    /// <summary>One balancer <c>foo</c> over members with defaults, mapped at <c>/</c>.</summary>
    public static Task<Front> OverAsync(params string[] members) => OverAsync(b => b, members);

    public static Task<Front> OverAsync(Func<BalancerBuilder, BalancerBuilder> configure, params string[] members)
    {
        var foo = configure(members.Aggregate(Balancer.Create("foo"), (b, url) => b.Member(url))).Build();
        return StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
    }

    public static Task<Front> StartAsync(ReverseProxy site, Action<WebApplication>? more = null, Action<IServiceCollection>? services = null) =>
        StartAsync(app =>
        {
            more?.Invoke(app);
            app.MapProxyPass(site);
        }, services);

    public static async Task<Front> StartAsync(Action<WebApplication> map, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        services?.Invoke(builder.Services);
#if STOCK_CLIENT
        builder.Services.PostConfigure<GatewayOptions>(options => options.Client = BackendClient.SocketsHttpHandler);
#endif
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new Front(app);
    }

    public Task<Conversation> OpenAsync() => Conversation.OpenAsync(Port);

    /// <summary>Sends raw bytes and hears everything until the gateway closes. Host and Connection: close are added.</summary>
    public async Task<string> AskAsync(string requestLine, string headers = "", string body = "")
    {
        using var client = await OpenAsync();
        await client.SayAsync($"{requestLine}\r\nHost: www.example.com\r\nConnection: close\r\n{headers}\r\n{body}");
        return await client.HearAllAsync();
    }

    /// <summary>Sends raw bytes on a connection that stays open, and hears one head.</summary>
    public async Task<string> AskHeadAsync(string requestLine, string headers)
    {
        using var client = await OpenAsync();
        await client.SayAsync($"{requestLine}\r\nHost: www.example.com\r\n{headers}\r\n");
        return await client.HearHeadAsync();
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path = "/")
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string body, string path = "/")
    {
        using var content = new StringContent(body, Encoding.ASCII);
        using var answer = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
