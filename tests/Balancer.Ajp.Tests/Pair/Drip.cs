using System.Net;
using System.Net.Sockets;

namespace Balancing.Ajp.Tests.Pair;

/// <summary>A wire between client and server that carries one byte after the other, each in a packet of its own, both ways.</summary>
internal sealed class Drip : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private int _carried; // atomic

    public Drip(IPEndPoint server)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = CarryAsync(server);
    }

    public Uri Address => new($"ajp://{_listener.LocalEndPoint}/");

    /// <summary>Bytes carried so far.</summary>
    public int Carried => _carried;

    public void Dispose() => _listener.Dispose();

    private async Task CarryAsync(IPEndPoint server)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync();
                var beyond = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await beyond.ConnectAsync(server);
                _ = CarryAsync(client, beyond);
                _ = CarryAsync(beyond, client);
            }
        }
        catch (SocketException)
        {
            // Disposed.
        }
        catch (ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task CarryAsync(Socket from, Socket to)
    {
        var one = new byte[1];
        try
        {
            while (await from.ReceiveAsync(one) > 0)
            {
                await to.SendAsync(one);
                Interlocked.Increment(ref _carried);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side has gone.
        }

        from.Dispose();
        to.Dispose();
    }
}
