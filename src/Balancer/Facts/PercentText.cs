namespace Balancing;

/// <summary>Undoes percent-encoding for looking, never for sending.</summary>
internal static class PercentText
{
    /// <summary>The byte that two hexadecimal digits after the percent sign at <paramref name="at"/> stand for, or -1.</summary>
    public static int Byte(ReadOnlySpan<char> text, int at) =>
        at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2])
            ? (HexValue(text[at + 1]) << 4) | HexValue(text[at + 2])
            : -1;

    /// <summary>Decodes every well-formed escape of an ASCII character once; anything else stays.</summary>
    /// <returns>Length written; never more than the text's.</returns>
    public static int DecodeAscii(ReadOnlySpan<char> text, Span<char> into)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i] == '%' ? Byte(text, i) : -1;
            into[length++] = value is >= 0 and < 0x80 ? (char)value : text[i];
            i += value is >= 0 and < 0x80 ? 2 : 0;
        }

        return length;
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
