using System.Text;

namespace Balancing.AspNetCore.Tests.Tunnels;

/// <summary>Reads header blocks of Kestrel's (RFC 7541), which writes no Huffman code and, with a table of size 0, no reference to what it said before.</summary>
internal sealed class HpackReader
{
    private static readonly string[] StaticNames =
    [
        "", ":authority", ":method", ":method", ":path", ":path", ":scheme", ":scheme", ":status", ":status", ":status", ":status", ":status", ":status", ":status",
        "accept-charset", "accept-encoding", "accept-language", "accept-ranges", "accept", "access-control-allow-origin", "age", "allow", "authorization",
        "cache-control", "content-disposition", "content-encoding", "content-language", "content-length", "content-location", "content-range", "content-type",
        "cookie", "date", "etag", "expect", "expires", "from", "host", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
        "last-modified", "link", "location", "max-forwards", "proxy-authenticate", "proxy-authorization", "range", "referer", "refresh", "retry-after", "server",
        "set-cookie", "strict-transport-security", "transfer-encoding", "user-agent", "vary", "via", "www-authenticate",
    ];

    private static readonly string[] Statuses = ["200", "204", "206", "304", "400", "404", "500"];

    private byte[] _block = [];
    private int _at;

    public Dictionary<string, string> Read(byte[] block)
    {
        (_block, _at) = (block, 0);
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        while (_at < block.Length)
        {
            var first = block[_at];
            if ((first & 0x80) != 0)
            {
                var index = Number(7);
                lines[StaticNames[index]] = index is >= 8 and <= 14 ? Statuses[index - 8] : "";
            }
            else if ((first & 0xe0) == 0x20)
            {
                Number(5); // the size of the table
            }
            else
            {
                var index = Number((first & 0x40) != 0 ? 6 : 4);
                var name = index == 0 ? Text() : StaticNames[index];
                lines[name] = Text();
            }
        }

        return lines;
    }

    private string Text()
    {
        Assert.Equal(0, _block[_at] & 0x80);
        var length = Number(7);
        _at += length;
        return Encoding.ASCII.GetString(_block, _at - length, length);
    }

    private int Number(int bits)
    {
        var most = (1 << bits) - 1;
        var number = _block[_at++] & most;
        for (var shift = 0; number >= most; shift += 7)
        {
            var more = _block[_at++];
            number += (more & 0x7f) << shift;
            if ((more & 0x80) == 0)
            {
                break;
            }
        }

        return number;
    }
}
