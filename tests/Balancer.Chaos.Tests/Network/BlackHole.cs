using System.Net;
using System.Net.Sockets;

namespace Balancing.Chaos.Tests.Network;

/// <summary>An address where nobody answers a call: neither yes nor no. The queue of those who call is full.</summary>
internal sealed class BlackHole : IDisposable
{
    private const int MoreThanItHolds = 16;

    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _callers = [];

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    public static async Task<BlackHole> OpenAsync()
    {
        var hole = new BlackHole();
        hole._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        hole._listener.Listen(0);
        for (var i = 0; i < MoreThanItHolds; i++)
        {
            var caller = new Socket(SocketType.Stream, ProtocolType.Tcp);
            hole._callers.Add(caller);
            _ = caller.ConnectAsync(hole._listener.LocalEndPoint!).ContinueWith(static t => t.Exception, TaskScheduler.Default);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(hole.CallAsync); // it is one
        return hole;
    }

    public void Dispose()
    {
        _callers.ForEach(c => c.Dispose());
        _listener.Dispose();
    }

    private async Task CallAsync()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_listener.LocalEndPoint!, cancel.Token);
    }
}
