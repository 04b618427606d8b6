using System.Net.Sockets;
using System.Text;
using Balancing;

namespace ShopRoutes;

/// <summary>A login at a game server: expensive to open, good for many questions, and worth to be used again.</summary>
internal sealed class Session(Socket socket) : IDisposable
{
    // Readable while nobody asked means: closed, or words nobody waits for. Both make it unusable.
    public bool IsQuiet => socket.Connected && !socket.Poll(0, SelectMode.SelectRead);

    public async ValueTask<string> AskAsync(string question, CancellationToken cancel)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"), cancel);
        var answer = new byte[256];
        var length = await socket.ReceiveAsync(answer, cancel);
        return length > 0 ? Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\n') : throw new IOException("The server hung up.");
    }

    public void Dispose() => socket.Dispose();
}

// <snippet:connector>
/// <summary>How sessions are opened and checked; closing disposes of them.</summary>
internal sealed class SessionConnector(string host, int port) : Connector<Session>
{
    public override async ValueTask<Session> OpenAsync(ConnectContext context, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(2)); // httpd: connectiontimeout

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
            var session = new Session(socket);
            await session.AskAsync("LOGIN balancer", limit.Token);
            return session;
        }
        catch
        {
            socket.Dispose();
            throw; // whoever waits gets it as a value
        }
    }

    public override bool IsAlive(Session connection) => connection.IsQuiet;
}
// </snippet:connector>
