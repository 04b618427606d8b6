using System.Text;

namespace Balancing.Rewriting;

/// <summary><c>${VAR}</c> in a configured text (httpd: proxy_interpolate in mod_proxy.c).</summary>
internal static class Interpolation
{
    /// <summary>Replaces each variable by its value, an unset one by nothing. Values are not looked into again.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string>? env)
    {
        var start = text.IndexOf("${", StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        var made = new StringBuilder();
        var from = 0;
        while (start >= 0 && text.IndexOf('}', start + 2) is var end and >= 0)
        {
            made.Append(text, from, start - from);
            if (env is not null && env.TryGetValue(text[(start + 2)..end], out var value))
            {
                made.Append(value);
            }

            from = end + 1;
            start = text.IndexOf("${", from, StringComparison.Ordinal);
        }

        return made.Append(text, from, text.Length - from).ToString();
    }
}
