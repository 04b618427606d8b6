using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Balancing.AspNetCore.Tests.Network;

/// <summary>A backend that plays a script on each connection and remembers every head it heard.</summary>
internal sealed class ScriptedBackend : IDisposable
{
    private static readonly ConcurrentBag<Socket> Refusing = [];

    private readonly TcpListener _listener;
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly ConcurrentDictionary<Conversation, int> _conversations = [];
    private int _connections;
    private int _ended;

    private ScriptedBackend(Func<Conversation, ScriptedBackend, Task> script, IPEndPoint at)
    {
        _listener = new TcpListener(at);
        _listener.Start();
        _ = AcceptAsync(script);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Connections it has accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Those whose script has not ended.</summary>
    public int Open => Connections - Volatile.Read(ref _ended);

    public IReadOnlyCollection<string> Heads => _heads;

    /// <summary>The one head it heard.</summary>
    public string Head => Assert.Single(_heads);

    public static ScriptedBackend Play(Func<Conversation, ScriptedBackend, Task> script) => new(script, new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>The same at a given address and port.</summary>
    public static ScriptedBackend PlayAt(IPEndPoint at, Func<Conversation, ScriptedBackend, Task> script) => new(script, at);

    /// <summary>Hears one head and says one thing, as often as asked on a connection.</summary>
    public static ScriptedBackend Saying(string answer) => Play(async (c, backend) =>
    {
        while (await backend.HearHeadAsync(c) is { Length: > 0 } head)
        {
            await HearBodyAsync(c, head);
            await c.SayAsync(answer);
        }
    });

    /// <summary>Answers 200 with a text.</summary>
    public static ScriptedBackend Named(string text) => Saying(Ok(text));

    /// <summary>Hears one head, says one thing, closes.</summary>
    public static ScriptedBackend SayingOnce(string answer) => Play(async (c, backend) =>
    {
        await HearBodyAsync(c, await backend.HearHeadAsync(c));
        await c.SayAsync(answer);
    });

    public static string Ok(string text) => $"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n\r\n{text}";

    /// <summary>A URL where nobody listens; the port stays taken, so nobody else will.</summary>
    public static string RefusingUrl()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Refusing.Add(socket); // one that nothing refers to gives its port back
        return $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}";
    }

    public async Task<string> HearHeadAsync(Conversation c)
    {
        var head = await c.HearHeadAsync();
        if (head.Length > 0)
        {
            _heads.Enqueue(head);
        }

        return head;
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Ends as a process does: nobody listens any more, and every connection is closed.</summary>
    public void Kill()
    {
        _listener.Dispose();
        foreach (var conversation in _conversations.Keys)
        {
            conversation.Dispose();
        }
    }

    private static async Task HearBodyAsync(Conversation c, string head)
    {
        const string Name = "Content-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            var end = head.IndexOf('\r', at);
            await c.SwallowAsync(long.Parse(head.AsSpan(at + Name.Length, end - at - Name.Length), CultureInfo.InvariantCulture));
        }
    }

    private async Task AcceptAsync(Func<Conversation, ScriptedBackend, Task> script)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                Interlocked.Increment(ref _connections);
                var conversation = new Conversation(socket);
                _conversations[conversation] = 0;
                _ = PlayAsync(conversation, script);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over; the last is what a stopped listener throws.
        }
    }

    private async Task PlayAsync(Conversation c, Func<Conversation, ScriptedBackend, Task> script)
    {
        try
        {
            await script(c, this);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The gateway hung up; a test that minds looks at what it got.
        }
        finally
        {
            c.Dispose();
            _conversations.TryRemove(c, out _);
            Interlocked.Increment(ref _ended);
        }
    }
}
