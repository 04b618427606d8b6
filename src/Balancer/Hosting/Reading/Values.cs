using System.Globalization;

namespace Balancing.Hosting.Reading;

/// <summary>Reads values as JSON and people write them.</summary>
internal static class Values
{
    public static bool TryText(string text, out string value)
    {
        value = text;
        return true;
    }

    public static bool TryWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool TryNumber(string text, out double value) => double.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    /// <summary>JSON's words, and httpd's.</summary>
    public static bool TryFlag(string text, out bool value)
    {
        value = text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("on", StringComparison.OrdinalIgnoreCase);
        return value || text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("off", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A number alone is refused: .NET would take it for days, httpd for seconds or milliseconds.</summary>
    public static bool TryTime(string text, out TimeSpan value)
    {
        value = default;
        return text.Contains(':', StringComparison.Ordinal)
            ? TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value)
            : text.Length > 0 && char.IsAsciiLetter(text[^1]) && Times.TryRead(text, TimeSpan.Zero, out value);
    }

    /// <summary>A name of the enumeration, in any case; not its number.</summary>
    public static bool TryWord<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.Contains(',', StringComparison.Ordinal)
            && Enum.TryParse(text, ignoreCase: true, out value);
    }
}
