using System.Buffers;
using System.Globalization;
using System.Net;

namespace Balancing;

/// <summary>What may stand in a header: the one place that says yes or no (R11, R15, R19).</summary>
internal static class FieldText
{
    /// <summary>Longest value that a rule or a template may make (R13, R29).</summary>
    public const int MaxLength = 8192;

    private static readonly SearchValues<char> TokenChars = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> HostChars = SearchValues.Create(
        "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>A header name: one or more token characters, so no blank, colon or control (R11).</summary>
    public static bool IsToken(ReadOnlySpan<char> name) => !name.IsEmpty && !name.ContainsAnyExcept(TokenChars);

    /// <summary>
    /// A header value: no control but HTAB (R11), and nothing above U+00FF, because a writer that narrows characters to
    /// bytes would make U+010A a line feed.
    /// </summary>
    public static bool IsValue(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if ((c < ' ' && c != '\t') || c is '\u007f' or > '\u00ff')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A Host: name or address, and maybe a port 1..65535; nothing else (R19).</summary>
    /// <param name="text">The value of the Host header.</param>
    /// <param name="host">The name, IPv6 in brackets.</param>
    /// <param name="port">The port, or 0 when none is given.</param>
    public static bool TryHost(ReadOnlySpan<char> text, out ReadOnlySpan<char> host, out int port)
    {
        port = 0;
        host = text;
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            host = text[..colon];
            if (!TryPort(text[(colon + 1)..], out port))
            {
                return false;
            }
        }

        return host.Length is > 0 and <= 255 && (host[0] == '[' ? IsBracketed(host) : !host.ContainsAnyExcept(HostChars));
    }

    /// <summary>A port: 1*DIGIT, 1..65535, no sign or blank (R4's way to read numbers).</summary>
    public static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static bool IsBracketed(ReadOnlySpan<char> host) =>
        host[^1] == ']' && !host.Contains('%') && IPAddress.TryParse(host[1..^1], out var address)
        && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
}
