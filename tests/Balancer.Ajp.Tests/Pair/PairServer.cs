using System.Net;
using Balancing.Ajp.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace Balancing.Ajp.Tests.Pair;

/// <summary>Our client and our server, over a socket.</summary>
internal sealed class PairServer : IAsyncDisposable
{
    private readonly AjpServer _server;

    private PairServer(AjpServer server, AjpClientOptions options)
    {
        _server = server;
        Client = new HttpClient(new AjpMessageHandler(options)) { BaseAddress = new Uri($"ajp://{server.EndPoint}/"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Client { get; }

    public IPEndPoint EndPoint => _server.EndPoint;

    public IEnumerable<string> Log => _server.Log.Lines;

    public static async Task<PairServer> StartAsync(
        RequestDelegate application, Action<AjpServerOptions>? configure = null, Action<AjpClientOptions>? client = null)
    {
        var options = new AjpClientOptions { Secret = AjpServer.Secret };
        client?.Invoke(options);
        return new PairServer(await AjpServer.StartAsync(application, configure), options);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
