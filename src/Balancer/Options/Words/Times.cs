using System.Globalization;

namespace Balancing;

/// <summary>The kinds of times that httpd's parameters have. The longest is 2^31-1 seconds.</summary>
internal static class Times
{
    private const int ForEver = -1;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>addressttl: whole seconds, or -1 s for ever.</summary>
    public static Kind<TimeSpan> AddressTtl { get; } = new(
        "seconds, or a number with ms, s, mi or h", "-1 s (for ever), or 0 and more whole seconds", ReadAddressTtl,
        v => v == TimeSpan.FromSeconds(ForEver) || (v >= TimeSpan.Zero && v <= Longest && v.Ticks % TimeSpan.TicksPerSecond == 0), Show);

    /// <summary>flushwait: milliseconds.</summary>
    public static Kind<TimeSpan> FlushWait { get; } = new(
        "a whole number of milliseconds", "0 to 1000 ms", (string text, out TimeSpan value) => ReadWhole(text, TimeSpan.TicksPerMillisecond, out value),
        v => v >= TimeSpan.Zero && v <= TimeSpan.FromSeconds(1), Show);

    /// <summary>Keys that httpd reads with atoi: whole seconds, no unit.</summary>
    public static Kind<TimeSpan> Seconds(TimeSpan min) => new(
        "a whole number of seconds", $"{Least(min)} or more",
        (string text, out TimeSpan value) => ReadWhole(text, TimeSpan.TicksPerSecond, out value), v => v >= min && v <= Longest, Show)
    {
        TextRange = min == TimeSpan.Zero ? "0 or more" : "1 or more",
    };

    /// <summary>Keys that httpd gives to its duration parser (util.c: ap_timeout_parameter_parse).</summary>
    public static Kind<TimeSpan> Duration(TimeSpan unit, TimeSpan min) => new(
        $"{(unit == TimeSpan.FromSeconds(1) ? "seconds" : "milliseconds")}, or a number with ms, s, mi or h", $"{Least(min)} or more",
        (string text, out TimeSpan value) => TryRead(text, unit, out value), v => v >= min && v <= Longest, Show);

    /// <summary>A whole number and an optional unit: ms, s, mi or min, h.</summary>
    internal static bool TryRead(string text, TimeSpan unit, out TimeSpan value)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        value = default;
        long ticks = text[digits..].ToLowerInvariant() switch
        {
            "" => unit.Ticks,
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "mi" or "min" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => 0,
        };
        return ticks > 0 && ReadWhole(text[..digits], ticks, out value);
    }

    private static bool ReadAddressTtl(string text, out TimeSpan value)
    {
        value = TimeSpan.FromSeconds(ForEver);
        return text == "-1" || TryRead(text, TimeSpan.FromSeconds(1), out value);
    }

    private static bool ReadWhole(string text, long unit, out TimeSpan value)
    {
        value = default;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || Math.Abs((long)number) > Longest.Ticks / unit)
        {
            return false;
        }

        value = new TimeSpan(number * unit);
        return true;
    }

    private static string Least(TimeSpan time) => time == TimeSpan.Zero ? "0 s" : time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    private static string Show(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
