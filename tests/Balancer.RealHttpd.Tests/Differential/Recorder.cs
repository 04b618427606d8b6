using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>A backend that takes down what it gets, and answers nothing but what parses strictly.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly Socket _door = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Lock _gate = new();
    private readonly List<StrictMessage> _messages = []; // gate
    private readonly List<string> _faults = []; // gate

    public Recorder(IPEndPoint at)
    {
        _door.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _door.Bind(at);
        _door.Listen();
        _ = AcceptAsync();
    }

    /// <summary>What came since the last time: requests, and what was none.</summary>
    public (IReadOnlyList<StrictMessage> Messages, IReadOnlyList<string> Faults) Take()
    {
        lock (_gate)
        {
            (IReadOnlyList<StrictMessage>, IReadOnlyList<string>) all = ([.. _messages], [.. _faults]);
            _messages.Clear();
            _faults.Clear();
            return all;
        }
    }

    public void Dispose() => _door.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _door.AcceptAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the end
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[16_384];
        var (heard, hasContinued) = ("", false);
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var got)
            {
                heard += Encoding.Latin1.GetString(buffer, 0, got);
                int taken;
                while (heard.Length > 0 && (taken = StrictParser.Read(heard, out var message, out var expects)) >= 0)
                {
                    if (taken == 0)
                    {
                        if (expects && !hasContinued)
                        {
                            hasContinued = true;
                            await SayAsync(socket, "HTTP/1.1 100 Continue\r\n\r\n");
                        }

                        break;
                    }

                    heard = heard[taken..];
                    hasContinued = false;
                    Note(message!);
                    await SayAsync(socket, string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nX-Seen: {message!.Id};\r\nContent-Length: 0\r\n\r\n"));
                }
            }
        }
        catch (FormatException fault)
        {
            lock (_gate)
            {
                _faults.Add($"{fault.Message}: {Stream.Notation(heard)}");
            }

            await SayAsync(socket, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the gateway went away; a request that is not whole is none
        }
    }

    private void Note(StrictMessage message)
    {
        lock (_gate)
        {
            _messages.Add(message);
        }
    }

    private static async Task SayAsync(Socket socket, string text)
    {
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(text));
        }
        catch (SocketException)
        {
            // it does not want to hear it
        }
    }
}
