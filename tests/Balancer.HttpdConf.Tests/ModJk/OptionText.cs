using System.Collections;
using System.Globalization;
using System.Text;

namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>Options as lines: what is set, in order.</summary>
internal static class OptionText
{
    public static string Of(object options)
    {
        var text = new StringBuilder();
        Write(options, "", text);
        return text.ToString();
    }

    /// <summary>Everything that is set, in one line.</summary>
    public static string Line(object options) => string.Join(' ', Settings(options, ""));

    private static void Write(object options, string indent, StringBuilder text)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var value = property.GetValue(options);
            if (value is IDictionary named)
            {
                foreach (var key in named.Keys.Cast<string>().Order(StringComparer.Ordinal))
                {
                    text.Append(indent).Append(property.Name).Append(' ').Append(key).Append('\n');
                    Write(named[key]!, indent + "  ", text);
                }
            }
            else if (value is IEnumerable list and not string)
            {
                foreach (var item in list)
                {
                    text.Append(indent).Append(property.Name).Append("  ").Append(item is string or int ? item : Line(item)).Append('\n');
                }
            }
            else
            {
                foreach (var setting in Settings(property.Name, value))
                {
                    text.Append(indent).Append(setting).Append('\n');
                }
            }
        }
    }

    private static IEnumerable<string> Settings(object options, string prefix) =>
        options.GetType().GetProperties().SelectMany(property => Settings(prefix + property.Name, property.GetValue(options)));

    private static IEnumerable<string> Settings(string name, object? value) => value switch
    {
        null or "" => [],
        PoolOptions or MemberOptions or StickyCookieOptions => Settings(value, name == "Worker" ? "" : name + "."),
        IReadOnlyList<int> { Count: > 3 } numbers => [$"{name}={numbers[0]}..{numbers[^1]}"],
        IEnumerable list and not string => list.Cast<object>().Select(item => $"{name}={item}"),
        _ => [string.Create(CultureInfo.InvariantCulture, $"{name}={value}")],
    };
}
