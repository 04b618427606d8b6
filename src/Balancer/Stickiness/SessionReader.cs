namespace Balancing.Stickiness;

/// <summary>Where a session's route was found.</summary>
internal enum SessionSource
{
    None,
    Host,
    Parameter,
    Cookie,
}

/// <summary>
/// Reads the values that may hold a session route, one after the other: the host's own, then <c>;name=value</c> of a path
/// segment, <c>name=value</c> of the query, and the cookie (D3). One linear pass, no allocation (R45).
/// </summary>
internal ref struct SessionReader
{
    private readonly StickinessPlan _plan;
    private readonly string? _hostRoute;
    private bool _hostAsked;
    private ReadOnlySpan<char> _path;
    private ReadOnlySpan<char> _query;
    private ReadOnlySpan<char> _cookies;

    /// <param name="plan">Names and separators.</param>
    /// <param name="facts">The request.</param>
    /// <param name="path">The request's path, decoded.</param>
    /// <param name="query">The query as received, without <c>?</c>.</param>
    public SessionReader(StickinessPlan plan, in RequestFacts facts, ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        _plan = plan;
        _hostRoute = facts.SessionRoute;
        _path = path;
        _query = query;
        _cookies = facts.CookieHeader.AsSpan().TrimEnd();
    }

    /// <summary>Where <see cref="Route"/> was found.</summary>
    public SessionSource Source { get; private set; }

    /// <summary>The route; may be empty.</summary>
    public ReadOnlySpan<char> Route { get; private set; }

    /// <summary>Goes on to the next value that has a route.</summary>
    public bool Next()
    {
        if (!_hostAsked && _hostRoute is not null)
        {
            _hostAsked = true;
            Source = SessionSource.Host;
            Route = _hostRoute;
            return true;
        }

        while (NextValue(out var value))
        {
            value = Unquoted(value);
            if (_plan.Separator is not { } separator)
            {
                Route = value;
                return true;
            }

            var at = value.IndexOf(separator);
            if (at >= 0)
            {
                Route = value[(at + 1)..];
                return true;
            }
        }

        return false;
    }

    private bool NextValue(out ReadOnlySpan<char> value)
    {
        Source = SessionSource.Parameter;
        for (var at = _path.IndexOf(';'); at >= 0; at = _path.IndexOf(';'))
        {
            _path = _path[(at + 1)..];
            var end = _path.IndexOfAny(";/&?");
            if (TakeNamed(end < 0 ? _path : _path[..end], _plan.ParameterName, out value))
            {
                return true;
            }
        }

        _path = default;

        while (!_query.IsEmpty)
        {
            if (TakeNamed(TakeUntil(ref _query, _plan.ScolonPathDelim ? "&?;" : "&?"), _plan.ParameterName, out value))
            {
                return true;
            }
        }

        Source = SessionSource.Cookie;
        while (!_cookies.IsEmpty)
        {
            if (TakeNamed(TakeUntil(ref _cookies, ";,").TrimStart(" \t"), _plan.CookieName, out value))
            {
                return true;
            }
        }

        Source = SessionSource.None;
        value = default;
        return false;
    }

    private static ReadOnlySpan<char> TakeUntil(scoped ref ReadOnlySpan<char> rest, string delimiters)
    {
        var end = rest.IndexOfAny(delimiters);
        var taken = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return taken;
    }

    private static bool TakeNamed(ReadOnlySpan<char> pair, string name, out ReadOnlySpan<char> value)
    {
        value = default;
        if (!pair.StartsWith(name, StringComparison.Ordinal))
        {
            return false;
        }

        // mod_proxy_balancer.c: get_cookie_param allows white space before '='.
        var rest = pair[name.Length..].TrimStart(" \t");
        if (rest.Length < 2 || rest[0] != '=')
        {
            return false;
        }

        value = rest[1..];
        return true;
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> value) =>
        value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
}
