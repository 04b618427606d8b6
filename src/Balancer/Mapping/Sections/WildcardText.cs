using System.Text;

namespace Balancing.Mapping;

/// <summary>A section's path with wildcards as a regular expression (apr_fnmatch.c with APR_FNM_PATHNAME): none of them matches a slash.</summary>
internal static class WildcardText
{
    /// <summary>The expression, or null when the path has no wildcard (apr_fnmatch_test).</summary>
    public static string? ToPattern(string path)
    {
        if (!HasWildcard(path)) return null;
        var to = new StringBuilder("^");
        for (var i = 0; i < path.Length;)
        {
            var end = path[i] == '[' ? ClassEnd(path, i) : -1;
            if (end > 0)
            {
                AppendClass(to, path.AsSpan(i + 1, end - i - 1));
                i = end + 1;
                continue;
            }

            if (path[i] == '*') to.Append("[^/]*");
            else if (path[i] == '?') to.Append("[^/]");
            else AppendLiteral(to, path[i] == '\\' && i + 1 < path.Length ? path[++i] : path[i]);
            i++;
        }

        return to.Append('$').ToString();
    }

    private static bool HasWildcard(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\') i++;
            else if (path[i] is '*' or '?' || (path[i] == '[' && ClassEnd(path, i) > 0)) return true;
        }

        return false;
    }

    // A bracket right at the start is a character of the class; one that never closes opens none.
    private static int ClassEnd(string path, int open)
    {
        var start = open + 1;
        if (start < path.Length && path[start] is '!' or '^') start++;
        for (var i = start; i < path.Length && path[i] != '/'; i++)
        {
            if (path[i] == ']' && i > start) return i;
            if (path[i] == '\\') i++;
        }

        return -1;
    }

    private static void AppendClass(StringBuilder to, ReadOnlySpan<char> text)
    {
        var negate = text[0] is '!' or '^';
        to.Append(negate ? "[^/" : "[");
        for (var i = negate ? 1 : 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) i++;
            var (low, high) = (text[i], text[i]);
            if (i + 2 < text.Length && text[i + 1] == '-') (high, i) = (text[i + 2], i + 2);
            AppendRange(to, low, low < '/' && high > '/' ? '.' : high);
            if (low < '/' && high > '/') AppendRange(to, '0', high);
        }

        to.Append(']');
    }

    private static void AppendRange(StringBuilder to, char low, char high)
    {
        AppendLiteral(to, low);
        if (high <= low) return;
        to.Append('-');
        AppendLiteral(to, high);
    }

    private static void AppendLiteral(StringBuilder to, char c)
    {
        if (c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_')) to.Append('\\');
        to.Append(c);
    }
}
