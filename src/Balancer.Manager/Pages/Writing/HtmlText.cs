using System.Buffers;
using System.Text;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>
/// Puts text into HTML (R49). What no page can hold (control characters, halves of surrogate pairs) becomes a picture of itself or U+FFFD;
/// in text, so do characters that turn the direction of what follows.
/// </summary>
internal static class HtmlText
{
    private const string Plain = " !#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\t";

    private static readonly SearchValues<char> Safe = SearchValues.Create(Plain);

    /// <summary>Adds a text.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="text">Any text.</param>
    /// <param name="isAttribute">True within quotes, where a value has to come back as it was.</param>
    public static void Append(PooledBuffer buffer, ReadOnlySpan<char> text, bool isAttribute)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Safe);
            if (plain != 0)
            {
                var run = plain < 0 ? text : text[..plain];
                _ = Ascii.FromUtf16(run, buffer.GetSpan(run.Length), out var written);
                buffer.Advance(written);
                text = text[run.Length..];
            }

            if (!text.IsEmpty)
            {
                text = text[AppendOne(buffer, text, isAttribute)..];
            }
        }
    }

    private static int AppendOne(PooledBuffer buffer, ReadOnlySpan<char> text, bool isAttribute)
    {
        // A half of a pair decodes to U+FFFD.
        _ = Rune.DecodeFromUtf16(text, out var rune, out var consumed);
        switch (rune.Value)
        {
            case '<':
                buffer.Append("&lt;"u8);
                break;
            case '>':
                buffer.Append("&gt;"u8);
                break;
            case '&':
                buffer.Append("&amp;"u8);
                break;
            case '"':
                buffer.Append("&quot;"u8);
                break;
            case '\'':
                buffer.Append("&#39;"u8);
                break;
            case '\n':
                buffer.Append("&#10;"u8);
                break;
            default:
                var shown = new Rune(Shown(rune.Value, isAttribute));
                buffer.Advance(shown.EncodeToUtf8(buffer.GetSpan(4)));
                break;
        }

        return consumed;
    }

    private static int Shown(int value, bool isAttribute) => value switch
    {
        < ' ' => 0x2400 + value,
        0x7F => 0x2421,
        >= 0x80 and <= 0x9F => 0xFFFD,
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) when !isAttribute => 0xFFFD,
        0xFFFE or 0xFFFF => 0xFFFD,
        _ => value,
    };
}
