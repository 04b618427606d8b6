namespace Balancing.HttpdConf.Reading;

/// <summary>Wildcards in one name of a path (apr_fnmatch with APR_FNM_PERIOD).</summary>
internal static class Glob
{
    /// <summary>Whether there is a wildcard at all (apr_fnmatch_test).</summary>
    public static bool IsPattern(string name)
    {
        var inBrackets = false;
        for (var i = 0; i < name.Length; i++)
        {
            switch (name[i])
            {
                case '*' or '?':
                    return true;
                case '\\':
                    i++;
                    break;
                case '[':
                    inBrackets = true;
                    break;
                case ']' when inBrackets:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a name matches. A point at the beginning is matched by a point only, so <c>*</c> finds no hidden file.</summary>
    public static bool Matches(string pattern, string name)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.') && !pattern.StartsWith("\\.", StringComparison.Ordinal))
        {
            return false;
        }

        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = ++p;
                resume = n;
            }
            else if (p < pattern.Length && One(pattern, ref p, name[n]))
            {
                n++;
            }
            else if (star >= 0)
            {
                p = star;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    /// <summary>Matches one character and steps over what matched it.</summary>
    private static bool One(string pattern, ref int p, char c)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return true;
            case '[' when Set(pattern, p, c) is (var matches, > 0 and var end):
                p = end;
                return matches;
            case '\\' when p + 1 < pattern.Length:
                p += 2;
                return pattern[p - 1] == c;
            default:
                return pattern[p++] == c;
        }
    }

    /// <summary>Reads <c>[a-z]</c>; the end is 0 when there is no closing bracket, and then the bracket means itself.</summary>
    private static (bool Matches, int End) Set(string pattern, int p, char c)
    {
        var at = p + 1;
        var not = at < pattern.Length && pattern[at] is '!' or '^';
        at += not ? 1 : 0;
        var first = at;
        var found = false;
        while (at < pattern.Length && (pattern[at] != ']' || at == first))
        {
            var low = Take(pattern, ref at);
            var high = low;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                high = Take(pattern, ref at);
            }

            found |= c >= low && c <= high;
        }

        return at < pattern.Length ? (found != not, at + 1) : (false, 0);
    }

    private static char Take(string pattern, ref int at)
    {
        at += pattern[at] == '\\' && at + 1 < pattern.Length ? 1 : 0;
        return pattern[at++];
    }
}
