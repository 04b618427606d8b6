using System.Globalization;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Raw;

/// <summary>The notation of the tables: <c>¶</c> is CR LF, and every other character is one byte of its own.</summary>
internal static class RawText
{
    /// <summary>Where the clients write the same request differently, and neither is wrong.</summary>
    public static string By(string own, string stock) =>
#if STOCK_CLIENT
        stock;
#else
        own;
#endif

    public static string Bytes(string notation) => notation.Replace("¶", "\r\n", StringComparison.Ordinal);

    public static string Notation(string bytes) => bytes.Replace("\r\n", "¶", StringComparison.Ordinal);

    /// <summary>The value of a line of a head, or null.</summary>
    public static string? Field(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : head[(at + name.Length + 3)..head.IndexOf('\r', at + 2)].Trim();
    }

    /// <summary>Hears the body that a head announces. It is not whole when the other side closed before its end.</summary>
    public static async Task<(string Body, bool IsWhole)> HearBodyAsync(Conversation c, string head, bool endsWithConnection)
    {
        if (Field(head, "Transfer-Encoding") is not null)
        {
            return await HearChunksAsync(c);
        }

        if (Field(head, "Content-Length") is { } length)
        {
            var announced = int.Parse(length, CultureInfo.InvariantCulture);
            var body = await c.HearAsync(announced);
            return (body, body.Length == announced);
        }

        return endsWithConnection ? (await c.HearAllAsync(), true) : ("", true);
    }

    private static async Task<(string Body, bool IsWhole)> HearChunksAsync(Conversation c)
    {
        var body = "";
        while (await HearLineAsync(c) is { } line)
        {
            var size = int.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return (body, await HearTrailersAsync(c));
            }

            var piece = await c.HearAsync(size);
            body += piece;
            if (piece.Length < size || await HearLineAsync(c) is not "")
            {
                break;
            }
        }

        return (body, false);
    }

    private static async Task<bool> HearTrailersAsync(Conversation c)
    {
        string? line;
        do
        {
            line = await HearLineAsync(c);
        }
        while (line is { Length: > 0 });

        return line is not null;
    }

    private static async Task<string?> HearLineAsync(Conversation c)
    {
        var line = "";
        while (await c.HearAsync(1) is { Length: 1 } next)
        {
            line += next;
            if (line.EndsWith("\r\n", StringComparison.Ordinal))
            {
                return line[..^2];
            }
        }

        return null;
    }
}
