namespace Balancing;

/// <summary>Patterns with <c>*</c> and <c>?</c> (util.c: ap_strcmp_match).</summary>
internal static class Wildcard
{
    /// <summary>True when the whole text matches. Time is at most the product of the lengths, whatever the pattern is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern"><c>*</c> stands for any run of characters, <c>?</c> for one.</param>
    /// <param name="ignoreCase">ASCII letters match in any case.</param>
    /// <param name="stop">A character that neither wildcard stands for (httpd: fnmatch with the slash); NUL: none.</param>
    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern, bool ignoreCase, char stop = '\0')
    {
        int at = 0, want = 0, star = -1, from = 0;
        while (at < text.Length)
        {
            if (want < pattern.Length && pattern[want] == '*')
            {
                star = want++;
                from = at;
            }
            else if (want < pattern.Length && (pattern[want] == '?' ? text[at] != stop || stop == '\0' : IsSame(text[at], pattern[want], ignoreCase)))
            {
                at++;
                want++;
            }
            else if (star >= 0 && (stop == '\0' || text[from] != stop))
            {
                at = ++from; // the star takes one more
                want = star + 1;
            }
            else
            {
                return false;
            }
        }

        return want >= pattern.Length || pattern[want..].TrimStart('*').IsEmpty;
    }

    private static bool IsSame(char one, char other, bool ignoreCase) =>
        one == other || (ignoreCase && char.ToLowerInvariant(one) == char.ToLowerInvariant(other));
}
