using System.Net;
using System.Net.Sockets;

namespace Balancing.RealHttpd.Tests.Network;

/// <summary>One member: a port that can be opened and closed.</summary>
internal sealed class Backend(string name, IPEndPoint at, Func<Backend, Conversation, Message, Task<bool>> answer) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = []; // gate
    private Socket? _listener;                   // gate

    public string Name => name;

    public void Start()
    {
        lock (_gate)
        {
            if (_listener is not null)
            {
                return;
            }

            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(at);
            _listener.Listen(64);
            _ = Task.Run(AcceptAsync);
        }
    }

    public void Dispose() => Stop();

    /// <summary>When this returns, the port refuses and every connection is closed.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            foreach (var socket in _open)
            {
                Close(socket);
            }

            _open.Clear();
        }

        while (Connects())
        {
            Thread.Yield(); // the system closes a port when the last call on it has returned
        }
    }

    private bool Connects()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(at);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task AcceptAsync()
    {
        Socket? listener;
        lock (_gate)
        {
            listener = _listener;
        }

        try
        {
            while (listener is not null)
            {
                var socket = await listener.AcceptAsync();
                socket.NoDelay = true;
                lock (_gate)
                {
                    if (_listener != listener)
                    {
                        Close(socket);
                        return;
                    }

                    _open.Add(socket);
                }

                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var conversation = new Conversation(socket);
        try
        {
            while (await conversation.HearAsync(isAnswer: false) is { } request && await answer(this, conversation, request))
            {
                // The next request on this connection.
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side has left, or this member has stopped; whoever minds sees it in the answer.
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(socket);
                Close(socket);
            }
        }
    }

    // A shutdown is sent at once; closing alone may wait for a call that is still out.
    private static void Close(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed by the other side already.
        }

        socket.Dispose();
    }
}
