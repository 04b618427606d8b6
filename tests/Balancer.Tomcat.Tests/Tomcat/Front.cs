using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>A real Kestrel on loopback with a site whose members speak AJP, and a client for it.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Front(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            BaseAddress = new Uri(app.Urls.Single().Replace("[::]", "127.0.0.1", StringComparison.Ordinal)),
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    public HttpClient Client { get; }

    public int Port => Client.BaseAddress!.Port;

    /// <summary>A balancer <c>tomcats</c> over members with the secret, mapped at <c>/</c>.</summary>
    public static Task<Front> OverAsync(Action<MemberBuilder>? configure, params string[] members) =>
        StartAsync(Site(members.Aggregate(Balancer.Create("tomcats"), (b, url) => b.Member(url, m =>
        {
            m.Secret(TomcatFixture.Secret);
            configure?.Invoke(m);
        })).Build()));

    public static ReverseProxy Site(Balancer balancer, Action<ReverseProxyBuilder>? configure = null)
    {
        var site = ReverseProxy.Create("www").Balancer(balancer).ProxyPass("/", $"balancer://{balancer.Name}/");
        configure?.Invoke(site);
        return site.Build();
    }

    public static async Task<Front> StartAsync(
        ReverseProxy site, Action<WebApplication>? before = null, Action<IServiceCollection>? services = null, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddProxyPass();
        builder.Services.AddAjp();
        services?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, options => listen?.Invoke(options));
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        var app = builder.Build();
        before?.Invoke(app);
        app.MapProxyPass(site);
        await app.StartAsync();
        return new Front(app);
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a request with a body, of known length or in chunks.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, byte[]? body = null, bool chunked = false)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            request.Headers.TransferEncodingChunked = chunked ? true : null;
        }

        using var answer = await Client.SendAsync(request);
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

/// <summary>Bodies that say by themselves whether they are whole.</summary>
internal static class Bodies
{
    /// <summary>Each byte its place modulo 251, as the application's own.</summary>
    public static byte[] Of(long size)
    {
        var bytes = new byte[size];
        for (var i = 0L; i < size; i++)
        {
            bytes[i] = (byte)(i % 251);
        }

        return bytes;
    }

    /// <summary>The line by which <c>echo.jsp</c> says what body came.</summary>
    public static string Line(byte[] body) => $"body {body.Length} {Convert.ToHexStringLower(SHA256.HashData(body))}\n";
}
