namespace Balancing.Ajp;

/// <summary>Header fields that belong to one connection and end with it (RFC 9110 §7.6.1).</summary>
internal static class FieldRules
{
    /// <summary>What the Connection lines name; null when they name nothing but the usual.</summary>
    public static string? NamedByConnection(IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        string? named = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var (name, value) = lines[i];
            if (name.Length == 10 && name.Equals("Connection", StringComparison.OrdinalIgnoreCase)
                && !value.Equals("close", StringComparison.OrdinalIgnoreCase) && !value.Equals("keep-alive", StringComparison.OrdinalIgnoreCase))
            {
                named = named is null ? value : $"{named},{value}";
            }
        }

        return named;
    }

    /// <summary>Whether a field is not to be passed on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="named">What <see cref="NamedByConnection"/> found.</param>
    public static bool IsOfConnection(string name, string? named)
    {
        var known = name.Length switch
        {
            2 => Is(name, "TE"),
            7 => Is(name, "Trailer") || Is(name, "Upgrade"),
            10 => Is(name, "Connection") || Is(name, "Keep-Alive"),
            14 => Is(name, "HTTP2-Settings"),
            16 => Is(name, "Proxy-Connection"),
            17 => Is(name, "Transfer-Encoding"),
            _ => false,
        };
        return known || (named is not null && Names(named, name));
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool Names(ReadOnlySpan<char> list, string name)
    {
        foreach (var part in list.Split(','))
        {
            if (list[part].Trim(" \t").Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return !Is(name, "Host"); // nobody may have it taken away
            }
        }

        return false;
    }
}
