namespace Balancing.Mapping;

/// <summary>What a path segment does to the path.</summary>
internal enum Dots
{
    /// <summary>It is a name.</summary>
    None,

    /// <summary>It is <c>.</c>.</summary>
    Here,

    /// <summary>It is <c>..</c>.</summary>
    Up,

    /// <summary>Some backend could take it for a dot segment (R23).</summary>
    Ambiguous,
}

/// <summary>Dot segments, open and hidden (R23; CVE-2021-41773, CVE-2021-42013, CVE-2007-0450).</summary>
internal static class DotSegments
{
    /// <summary>Judges one segment of a path that was decoded once.</summary>
    public static Dots Of(ReadOnlySpan<char> segment)
    {
        var hiding = segment.ContainsAny('%', '\\');
        if (!hiding && (segment.IsEmpty || segment[0] != '.')) return Dots.None;

        var parameters = segment.IndexOf(';');
        var name = parameters < 0 ? segment : segment[..parameters];
        if (IsDots(name)) return parameters >= 0 ? Dots.Ambiguous : name.Length == 1 ? Dots.Here : Dots.Up;
        return hiding && Hides(segment) ? Dots.Ambiguous : Dots.None;
    }

    /// <summary>True when a segment of <paramref name="path"/> is a dot segment or hides one.</summary>
    public static bool In(ReadOnlySpan<char> path)
    {
        foreach (var range in path.Split('/'))
        {
            if (Of(path[range]) != Dots.None) return true;
        }

        return false;
    }

    /// <summary>True when a path without <c>%</c> has an open dot segment, with or without parameters.</summary>
    public static bool InPlain(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOf("/."); at >= 0;)
        {
            var end = path[(at + 1)..].IndexOf('/');
            if (Of(end < 0 ? path[(at + 1)..] : path.Slice(at + 1, end)) != Dots.None) return true;
            var next = path[(at + 1)..].IndexOf("/.");
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    // Backends decode once more, take a kept %2F or a backslash for a separator, or both: two more rounds are looked through.
    private static bool Hides(ReadOnlySpan<char> segment)
    {
        Span<char> buffer = segment.Length <= 256 ? stackalloc char[256] : new char[segment.Length];
        segment.CopyTo(buffer);
        var length = segment.Length;
        for (var round = 0; round < 3; round++)
        {
            if (HasDotPiece(buffer[..length])) return true;
            if (!buffer[..length].Contains('%')) return false;
            length = PercentText.DecodeAscii(buffer[..length], buffer);
        }

        return false;
    }

    private static bool HasDotPiece(ReadOnlySpan<char> text)
    {
        foreach (var range in text.SplitAny('/', '\\'))
        {
            var piece = text[range];
            var parameters = piece.IndexOf(';');
            if (IsDots(parameters < 0 ? piece : piece[..parameters])) return true;
        }

        return false;
    }

    private static bool IsDots(ReadOnlySpan<char> name) => name is "." or "..";
}
