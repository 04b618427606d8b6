using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.Ajp.Tests.Server;

/// <summary>A connection of a front; sends what it is told, and reads packets without the code that is tested.</summary>
internal sealed class RawFront : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] CodedNames =
    [
        "", "Content-Type", "Content-Language", "Content-Length", "Date", "Last-Modified", "Location", "Set-Cookie", "Set-Cookie2",
        "Servlet-Engine", "Status", "WWW-Authenticate",
    ];

    private readonly Stream _from;
    private readonly Stream _to;
    private readonly Action _end;

    /// <param name="from">What the server sends.</param>
    /// <param name="to">What it gets.</param>
    /// <param name="end">Ends that.</param>
    public RawFront(Stream from, Stream to, Action end) => (_from, _to, _end) = (from, to, end);

    public static async Task<RawFront> ConnectAsync(EndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new RawFront(stream, stream, () => socket.Shutdown(SocketShutdown.Send));
    }

    /// <summary>Sends; a server that has closed already is no error.</summary>
    public async Task SendAsync(params byte[] bytes)
    {
        try
        {
            await _to.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // reading tells
        }
    }

    /// <summary>Nothing more will come from this side.</summary>
    public void EndSending()
    {
        try
        {
            _end();
        }
        catch (SocketException)
        {
            // the other side was faster
        }
    }

    /// <summary>The payload of the next packet; null when the server has closed.</summary>
    public async Task<byte[]?> ReadAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            var head = new byte[4];
            if (await _from.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, late.Token) < 4)
            {
                return null;
            }

            Assert.Equal(0x4142, BinaryPrimitives.ReadUInt16BigEndian(head));
            var payload = new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2))];
            await _from.ReadExactlyAsync(payload, late.Token);
            return payload;
        }
        catch (IOException)
        {
            return null; // reset
        }
    }

    /// <summary>Reads one answer; sends a packet whenever it is asked for one, an empty one when there are no more.</summary>
    public async Task<RawAnswer> AnswerAsync(params byte[][] packets)
    {
        var answer = new RawAnswer();
        var left = new Queue<byte[]>(packets);
        while (await ReadAsync() is { } payload)
        {
            answer.Packets.Add(payload);
            switch (payload[0])
            {
                case 3:
                    var count = BinaryPrimitives.ReadUInt16BigEndian(payload.AsSpan(1));
                    Assert.Equal(4 + count, payload.Length);
                    Assert.Equal(0, payload[^1]);
                    await answer.Body.WriteAsync(payload.AsMemory(3, count));
                    break;
                case 4:
                    Assert.Equal(0, answer.Status);
                    ReadHead(payload, answer);
                    break;
                case 5:
                    Assert.Equal(2, payload.Length);
                    answer.Reuse = payload[1] != 0;
                    return answer;
                case 6:
                    Assert.Equal(3, payload.Length);
                    answer.Asked++;
                    await SendAsync(left.TryDequeue(out var next) ? next : Raw.Empty);
                    break;
                default:
                    Assert.Fail($"packet of type {payload[0]}");
                    break;
            }
        }

        return answer;
    }

    public async Task<RawAnswer> AskAsync(Forward request, params byte[][] packets)
    {
        await SendAsync(request.Bytes());
        return await AnswerAsync(packets);
    }

    public async Task<bool> PingAsync()
    {
        await SendAsync(Raw.CPing);
        return await ReadAsync() is [9];
    }

    /// <summary>Waits for the server to close; what comes before is not looked at.</summary>
    public async Task ClosedAsync()
    {
        while (await ReadAsync() is not null)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _to.DisposeAsync();
        await _from.DisposeAsync();
    }

    private static void ReadHead(ReadOnlySpan<byte> payload, RawAnswer answer)
    {
        answer.Status = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        var rest = payload[3..];
        answer.Reason = Text(ref rest);
        var count = BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[2..];
        for (var i = 0; i < count; i++)
        {
            var name = rest[0] == 0xA0 ? CodedNames[rest[1]] : null;
            rest = name is null ? rest : rest[2..];
            answer.Headers.Add(new(name ?? Text(ref rest), Text(ref rest)));
        }

        Assert.True(rest.IsEmpty);
    }

    private static string Text(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        var text = Encoding.Latin1.GetString(rest.Slice(2, length));
        Assert.Equal(0, rest[2 + length]);
        rest = rest[(length + 3)..];
        return text;
    }
}

/// <summary>What came of one request.</summary>
internal sealed class RawAnswer
{
    /// <summary>0: none.</summary>
    public int Status { get; set; }

    public string Reason { get; set; } = "";

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public MemoryStream Body { get; } = new();

    public string Text => Encoding.Latin1.GetString(Body.ToArray());

    /// <summary>Null: the connection was closed without an end.</summary>
    public bool? Reuse { get; set; }

    /// <summary>How often the server has asked for the body.</summary>
    public int Asked { get; set; }

    public List<byte[]> Packets { get; } = [];

    public string? this[string name] => Headers.Where(line => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value).SingleOrDefault();

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Status} {Reason} [{Text}] {(Reuse is { } reuse ? reuse ? "reuse" : "close" : "broken")}");
}
