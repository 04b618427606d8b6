using System.Text;

namespace Balancing.HttpdConf.Reading;

/// <summary>
/// What <c>Define</c> sets. As in httpd, a name with its case is what <c>IfDefine</c> asks for, and a name without case is what
/// <c>${name}</c> finds; an empty value is no value.
/// </summary>
internal sealed class Defines
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public bool Has(string name) => _names.Contains(name);

    public void Set(string name, string? value)
    {
        _names.Add(name);
        if (!string.IsNullOrEmpty(value))
        {
            _values[name] = value;
        }
    }

    public bool Remove(string name) => _names.Remove(name) | _values.Remove(name);

    /// <summary>
    /// Replaces every <c>${name}</c> once; what a value holds is not looked at again (core.c: ap_resolve_env). A name without a
    /// value stays as written.
    /// </summary>
    /// <param name="text">A line.</param>
    /// <param name="longest">Longest result.</param>
    /// <param name="undefined">Told of each name without a value.</param>
    /// <returns>The line, or null when it would be too long.</returns>
    public string? Expand(string text, int longest, Action<string> undefined)
    {
        var open = text.IndexOf("${", StringComparison.Ordinal);
        if (open < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var done = 0;
        while (open >= 0 && text.IndexOf('}', open) is >= 0 and var close)
        {
            var name = text[(open + 2)..close];
            if (_values.TryGetValue(name, out var value))
            {
                result.Append(text, done, open - done).Append(value);
                done = close + 1;
                if (result.Length > longest)
                {
                    return null;
                }
            }
            else
            {
                undefined(name);
            }

            open = text.IndexOf("${", close, StringComparison.Ordinal);
        }

        result.Append(text, done, text.Length - done);
        return result.Length > longest ? null : result.ToString();
    }
}
