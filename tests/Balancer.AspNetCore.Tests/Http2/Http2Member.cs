using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore.Tests.Http2;

/// <summary>A backend that speaks HTTP/2 and nothing else.</summary>
internal sealed class Http2Member : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _peers;

    private Http2Member(WebApplication app, ConcurrentQueue<string> peers, string scheme)
    {
        (_app, _peers) = (app, peers);
        Url = $"{scheme}://localhost:{new Uri(app.Urls.Single()).Port}";
    }

    public string Url { get; }

    /// <summary>Connections it has accepted.</summary>
    public int Connections => _peers.Count;

    /// <summary>From where.</summary>
    public IReadOnlyCollection<string> Peers => _peers;

    public static async Task<Http2Member> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null, Action<Http2Limits>? limits = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var peers = new ConcurrentQueue<string>();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            limits?.Invoke(kestrel.Limits.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.Use(next => connection =>
                {
                    peers.Enqueue(((IPEndPoint)connection.RemoteEndPoint!).Address.ToString());
                    return next(connection);
                });
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new Http2Member(app, peers, certificate is null ? "h2c" : "h2");
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
