namespace Balancing;

/// <summary>How a session's route is found in a request (httpd: stickysession and its relatives). Immutable.</summary>
public sealed record StickinessPlan
{
    /// <summary>Cookie that holds the session (the part before <c>|</c>), 1..63 characters.</summary>
    public required string CookieName { get; init; }

    /// <summary>Path or query parameter that holds the session (the part after <c>|</c>), 1..63 characters.</summary>
    public required string ParameterName { get; init; }

    /// <summary>Separates session and route; null: the whole value is the route (httpd: stickysessionsep). Default: a dot.</summary>
    public char? Separator { get; init; } = '.';

    /// <summary>A semicolon also ends a query parameter (httpd: scolonpathdelim). Default: false.</summary>
    public bool ScolonPathDelim { get; init; }

    /// <summary>The route cookie that we issue, or null for none.</summary>
    public StickyCookiePlan? Cookie { get; init; }
}

/// <summary>The cookie by which we make a client sticky (httpd: the ROUTEID recipe of mod_headers).</summary>
public sealed record StickyCookiePlan
{
    /// <summary>Cookie name.</summary>
    public required string Name { get; init; }

    /// <summary>Path attribute. Default: <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Domain attribute, or null for none.</summary>
    public string? Domain { get; init; }

    /// <summary>HttpOnly attribute. Default: true (R46).</summary>
    public bool HttpOnly { get; init; } = true;

    /// <summary>Secure attribute: true, false, or null: when the client speaks TLS. Default: null (R46).</summary>
    public bool? Secure { get; init; }

    /// <summary>SameSite attribute: Lax, Strict or None. Default: Lax (R46).</summary>
    public string SameSite { get; init; } = "Lax";

    /// <summary>Max-Age attribute, or null for a session cookie.</summary>
    public TimeSpan? MaxAge { get; init; }
}
