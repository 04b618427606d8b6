using System.Text;

namespace Balancing;

/// <summary>One word of httpd text: <c>key=value</c>, or a key alone.</summary>
internal readonly record struct Setting(string Key, string? Value);

/// <summary>Splits httpd text into settings. Quotes may stand around a word or around a value: <c>"key=a b"</c>, <c>key="a b"</c>.</summary>
internal static class SettingText
{
    public static List<Setting> Split(string text, Place place)
    {
        var settings = new List<Setting>();
        var at = 0;
        while (Skip(text, ref at))
        {
            if (!TryWord(text, ref at, out var word))
            {
                place.Add($"a quote in {Kind<string>.Quote(text)} is not closed", "Close it, or put a backslash before a quote that belongs to the value");
                break;
            }

            var sign = word.IndexOf('=', StringComparison.Ordinal);
            settings.Add(sign < 0 ? new Setting(word, null) : new Setting(word[..sign], word[(sign + 1)..]));
        }

        return settings;
    }

    /// <summary>The text that reads back as this setting.</summary>
    public static string Write(Setting setting) => setting.Value is null
        ? setting.Key
        : $"\"{setting.Key}={setting.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool Skip(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length;
    }

    private static bool TryWord(string text, ref int at, out string word)
    {
        var result = new StringBuilder();
        var quote = '\0';
        var mayOpen = true; // at the start of the word, and again after its first '='
        for (var sawSign = false; at < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[at])); at++)
        {
            var c = text[at];
            if (mayOpen && (c is '"' or '\''))
            {
                quote = c;
                mayOpen = false;
            }
            else if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else
            {
                if (c == '\\' && quote != '\0' && at + 1 < text.Length && (text[at + 1] == quote || text[at + 1] == '\\'))
                {
                    c = text[++at];
                }

                result.Append(c);
                mayOpen = c == '=' && !sawSign && quote == '\0';
                sawSign |= c == '=';
            }
        }

        word = result.ToString();
        return quote == '\0';
    }
}
