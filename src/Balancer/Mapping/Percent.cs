using System.Buffers;
using System.Text;

namespace Balancing.Mapping;

/// <summary>Percent-encoding: which characters may stand where, and how the others are spelled.</summary>
internal static class Percent
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string UpperHex = "0123456789ABCDEF";

    /// <summary>What httpd leaves alone in a path (proxy_util.c: ap_proxy_canonenc_ex).</summary>
    public static readonly SearchValues<char> PathCharacters = SearchValues.Create(Alphanumeric + "~$-_.+!*'(),;:@&=/");

    /// <summary>What a literal query of the configuration may hold as it is.</summary>
    public static readonly SearchValues<char> QueryCharacters = SearchValues.Create(Alphanumeric + "~$-_.+!*'(),;:@&=/?%");

    /// <summary>What is never syntax anywhere (RFC 3986 unreserved).</summary>
    public static readonly SearchValues<char> Unreserved = SearchValues.Create(Alphanumeric + "-._~");

    /// <summary>What a request target may hold at all: visible ASCII but <c>#</c> and backslash (R21).</summary>
    public static readonly SearchValues<char> TargetCharacters =
        SearchValues.Create(Alphanumeric + "~$-_.+!*'(),;:@&=/?%\"<>[]^`{|}");

    /// <summary>What a redirect that is encoded already may hold: a target, and a fragment.</summary>
    public static readonly SearchValues<char> LocationCharacters =
        SearchValues.Create(Alphanumeric + "~$-_.+!*'(),;:@&=/?%[]^`{|}#");

    /// <summary>Appends decoded text, encoding as UTF-8 all that is not in <paramref name="allowed"/>.</summary>
    public static void Encode(StringBuilder to, ReadOnlySpan<char> text, SearchValues<char> allowed)
    {
        while (!text.IsEmpty)
        {
            var stop = text.IndexOfAnyExcept(allowed);
            if (stop < 0)
            {
                to.Append(text);
                return;
            }

            to.Append(text[..stop]);
            _ = Rune.DecodeFromUtf16(text[stop..], out var rune, out var used);
            Append(to, rune);
            text = text[(stop + used)..];
        }
    }

    /// <summary>
    /// Appends text of the configuration. An escape that is already there stays; httpd would send <c>%20</c> as <c>%2520</c>.
    /// </summary>
    public static void EncodeLiteral(StringBuilder to, ReadOnlySpan<char> text, SearchValues<char> allowed)
    {
        for (var percent = text.IndexOf('%'); percent >= 0; percent = text.IndexOf('%'))
        {
            Encode(to, text[..percent], allowed);
            var escape = PercentText.Byte(text, percent) >= 0;
            to.Append(escape ? text.Slice(percent, 3) : "%25");
            text = text[(percent + (escape ? 3 : 1))..];
        }

        Encode(to, text, allowed);
    }

    private static void Append(StringBuilder to, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
            to.Append('%').Append(UpperHex[b >> 4]).Append(UpperHex[b & 15]);
    }
}
