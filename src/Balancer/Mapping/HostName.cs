namespace Balancing.Mapping;

/// <summary>The name in a Host or ServerName (vhost.c: fix_hostname, ap_strcasecmp_match).</summary>
internal static class HostName
{
    /// <summary>Without scheme, port, brackets and trailing dot; empty when there is none.</summary>
    public static ReadOnlySpan<char> Of(string? text)
    {
        var name = text.AsSpan();
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        name = scheme < 0 ? name : name[(scheme + 3)..];
        if (name.StartsWith('['))
        {
            var end = name.IndexOf(']');
            return end < 0 ? name : name[1..end];
        }

        var colon = name.IndexOf(':');
        name = colon < 0 ? name : name[..colon];
        return name.EndsWith('.') ? name[..^1] : name;
    }

    /// <summary>True when the whole name fits a pattern of <c>*</c> and <c>?</c>, in any case.</summary>
    public static bool Fits(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        var (n, p, star, retry) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, retry) = (p++, n);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(name[n])))
            {
                n++;
                p++;
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++retry); // the last star takes one more
            }
            else
            {
                return false;
            }
        }

        return !pattern[p..].ContainsAnyExcept('*');
    }
}
