using System.Buffers.Binary;
using System.Text;

namespace Balancing.Ajp.Tests.Vectors;

/// <summary>
/// A Forward Request as it was recorded, taken apart by itself: by no code that is under test. It tells what the front knew of the client, and
/// what the packet is without what our client leaves out on purpose.
/// </summary>
internal sealed class RecordedRequest
{
    private static readonly string[] Names =
    [
        "accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "connection", "content-type", "content-length", "cookie", "cookie2",
        "host", "pragma", "referer", "user-agent",
    ];

    private readonly byte[] _packet;
    private readonly int _countAt;
    private readonly int _headersEnd;
    private readonly List<(int Start, int End)> _places = [];
    private int _at = 4;

    public RecordedRequest(byte[] packet)
    {
        _packet = packet;
        Assert.Equal(2, packet[_at++]);
        Method = packet[_at++];
        Protocol = Text()!;
        Path = Text()!;
        RemoteAddress = Text();
        RemoteHost = Text();
        ServerName = Text();
        ServerPort = Number();
        IsSecure = packet[_at++] != 0;
        _countAt = _at;
        for (var left = Number(); left > 0; left--)
        {
            var start = _at;
            var name = packet[_at] == 0xA0 ? Names[Number() - 0xA001] : Text()!;
            Lines.Add((name, Text()!));
            _places.Add((start, _at));
        }

        _headersEnd = _at;
        ReadAttributes();
    }

    /// <summary>As it came.</summary>
    public byte[] Packet => _packet;

    public byte Method { get; }

    public string Protocol { get; }

    public string Path { get; }

    public string? RemoteAddress { get; }

    public string? RemoteHost { get; }

    public string? ServerName { get; }

    public int ServerPort { get; }

    public bool IsSecure { get; }

    public List<(string Name, string Value)> Lines { get; } = [];

    /// <summary>Attributes with a code of their own.</summary>
    public Dictionary<byte, string> Coded { get; } = [];

    public int KeySize { get; private set; }

    /// <summary>The others, in order.</summary>
    public List<KeyValuePair<string, string>> Named { get; } = [];

    /// <summary>The packet without some header lines, and with "content-length: 0" behind the others if there is to be one.</summary>
    public byte[] Without(Func<string, bool> leftOut, bool announcesNothing)
    {
        var bytes = new List<byte>(_packet[..(_countAt + 2)]);
        var count = 0;
        for (var i = 0; i < Lines.Count; i++)
        {
            if (!leftOut(Lines[i].Name))
            {
                bytes.AddRange(_packet[_places[i].Start.._places[i].End]);
                count++;
            }
        }

        if (announcesNothing)
        {
            bytes.AddRange([0xA0, 8, 0, 1, (byte)'0', 0]);
            count++;
        }

        bytes.AddRange(_packet[_headersEnd..]);
        var packet = bytes.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(packet.Length - 4));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(_countAt), (ushort)count);
        return packet;
    }

    private void ReadAttributes()
    {
        while (_packet[_at++] is var code and not 0xFF)
        {
            switch (code)
            {
                case 0x0A:
                    Named.Add(new(Text()!, Text()!));
                    break;
                case 0x0B:
                    KeySize = Number();
                    break;
                default:
                    Coded.Add(code, Text()!);
                    break;
            }
        }

        Assert.Equal(_packet.Length, _at);
    }

    private int Number()
    {
        _at += 2;
        return BinaryPrimitives.ReadUInt16BigEndian(_packet.AsSpan(_at - 2));
    }

    private string? Text()
    {
        var length = Number();
        if (length == 0xFFFF)
        {
            return null;
        }

        _at += length + 1;
        return Encoding.Latin1.GetString(_packet, _at - length - 1, length);
    }
}
