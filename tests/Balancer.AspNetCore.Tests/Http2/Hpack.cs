using System.Text;

namespace Balancing.AspNetCore.Tests.Http2;

/// <summary>Header blocks (RFC 7541) without Huffman coding and without a dynamic table, which we do not allow the other side to use.</summary>
internal static class Hpack
{
    private static readonly string[] Static =
    [
        "", ":authority", ":method:GET", ":method:POST", ":path:/", ":path:/index.html", ":scheme:http", ":scheme:https", ":status:200",
        ":status:204", ":status:206", ":status:304", ":status:400", ":status:404", ":status:500", "accept-charset", "accept-encoding:gzip, deflate",
        "accept-language", "accept-ranges", "accept", "access-control-allow-origin", "age", "allow", "authorization", "cache-control",
        "content-disposition", "content-encoding", "content-language", "content-length", "content-location", "content-range", "content-type",
        "cookie", "date", "etag", "expect", "expires", "from", "host", "if-match", "if-modified-since", "if-none-match", "if-range",
        "if-unmodified-since", "last-modified", "link", "location", "max-forwards", "proxy-authenticate", "proxy-authorization", "range",
        "referer", "refresh", "retry-after", "server", "set-cookie", "strict-transport-security", "transfer-encoding", "user-agent", "vary",
        "via", "www-authenticate",
    ];

    /// <summary>Lines as literals, each character a byte.</summary>
    public static byte[] Encode(IEnumerable<(string Name, string Value)> lines)
    {
        var block = new List<byte>();
        foreach (var (name, value) in lines)
        {
            block.Add(0);
            AddText(block, name);
            AddText(block, value);
        }

        return [.. block];
    }

    public static List<(string Name, string Value)> Decode(ReadOnlySpan<byte> block)
    {
        var lines = new List<(string, string)>();
        while (!block.IsEmpty)
        {
            var first = block[0];
            if ((first & 0xe0) == 0x20)
            {
                TakeNumber(ref block, 5); // the size of the table, which is 0
            }
            else if ((first & 0x80) != 0)
            {
                lines.Add(Entry(TakeNumber(ref block, 7)));
            }
            else
            {
                var index = TakeNumber(ref block, (first & 0x40) != 0 ? 6 : 4);
                lines.Add((index > 0 ? Entry(index).Name : TakeText(ref block), TakeText(ref block)));
            }
        }

        return lines;
    }

    private static (string Name, string Value) Entry(int index)
    {
        var entry = Static[index];
        var colon = entry.IndexOf(':', 1);
        return colon < 0 ? (entry, "") : (entry[..colon], entry[(colon + 1)..]);
    }

    private static void AddText(List<byte> block, string text)
    {
        AddNumber(block, text.Length, 7);
        block.AddRange(Encoding.Latin1.GetBytes(text));
    }

    private static void AddNumber(List<byte> block, int number, int bits)
    {
        var most = (1 << bits) - 1;
        if (number < most)
        {
            block.Add((byte)number);
            return;
        }

        block.Add((byte)most);
        for (number -= most; number >= 128; number >>= 7)
        {
            block.Add((byte)((number & 127) | 128));
        }

        block.Add((byte)number);
    }

    private static int TakeNumber(ref ReadOnlySpan<byte> block, int bits)
    {
        var most = (1 << bits) - 1;
        var number = block[0] & most;
        block = block[1..];
        for (var shift = 0; number >= most || shift > 0; shift += 7)
        {
            var next = block[0];
            block = block[1..];
            number += (next & 127) << shift;
            if (next < 128)
            {
                break;
            }
        }

        return number;
    }

    private static string TakeText(ref ReadOnlySpan<byte> block)
    {
        Assert.Equal(0, block[0] & 0x80);
        var length = TakeNumber(ref block, 7);
        var text = Encoding.Latin1.GetString(block[..length]);
        block = block[length..];
        return text;
    }
}
