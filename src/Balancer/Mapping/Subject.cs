namespace Balancing.Mapping;

/// <summary>One request on its way through the map.</summary>
internal struct Subject
{
    /// <summary>Path and query as received.</summary>
    public string Target;

    /// <summary>How long the path in <see cref="Target"/> is.</summary>
    public int RawLength;

    /// <summary>The canonical path, decoded.</summary>
    public PathText Path;

    /// <summary>Slashes were merged, dot segments resolved, or a rewrite rule ran: the raw spelling is another path.</summary>
    public bool Restructured;

    /// <summary>A <c>%2F</c> is in the path.</summary>
    public bool HasEncodedSlash;

    /// <summary>A <c>%5C</c> is in the path.</summary>
    public bool HasEncodedBackslash;

    /// <summary>The query a rewrite rule made, or null.</summary>
    public string? Query;

    /// <summary>Where the query starts in <see cref="Target"/>; -1: there is none, or a rewrite rule dropped it.</summary>
    public int QueryStart;

    /// <summary>The query to send; false when there is none. <c>/app?</c> has one, an empty one.</summary>
    public readonly bool TryQuery(out ReadOnlySpan<char> query)
    {
        query = Query is not null ? Query : QueryStart >= 0 ? Target.AsSpan(QueryStart) : default;
        return Query is not null || QueryStart >= 0;
    }
}
