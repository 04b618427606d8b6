using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Balancing.Chaos.Tests.Network;

/// <summary>The network between the gateway and a backend, which can fail in ways that no process can.</summary>
internal sealed class Relay : IDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Pair, bool> _pairs = new();
    private readonly EndPoint _to;

    public Relay(Uri to)
    {
        _to = new IPEndPoint(IPAddress.Loopback, to.Port);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _ = Task.Run(AcceptAsync);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    /// <summary>What is on its way is lost and nobody is told: both sides believe in their connection for ever. New ones pass.</summary>
    public void Forget()
    {
        foreach (var (pair, _) in _pairs)
        {
            pair.IsSilent = true;
        }
    }

    /// <summary>Every connection is reset, in the middle of whatever it carries. New ones pass.</summary>
    public void Reset()
    {
        foreach (var (pair, _) in _pairs)
        {
            pair.Reset();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Reset();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var pair = new Pair(await _listener.AcceptAsync(), new Socket(SocketType.Stream, ProtocolType.Tcp));
                _pairs[pair] = true;
                _ = RunAsync(pair);
            }
        }
        catch (SocketException)
        {
            // The listener was closed.
        }
    }

    private async Task RunAsync(Pair pair)
    {
        await pair.RunAsync(_to);
        _pairs.TryRemove(pair, out _);
    }

    private sealed class Pair(Socket near, Socket far)
    {
        private volatile bool _silent;

        public bool IsSilent { set => _silent = value; }

        public async Task RunAsync(EndPoint to)
        {
            try
            {
                await far.ConnectAsync(to);
                await Task.WhenAny(PumpAsync(near, far), PumpAsync(far, near));
                while (_silent)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50)); // until somebody gives it up: Reset
                }
            }
            catch (SocketException)
            {
                // The backend is down, which the gateway sees as a connection that ends at once.
            }
            finally
            {
                near.Dispose();
                far.Dispose();
            }
        }

        public void Reset()
        {
            _silent = false;
            foreach (var socket in new[] { near, far })
            {
                try
                {
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // It has ended by itself.
                }

                socket.Dispose();
            }
        }

        private async Task PumpAsync(Socket from, Socket to)
        {
            var buffer = new byte[16_384];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and var read)
                {
                    if (!_silent)
                    {
                        await to.SendAsync(buffer.AsMemory(0, read));
                    }
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // One side is gone; the other is closed next.
            }
        }
    }
}
