using System.Buffers;

namespace Balancing.Ajp;

/// <summary>What a text may consist of.</summary>
internal enum TextKind : byte
{
    /// <summary>Latin-1 without control characters but TAB.</summary>
    Value,

    /// <summary>As <see cref="Value"/> without TAB and space: a path, a query.</summary>
    Target,

    /// <summary>As <see cref="Value"/> with line ends: a certificate.</summary>
    Pem,

    /// <summary>A token of HTTP, not empty: names of fields, methods.</summary>
    Token,
}

/// <summary>The one place that says which texts go over the wire, either way (R14, R52). Latin-1: a character is a byte.</summary>
internal static class WireText
{
    private const string Tokens = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> TokenChars = SearchValues.Create(Tokens);
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create([.. Tokens.Select(c => (byte)c)]);

    /// <summary>What is wrong with a text that is to be sent.</summary>
    public static AjpFault Check(ReadOnlySpan<char> text, TextKind kind)
    {
        if (kind == TextKind.Token)
        {
            return text.IsEmpty || text.ContainsAnyExcept(TokenChars) ? AjpFault.BadName : AjpFault.None;
        }

        var plain = kind == TextKind.Target ? '!' : ' ';
        var at = text.IndexOfAnyExceptInRange(plain, '~');
        for (; (uint)at < (uint)text.Length; at++)
        {
            if (!Allows(kind, text[at]))
            {
                return AjpFault.BadText;
            }
        }

        return AjpFault.None;
    }

    /// <summary>What is wrong with a text that came in.</summary>
    public static AjpFault Check(ReadOnlySpan<byte> text, TextKind kind)
    {
        if (kind == TextKind.Token)
        {
            return text.IsEmpty || text.ContainsAnyExcept(TokenBytes) ? AjpFault.BadName : AjpFault.None;
        }

        var plain = kind == TextKind.Target ? (byte)'!' : (byte)' ';
        var at = text.IndexOfAnyExceptInRange(plain, (byte)'~');
        for (; (uint)at < (uint)text.Length; at++)
        {
            if (!Allows(kind, (char)text[at]))
            {
                return AjpFault.BadText;
            }
        }

        return AjpFault.None;
    }

    private static bool Allows(TextKind kind, char c) => c switch
    {
        '\t' or ' ' => kind != TextKind.Target,
        '\r' or '\n' => kind == TextKind.Pem,
        _ => c > ' ' && c != '\x7f' && c <= '\xff',
    };
}
