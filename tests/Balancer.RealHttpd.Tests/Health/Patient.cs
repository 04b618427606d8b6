using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.RealHttpd.Tests.Health;

/// <summary>
/// A server for many members, each at a path of its own, that is well and unwell by a pattern: <c>P</c> 200, <c>R</c> 301, <c>F</c> 503,
/// <c>X</c> hangs up, <c>G</c> says what is no HTTP. The last sign of a pattern holds from then on.
/// </summary>
internal sealed class Patient : IDisposable
{
    private const int Tail = 2; // checks after the pattern, so that what its last sign did has been done

    private readonly TcpListener _listener;
    private readonly IReadOnlyDictionary<string, string> _patterns;
    private readonly ConcurrentDictionary<string, int> _checks = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Patient(IPEndPoint at, IReadOnlyDictionary<string, string> patterns)
    {
        _patterns = patterns;
        _listener = new TcpListener(at);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Ends when every pattern has been played.</summary>
    public Task Played => _seen.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public ConcurrentQueue<string> RequestLines { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The play is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
                if (await reader.ReadLineAsync() is not { } line)
                {
                    return; // somebody tried whether the port is open
                }

                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                RequestLines.Enqueue(line);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(AnswerTo(line.Split(' ')[1].Split('/')[1])));
            }
            catch (IOException)
            {
                // It has hung up first.
            }
        }
    }

    private string AnswerTo(string member)
    {
        var number = _checks.AddOrUpdate(member, 1, (_, before) => before + 1);
        var pattern = _patterns[member];
        if (_patterns.All(p => _checks.GetValueOrDefault(p.Key) >= p.Value.Length + Tail))
        {
            _seen.TrySetResult();
        }

        return pattern[Math.Min(number, pattern.Length) - 1] switch
        {
            'P' => "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Mood: good\r\n\r\ngood",
            'R' => "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: /elsewhere\r\n\r\n",
            'F' => "HTTP/1.1 503 Down\r\nContent-Length: 11\r\nX-Mood: bad\r\n\r\nmaintenance",
            'X' => "",
            _ => "SSH-2.0-OpenSSH\r\n",
        };
    }
}
