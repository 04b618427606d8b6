using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Balancing.Ajp.Tests.Server;

/// <summary>Kestrel with an AJP endpoint, and one application behind it.</summary>
internal sealed class AjpServer : IAsyncDisposable
{
    public const string Secret = "open sesame";

    private readonly WebApplication _application;

    private AjpServer(WebApplication application) => _application = application;

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    public CapturedLog Log { get; private init; } = new();

    public static async Task<AjpServer> StartAsync(
        RequestDelegate application,
        Action<AjpServerOptions>? configure = null,
        Action<KestrelServerOptions>? kestrel = null,
        MemoryListener? memory = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        var log = new CapturedLog();
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        if (memory is not null)
        {
            builder.Services.AddSingleton<IConnectionListenerFactory>(memory);
        }

        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0, listen => listen.UseAjp(ajp =>
            {
                ajp.Secret = Secret;
                configure?.Invoke(ajp);
            }));
            kestrel?.Invoke(options);
        });
        var app = builder.Build();
        app.Run(application);
        var server = new AjpServer(app) { Log = log };
        try
        {
            await app.StartAsync();
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            server.EndPoint.Port = new Uri(address).Port;
            return server;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<RawFront> ConnectAsync() => RawFront.ConnectAsync(EndPoint);

    public Task StopAsync(CancellationToken now = default) => _application.StopAsync(now);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
