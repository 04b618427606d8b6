using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.Tests.Http;

/// <summary>A backend on a loopback socket that reads one request per connection and answers as the test says.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, string, Task> _answer;
    private readonly Task _loop;
    private readonly List<string> _requests = [];

    public Backend(Func<Stream, string, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Url = $"http://{_listener.LocalEndpoint}";
        _loop = AcceptAsync();
    }

    public string Url { get; }

    /// <summary>Heads and bodies as they came.</summary>
    public string[] Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The first line of the only request.</summary>
    public string RequestLine => Assert.Single(Requests).Split("\r\n")[0];

    /// <summary>Answers every request with a body and closes.</summary>
    public static Backend Saying(string body, string head = "HTTP/1.1 200 OK") => new((stream, _) =>
        WriteAsync(stream, $"{head}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));

    /// <summary>A URL where nobody listens: a port that no system gives to whoever asks for any.</summary>
    public const string Nobody = "http://127.0.0.1:9";

    public static Task WriteAsync(Stream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop; // first: who asks a stopped listener for a client gets an exception of another kind
        _listener.Stop();
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                all.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(all);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                lock (_requests)
                {
                    _requests.Add(request);
                }

                await _answer(stream, request).WaitAsync(_stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                break;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var line = text[..end].Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return text.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal)
            ? text.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            : line is null || text.Length - end - 4 >= int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
