using System.Text;

namespace Balancing.Mapping;

/// <summary>A configured text with <c>${VAR}</c> in it (httpd: interpolate). No nesting; an unset variable is empty.</summary>
internal sealed class VariableText(string text)
{
    /// <summary>Where the variable that starts at <paramref name="at"/> ends, or -1 when none starts there.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 >= text.Length || text[at] != '$' || text[at + 1] != '{') return -1;
        var close = text[at..].IndexOf('}');
        return close < 0 ? -1 : at + close + 1;
    }

    public string Expand(IReadOnlyDictionary<string, string>? environment)
    {
        var to = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (End(text, i) is var end and > 0)
            {
                to.Append(environment?.GetValueOrDefault(text[(i + 2)..(end - 1)]));
                i = end;
            }
            else
            {
                to.Append(text[i++]);
            }
        }

        return to.ToString();
    }
}
