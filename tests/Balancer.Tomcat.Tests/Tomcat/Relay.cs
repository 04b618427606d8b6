using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>Stands between the gateway and Tomcat, passes bytes on, and breaks connections when it is told to.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly int _to;
    private readonly Task _accepting;
    private long _left = long.MaxValue; // bytes of requests until the cut; one connection pays at a time in these tests

    private Relay(int to)
    {
        _to = to;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Url = string.Create(CultureInfo.InvariantCulture, $"ajp://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
        _accepting = AcceptAsync();
    }

    public string Url { get; }

    public static Task<Relay> StartAsync(int to) => Task.FromResult(new Relay(to));

    /// <summary>The connection on which the next byte of a request comes breaks, and nothing of it gets through. Only that one.</summary>
    public void CutOnNextByte() => CutAfter(0);

    /// <summary>As the other, after so many bytes.</summary>
    public void CutAfter(long bytes) => Volatile.Write(ref _left, bytes);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                all.Add(RunAsync(await _listener.AcceptAsync()));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // No more of them.
        }
    }

    private async Task RunAsync(Socket front)
    {
        using var tomcat = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await tomcat.ConnectAsync(IPAddress.Loopback, _to);
        front.NoDelay = true;
        using (front)
        {
            await Task.WhenAny(PassAsync(front, tomcat, pays: true), PassAsync(tomcat, front, pays: false));
        }
    }

    private async Task PassAsync(Socket from, Socket to, bool pays)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                if (pays && Interlocked.Add(ref _left, -read) < 0)
                {
                    Volatile.Write(ref _left, long.MaxValue);
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other way has ended.
        }
    }
}
