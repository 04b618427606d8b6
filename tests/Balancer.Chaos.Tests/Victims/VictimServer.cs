using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.Chaos.Tests.Victims;

/// <summary>
/// A backend that will be killed. Before it answers, it writes the number of the request to its standard output: what is in the pipe
/// outlives it, so no request is forgotten. <c>/slow/N</c> is answered in pieces.
/// </summary>
internal static class VictimServer
{
    private static readonly Lock Output = new();
    private static readonly Stream Journal = Console.OpenStandardOutput();

    public static async Task<int> RunAsync(int port)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(512);
        Write("ready");
        _ = Task.Run(() => Console.In.ReadToEnd()).ContinueWith(_ => Environment.Exit(0), TaskScheduler.Default); // with its parent
        while (true)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static socket => _ = ServeAsync(socket), await listener.AcceptAsync(), preferLocal: false);
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            while (await ReadAsync(reader) is { } path)
            {
                Write(path[(path.LastIndexOf('/') + 1)..]);
                await AnswerAsync(stream, path);
            }
        }
        catch (IOException)
        {
            // The gateway closed it.
        }
    }

    // The path, or null at the end; a body is read and dropped.
    private static async Task<string?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not { } first)
        {
            return null;
        }

        var length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line.AsSpan(15), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            }
        }

        var body = new char[length];
        return length == 0 || await reader.ReadBlockAsync(body) == length ? first.Split(' ')[1] : null;
    }

    private static async Task AnswerAsync(NetworkStream stream, string path)
    {
        const string Head = "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n";
        if (!path.StartsWith("/slow", StringComparison.Ordinal))
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Head + new string('.', 40)));
            return;
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(Head));
        for (var piece = 0; piece < 4; piece++)
        {
            await Task.Delay(5);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(new string('.', 10)));
        }
    }

    private static void Write(string line)
    {
        lock (Output)
        {
            Journal.Write(Encoding.Latin1.GetBytes(line + "\n"));
        }
    }
}
