using System.Collections;
using System.Globalization;
using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>Reads one parameter into options, as the importer does.</summary>
internal delegate IReadOnlyList<ConfigurationProblem> Apply<in T>(T options, string key, string? value);

/// <summary>
/// Values in httpd's spelling. Which unit a key takes is known by whoever reads it, so each spelling is read back, and the first
/// that gives the very same value is taken: nothing is rounded, nothing is out of range.
/// </summary>
internal static class HttpdValues
{
    /// <summary>The text, or null when httpd cannot say the value.</summary>
    public static string? Of<T>(Option<T> option, object value, Apply<T> apply)
        where T : new()
    {
        foreach (var text in Spellings(value))
        {
            var fresh = new T();
            if (apply(fresh, option.Word, text).Count == 0 && Option<T>.Same(option.Get(fresh), value))
            {
                return text;
            }
        }

        return null;
    }

    private static string[] Spellings(object value) => value switch
    {
        string text => [text],
        bool flag => [flag ? "On" : "Off"],
        HcMethod method => [method.ToString().ToUpperInvariant()],
        Flush flush => [flush.ToString().ToLowerInvariant()],
        TimeSpan time => Times(time),
        double number => [number.ToString("R", CultureInfo.InvariantCulture)],
        IFormattable number => [number.ToString(null, CultureInfo.InvariantCulture)],
        IEnumerable list => [string.Join(',', list.Cast<object>())],
        _ => [],
    };

    private static string[] Times(TimeSpan time)
    {
        var seconds = time.Ticks / TimeSpan.TicksPerSecond;
        var milliseconds = time.Ticks / TimeSpan.TicksPerMillisecond;
        return new[] { $"{seconds}", $"{seconds}s", $"{milliseconds}ms", $"{milliseconds}" };
    }
}
