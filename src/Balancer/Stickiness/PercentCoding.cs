using System.Globalization;

namespace Balancing.Stickiness;

/// <summary>Undoes percent-encoding for looking, never for sending.</summary>
internal static class PercentCoding
{
    /// <summary>Decodes <c>%XX</c> of ASCII characters; anything else stays as it is, since no name or route needs it.</summary>
    /// <returns>Length written; never more than the source's.</returns>
    public static int DecodeAscii(ReadOnlySpan<char> source, Span<char> target)
    {
        var written = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '%' && i + 2 < source.Length
                && byte.TryParse(source.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                && value < 0x80)
            {
                target[written++] = (char)value;
                i += 2;
            }
            else
            {
                target[written++] = source[i];
            }
        }

        return written;
    }
}
