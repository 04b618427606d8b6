using System.Net;
using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Bodies;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore.Tests.Http1;

/// <summary>Measures the memory of the whole process. Client and member allocate nothing: what is measured is the server's and ours.</summary>
[Collection(nameof(HugeBodyTests))]
public class AllocationTests
{
    // 160 to 250 when nothing else runs: the Task that a request delegate returns, and now and then a state machine whose spare another thread
    // has. Beside other tests that happens more often.
    private const long Most = 1500;
    private const int Requests = 3000;
    private static readonly byte[] Ask = "GET /1k HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();

    private static readonly byte[] Answer =
    [
        .. "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 17:00:00 GMT\r\nContent-Type: text/plain\r\nContent-Length: 1024\r\nETag: \"abc-400\"\r\n\r\n"u8,
        .. new byte[1024],
    ];

    [Fact(Timeout = 4 * Limits.Test)]
    public async Task A_forwarded_GET_allocates_next_to_nothing()
    {
        using var member = Listen();
        var site = ReverseProxy.Create("www").Balancer(Balancer.Create("foo").Member($"http://{member.LocalEndPoint}/").Build())
            .ProxyPass("/", "balancer://foo/").Build();
        await using var gateway = await StartAsync(site);
        new Thread(() => Serve(member)) { IsBackground = true }.Start();

        Assert.InRange(Measure(gateway), 0, Most);
    }

    private static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    private static async Task<WebApplication> StartAsync(ReverseProxy site)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapProxyPass(site);
        await app.StartAsync();
        return app;
    }

    // One connection at a time is enough: one request follows the other.
    private static void Serve(Socket listener)
    {
        var buffer = new byte[8192];
        try
        {
            while (true)
            {
                using var connection = listener.Accept();
                while (connection.Receive(buffer) > 0)
                {
                    connection.Send(Answer);
                }
            }
        }
        catch (SocketException)
        {
            // The listener was closed.
        }
    }

    // Bytes per request, in the best of some rounds: timers and the compiler allocate now and then.
    private static long Measure(WebApplication app)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Loopback, new Uri(app.Urls.Single()).Port);
        var buffer = new byte[8192];
        var best = long.MaxValue;
        for (var round = 0; round < 6; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Requests; i++)
            {
                client.Send(Ask);
                Hear(client, buffer);
            }

            best = Math.Min(best, (GC.GetTotalAllocatedBytes(precise: true) - before) / Requests);
        }

        return best;
    }

    private static void Hear(Socket client, byte[] buffer)
    {
        for (var (have, whole) = (0, int.MaxValue); have < whole;)
        {
            have += client.Receive(buffer.AsSpan(have));
            if (buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                whole = end + 4 + 1024;
            }
        }
    }
}
