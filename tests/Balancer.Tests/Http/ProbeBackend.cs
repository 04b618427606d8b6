using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.Tests.Http;

/// <summary>A member that says exactly what a test wants, and keeps what it was asked.</summary>
internal sealed class ProbeBackend : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly Func<Socket, CancellationToken, Task> _answer;

    private ProbeBackend(EndPoint at, Func<Socket, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(at);
        _listener.Listen();
        _serving = ServeAsync();
    }

    public ConcurrentQueue<string> Asked { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Reads the head of a request and sends a text.</summary>
    public static ProbeBackend Saying(string text, EndPoint? at = null) =>
        new(at ?? new IPEndPoint(IPAddress.Loopback, 0), (socket, stop) => SendAsync(socket, text, stop));

    /// <summary>Reads the head of a request and does something.</summary>
    public static ProbeBackend Doing(Func<Socket, CancellationToken, Task> answer) => new(new IPEndPoint(IPAddress.Loopback, 0), answer);

    public static async Task SendAsync(Socket socket, string text, CancellationToken stop) =>
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), stop);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                all.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(all);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var head = new StringBuilder();
                var buffer = new byte[4096];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    var read = await socket.ReceiveAsync(buffer, _stop.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    head.Append(Encoding.Latin1.GetString(buffer, 0, read));
                }

                Asked.Enqueue(head.ToString());
                await _answer(socket, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The test is over, or the prober has gone.
            }
        }
    }
}
