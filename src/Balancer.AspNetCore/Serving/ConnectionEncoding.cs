using System.Text;

namespace Balancing.AspNetCore;

/// <summary>Reads the bytes of a Connection line so that the names in it survive beside <c>close</c>, <c>keep-alive</c> and <c>upgrade</c>.</summary>
internal sealed class ConnectionEncoding : Encoding
{
    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => Read(bytes.AsSpan(index, count)).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Read(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(0, chars, charIndex, text.Length);
        return text.Length;
    }

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount + Stays.Length;

    private const string Stays = ", keep-alive";

    private static string Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
        {
            throw new DecoderFallbackException("NUL in a header line"); // as Kestrel itself says of other lines
        }

        var text = Latin1.GetString(bytes);
        return text.Contains(',', StringComparison.Ordinal) ? WithNames(text) : text;
    }

    // close, X -> close, X, keep-alive: close wins. keep-alive, X -> X: HTTP/1.1 stays anyway.
    private static string WithNames(string text)
    {
        var (words, names, keeps) = (0, 0, false);
        foreach (var range in text.AsSpan().Split(','))
        {
            var word = text.AsSpan()[range].Trim(" \t");
            var isKeep = word.Equals("keep-alive", StringComparison.OrdinalIgnoreCase);
            var isWord = isKeep || word.Equals("close", StringComparison.OrdinalIgnoreCase) || word.Equals("upgrade", StringComparison.OrdinalIgnoreCase);
            keeps |= isKeep;
            words += isWord ? 1 : 0;
            names += isWord || word.IsEmpty ? 0 : 1;
        }

        return words == 0 || names == 0 ? text : !keeps ? text + Stays : words > 1 ? text : WithoutKeep(text);
    }

    private static string WithoutKeep(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var part in text.Split(','))
        {
            if (!part.Trim(' ', '\t').Equals("keep-alive", StringComparison.OrdinalIgnoreCase))
            {
                kept.Append(kept.Length > 0 ? "," : "").Append(part);
            }
        }

        return kept.ToString();
    }
}
