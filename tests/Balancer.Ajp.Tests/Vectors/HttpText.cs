using System.Globalization;
using System.Text;

namespace Balancing.Ajp.Tests.Vectors;

/// <summary>A message of HTTP/1, read as simply as can be.</summary>
internal sealed record HttpMessage(string First, List<(string Name, string Value)> Lines, byte[] Body, bool IsChunked)
{
    public string? Line(string name) => Lines.Where(line => line.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value).FirstOrDefault();
}

/// <summary>Messages of HTTP/1 one after the other.</summary>
internal sealed class HttpText(byte[] bytes)
{
    private int _at;

    public HttpMessage Read(bool isHead)
    {
        var first = NextLine();
        var lines = new List<(string, string)>();
        for (var line = NextLine(); line.Length > 0; line = NextLine())
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            lines.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        var message = new HttpMessage(first, lines, [], IsChunked: false);
        if (message.Line("Transfer-Encoding") is not null)
        {
            return message with { Body = isHead ? [] : Chunks(), IsChunked = true };
        }

        var isAnswer = first.StartsWith("HTTP/", StringComparison.Ordinal);
        var hasNone = isHead || (isAnswer && first.Split(' ')[1] is "204" or "304");
        var length = hasNone ? 0 : message.Line("Content-Length") is { } said ? int.Parse(said, CultureInfo.InvariantCulture) : isAnswer ? bytes.Length - _at : 0;
        _at += length;
        return message with { Body = bytes[(_at - length).._at] };
    }

    private byte[] Chunks()
    {
        var body = new List<byte>();
        while (int.Parse(NextLine().Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size and > 0)
        {
            body.AddRange(bytes[_at..(_at + size)]);
            _at += size;
            NextLine();
        }

        while (NextLine().Length > 0)
        {
        }

        return [.. body];
    }

    private string NextLine()
    {
        var end = bytes.AsSpan(_at).IndexOf("\r\n"u8);
        var line = Encoding.Latin1.GetString(bytes, _at, end);
        _at += end + 2;
        return line;
    }
}
