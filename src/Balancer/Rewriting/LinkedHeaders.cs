using System.Buffers;
using System.Text;

namespace Balancing.Rewriting;

/// <summary>The URLs inside Refresh and Link (S82). A value of another form stays as it is, as recorded.</summary>
internal static class LinkedHeaders
{
    private static readonly SearchValues<char> Seconds = SearchValues.Create("0123456789.");

    /// <summary><c>5; url=http://…</c>, the word and quotes optional (HTML, "shared declarative refresh steps").</summary>
    public static string Refresh(string value, ReverseMap map, in RequestFacts facts, IReadOnlyDictionary<string, string>? env)
    {
        var at = value.AsSpan().IndexOfAnyExcept(Seconds);
        if (at <= 0)
        {
            return value;
        }

        at = SkipBlanks(value, at);
        if (at >= value.Length || value[at] is not (';' or ','))
        {
            return value;
        }

        at = SkipWord(value, SkipBlanks(value, at + 1));
        var end = value.Length;
        if (at < end && value[at] is '"' or '\'')
        {
            var quote = value.IndexOf(value[at], at + 1);
            at++;
            end = quote < 0 ? end : quote;
        }

        var url = value[at..end];
        var made = map.Location(url, facts, env);
        return ReferenceEquals(made, url) ? value : string.Concat(value.AsSpan(0, at), made, value.AsSpan(end));
    }

    /// <summary><c>&lt;http://…&gt;; rel=next, &lt;…&gt;</c> (RFC 8288, 3).</summary>
    public static string Link(string value, ReverseMap map, in RequestFacts facts, IReadOnlyDictionary<string, string>? env)
    {
        StringBuilder? made = null;
        var done = 0;
        for (var at = SkipBlanks(value, 0); at < value.Length && value[at] == '<'; at = SkipBlanks(value, NextLink(value, at)))
        {
            var end = value.IndexOf('>', at);
            if (end < 0)
            {
                break;
            }

            var url = value[(at + 1)..end];
            var seen = map.Location(url, facts, env);
            if (!ReferenceEquals(seen, url))
            {
                made = (made ?? new StringBuilder()).Append(value, done, at + 1 - done).Append(seen);
                done = end;
            }

            at = end;
        }

        return made is null ? value : made.Append(value, done, value.Length - done).ToString();
    }

    private static int SkipWord(string value, int at)
    {
        if (!value.AsSpan(at).StartsWith("url", StringComparison.OrdinalIgnoreCase))
        {
            return at;
        }

        var equals = SkipBlanks(value, at + 3);
        return equals < value.Length && value[equals] == '=' ? SkipBlanks(value, equals + 1) : at;
    }

    private static int SkipBlanks(string value, int at)
    {
        while (at < value.Length && value[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    // Just after the comma that ends this link; a comma inside a quoted parameter ends nothing.
    private static int NextLink(string value, int at)
    {
        var quoted = false;
        for (; at < value.Length; at++)
        {
            if (quoted && value[at] == '\\')
            {
                at++;
            }
            else if (value[at] == '"')
            {
                quoted = !quoted;
            }
            else if (value[at] == ',' && !quoted)
            {
                return at + 1;
            }
        }

        return value.Length;
    }
}
