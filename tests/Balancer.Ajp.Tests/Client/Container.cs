using System.Text;

namespace Balancing.Ajp.Tests.Client;

/// <summary>A container that says what a test makes it say.</summary>
internal sealed class Container : IDisposable
{
    private readonly Stream _stream;
    private readonly List<byte> _in = [];

    public Container(int packetSize = 8192)
    {
        var (ours, theirs) = MemoryWire.Pair();
        Link = new AjpLink(ours, null, packetSize);
        _stream = theirs;
    }

    public Container(Stream stream)
    {
        _stream = stream;
        Link = null!;
    }

    public AjpLink Link { get; }

    public static byte[] Ask(int count = 8186) => Wire.Samples.GetBodyChunk(count);

    public static byte[] Head(int status = 200, params (string Name, string Value)[] lines) => Head(status, "", lines);

    public static byte[] Head(int status, string? reason, params (string Name, string Value)[] lines)
    {
        var packet = new byte[65536];
        var writer = new SendHeadersWriter(packet, status, reason);
        foreach (var (name, value) in lines)
        {
            writer.Header(name, value);
        }

        return packet[..writer.Finish()];
    }

    public static byte[] Chunk(string text)
    {
        var packet = new byte[text.Length + 8];
        Encoding.Latin1.GetBytes(text, packet.AsSpan(AjpPackets.ChunkOffset));
        ContainerPackets.FrameChunk(packet, text.Length);
        return packet;
    }

    public static byte[] End(bool reuse = true) => (reuse ? ContainerPackets.EndAndReuse : ContainerPackets.EndAndClose).ToArray();

    public async Task SayAsync(params byte[][] packets) => await _stream.WriteAsync(packets.SelectMany(packet => packet).ToArray());

    /// <summary>The next packet of the front; null at the end of the connection.</summary>
    public async Task<byte[]?> HearAsync()
    {
        while (true)
        {
            var taken = AjpPackets.TryTake(_in.ToArray(), Magic.ToContainer, 65536, out _, out var used);
            Assert.NotEqual(Taken.Invalid, taken);
            if (taken == Taken.Packet)
            {
                var packet = _in.GetRange(0, used).ToArray();
                _in.RemoveRange(0, used);
                return packet;
            }

            var buffer = new byte[65536];
            int read;
            try
            {
                read = await _stream.ReadAsync(buffer);
            }
            catch (IOException)
            {
                read = 0;
            }

            if (read == 0)
            {
                Assert.Empty(_in);
                return null;
            }

            _in.AddRange(buffer[..read]);
        }
    }

    /// <summary>The next packet of the front, which has to be data.</summary>
    public async Task<string> HearDataAsync()
    {
        var packet = await HearAsync();
        Assert.NotNull(packet);
        Assert.Equal(AjpFault.None, FrontPackets.ReadData(packet.AsSpan(4), out var data));
        return Encoding.Latin1.GetString(data);
    }

    /// <summary>The next packet of the front, which has to be a request.</summary>
    public async Task<Heard> HearRequestAsync()
    {
        var packet = await HearAsync();
        Assert.NotNull(packet);
        return Heard.Of(packet);
    }

    public void Dispose() => _stream.Dispose();
}

/// <summary>A request as a container understands it.</summary>
internal sealed record Heard(string Method, string Path, string RemoteAddress, string ServerName, int ServerPort, List<(string Name, string Value)> Lines)
{
    public required List<(string Name, string Value)> Attributes { get; init; }

    public static Heard Of(byte[] packet)
    {
        var reader = new ForwardRequestReader(packet.AsSpan(4));
        var heard = new Heard(reader.Method ?? "", Text(reader.Path), Text(reader.RemoteAddress), Text(reader.ServerName), reader.ServerPort, [])
        {
            Attributes = [],
        };
        while (reader.NextHeader(out var field))
        {
            heard.Lines.Add((Text(field.Name), Text(field.Value)));
        }

        while (reader.NextAttribute(out var attribute))
        {
            var name = attribute.Code == AttributeCode.RequestAttribute ? Text(attribute.Name) : attribute.Code.ToString();
            heard.Attributes.Add((name, attribute.Code == AttributeCode.SslKeySize ? $"{attribute.Number}" : Text(attribute.Value)));
        }

        Assert.Equal(AjpFault.None, reader.Fault);
        return heard;
    }

    public string? Line(string name) => Lines.Where(line => line.Name == name).Select(line => line.Value).SingleOrDefault();

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
