using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Balancing.Benchmarks;

/// <summary>
/// A plain GET through the whole gateway, by loopback: client, Kestrel, engine, member and back, all in this process. One client asks
/// after the other, or sixteen at once; time per request of all.
/// </summary>
public sealed class GatewayBenchmarks : IAsyncDisposable
{
    private const int Rounds = 100;

    private readonly TcpListener _member = new(IPAddress.Loopback, 0);
    private WebApplication _front = null!;
    private Socket[] _clients = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _member.Start();
        _ = AcceptAsync();
        var foo = Balancer.Create("foo").Member($"http://{_member.LocalEndpoint}").Build();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _front = builder.Build();
        _front.MapProxyPass(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
        await _front.StartAsync().ConfigureAwait(false);
        _clients = new Socket[16];
        for (var i = 0; i < _clients.Length; i++)
        {
            _clients[i] = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _clients[i].ConnectAsync(IPAddress.Loopback, new Uri(_front.Urls.Single()).Port).ConfigureAwait(false);
        }
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync().ConfigureAwait(false);
        _member.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Rounds)]
    public Task One_after_the_other() => AskAsync(_clients[0]);

    [Benchmark(OperationsPerInvoke = Rounds * 16)]
    public Task Sixteen_at_once() => Task.WhenAll(_clients.Select(AskAsync));

    private static async Task AskAsync(Socket socket)
    {
        var (buffer, request) = (new byte[4096], "GET /cart HTTP/1.1\r\nHost: www\r\n\r\n"u8.ToArray());
        for (var i = 0; i < Rounds; i++)
        {
            await socket.SendAsync(request).ConfigureAwait(false);
            for (var read = 0; read == 0 || !buffer.AsSpan(0, read).EndsWith("hello"u8);)
            {
                read += await socket.ReceiveAsync(buffer.AsMemory(read)).ConfigureAwait(false);
            }
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _member.AcceptSocketAsync().ConfigureAwait(false));
            }
        }
        catch (SocketException)
        {
            // The benchmark is over.
        }
    }

    private static async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            var (buffer, answer) = (new byte[4096], "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"u8.ToArray());
            for (var read = 0; await socket.ReceiveAsync(buffer.AsMemory(read)).ConfigureAwait(false) is > 0 and var more;)
            {
                read += more;
                if (buffer.AsSpan(0, read).EndsWith("\r\n\r\n"u8))
                {
                    read = 0;
                    await socket.SendAsync(answer).ConfigureAwait(false);
                }
            }
        }
    }
}
