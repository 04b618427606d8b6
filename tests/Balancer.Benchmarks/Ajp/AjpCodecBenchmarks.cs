using Balancing.Ajp;
using BenchmarkDotNet.Attributes;

namespace Balancing.Benchmarks.Ajp;

/// <summary>
/// AJP13 without a network: a request of a browser with ten header fields becomes a packet; the packets of an answer with eight fields and
/// 1 KB of body are read to their end, as spans. Aimed at: 1 µs each, nothing allocated.
/// </summary>
public class AjpCodecBenchmarks
{
    private readonly byte[] _packet = new byte[8192];
    private readonly AjpRequest _request = new()
    {
        Path = "/shop/cart;v=2",
        Query = "item=4711&count=2",
        RemoteAddress = "192.0.2.77",
        RemotePort = 51234,
        LocalAddress = "192.0.2.1",
        ServerName = "www.example.test",
        ServerPort = 443,
        IsSecure = true,
        Secret = "between-us-two",
        Route = "node1",
        SslCipher = "TLS_AES_256_GCM_SHA384",
        SslKeySize = 256,
        SslProtocol = "TLSv1.3",
        Headers =
        [
            new("Host", "www.example.test"),
            new("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
            new("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            new("Accept-Language", "en-US,en;q=0.5"),
            new("Accept-Encoding", "gzip, deflate, br"),
            new("Referer", "https://www.example.test/shop/"),
            new("Cookie", "JSESSIONID=0123456789ABCDEF0123456789ABCDEF.node1; theme=dark"),
            new("Connection", "keep-alive"),
            new("Cache-Control", "max-age=0"),
            new("X-Requested-With", "XMLHttpRequest"),
        ],
    };

    private byte[] _answer = [];

    /// <summary>The answer.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var packet = new byte[8192];
        var head = new SendHeadersWriter(packet, 200, "200");
        head.Header("Content-Type", "text/html;charset=UTF-8");
        head.Header("Content-Language", "en");
        head.Header("Content-Length", "1024");
        head.Header("Date", "Sun, 22 Nov 2026 06:31:10 GMT");
        head.Header("Set-Cookie", "JSESSIONID=0123456789ABCDEF0123456789ABCDEF.node1; Path=/shop; HttpOnly");
        head.Header("Cache-Control", "no-cache");
        head.Header("X-Frame-Options", "SAMEORIGIN");
        head.Header("X-Content-Type-Options", "nosniff");
        byte[] first = packet[..head.Finish()];
        byte[] second = packet[..ContainerPackets.FrameChunk(packet, 1024)];
        _answer = [.. first, .. second, .. ContainerPackets.EndAndReuse];
    }

    /// <summary>A request becomes a packet.</summary>
    [Benchmark]
    public int EncodeRequest() => _request.Write(_packet, out _);

    /// <summary>The packets of an answer are read.</summary>
    [Benchmark]
    public int DecodeAnswer()
    {
        ReadOnlySpan<byte> rest = _answer;
        var sum = 0;
        while (AjpPackets.TryTake(rest, Magic.ToFront, 8192, out var range, out var used) == Taken.Packet)
        {
            sum += Read(rest[range]);
            rest = rest[used..];
        }

        return sum;
    }

    private static int Read(ReadOnlySpan<byte> payload)
    {
        switch ((PacketType)payload[0])
        {
            case PacketType.SendHeaders:
                var head = new SendHeadersReader(payload);
                var length = head.Status;
                while (head.NextHeader(out var field))
                {
                    length += field.Name.Length + field.Value.Length;
                }

                return length;
            case PacketType.SendBodyChunk:
                return ContainerPackets.ReadChunk(payload, out var data) == AjpFault.None ? data.Length : -1;
            default:
                return ContainerPackets.ReadEnd(payload, out var reuse) == AjpFault.None && reuse ? 1 : 0;
        }
    }
}
