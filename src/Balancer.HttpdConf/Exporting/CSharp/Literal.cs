using System.Collections;
using System.Globalization;
using System.Text;

namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>Values as a person writes them in C#.</summary>
internal static class Literal
{
    private const int Grouped = 10_000;

    /// <summary>The literal, or the arguments of a list.</summary>
    public static string Of(object value) => value switch
    {
        string text => Of(text),
        bool flag => flag ? "true" : "false",
        int number => Of(number),
        double number => Of(number),
        TimeSpan time => Of(time),
        Enum word => Of(word),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(item => Of(item ?? ""))),
        _ => throw new ArgumentException($"No literal for {value.GetType()}.", nameof(value)),
    };

    /// <summary>Verbatim where that spares backslashes, as patterns are written.</summary>
    public static string Of(string text)
    {
        var plain = !text.Any(IsEscaped) && Texts.IsWhole(text);
        return plain && text.Contains('\\', StringComparison.Ordinal)
            ? $"@\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : Escaped(text);
    }

    public static string Of(char c) => $"'{(c is '\'' or '\\' ? $"\\{c}" : Escape(c))}'";

    private static string Escaped(string text)
    {
        var made = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                made.Append(text[i]).Append(text[++i]);
            }
            else
            {
                made.Append(text[i] is '"' or '\\' ? $"\\{text[i]}" : Escape(text[i]));
            }
        }

        return made.Append('"').ToString();
    }

    private static string Escape(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when IsEscaped(c) || char.IsSurrogate(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
        _ => c.ToString(),
    };

    // What ends a line, cannot be seen, or turns text around must not stand in source.
    private static bool IsEscaped(char c) => Texts.IsInvisible(c) || (char.IsWhiteSpace(c) && c != ' ');

    private static string Of(int number) => Math.Abs((long)number) < Grouped
        ? number.ToString(CultureInfo.InvariantCulture)
        : number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_');

    private static string Of(double number) =>
        double.IsNaN(number) ? "double.NaN"
        : double.IsInfinity(number) ? $"double.{(number > 0 ? "Positive" : "Negative")}Infinity"
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Of(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerSecond == 0 ? $"TimeSpan.FromSeconds({Of(time, TimeSpan.TicksPerSecond)})"
        : time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? $"TimeSpan.FromMilliseconds({Of(time, TimeSpan.TicksPerMillisecond)})"
        : $"TimeSpan.FromTicks({Of(time, 1)})";

    private static string Of(TimeSpan time, long unit) => (time.Ticks / unit).ToString(CultureInfo.InvariantCulture);

    private static string Of(Enum word)
    {
        var type = word.GetType();
        return Enum.IsDefined(type, word)
            ? $"{type.Name}.{word}"
            : string.Create(CultureInfo.InvariantCulture, $"({type.Name})({Convert.ToInt64(word, CultureInfo.InvariantCulture)})");
    }
}
