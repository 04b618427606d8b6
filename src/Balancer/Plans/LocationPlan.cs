namespace Balancing;

/// <summary>One section of a site (httpd: Location or LocationMatch). What it does not say is null or empty. Immutable.</summary>
public sealed record LocationPlan
{
    /// <summary>Position among the site's sections, from 0; of those that hold a request the last one's word counts.</summary>
    public required int Index { get; init; }

    /// <summary>Whole segments of the canonical path, or a path with wildcards; null when <see cref="Match"/> is set.</summary>
    public string? Path { get; init; }

    /// <summary>Regular expression on the canonical path, unanchored; null when <see cref="Path"/> is set.</summary>
    public string? Match { get; init; }

    /// <summary>Who may come here, or null (httpd: Require).</summary>
    public AccessPlan? Access { get; init; }

    /// <summary>Who answers instead of a member, or null: <c>balancer-manager</c>, or <c>none</c> (httpd: SetHandler).</summary>
    public string? Handler { get; init; }

    /// <summary>The backend gets the client's Host (httpd: ProxyPreserveHost).</summary>
    public bool? PreserveHost { get; init; }

    /// <summary>X-Forwarded-For, -Host and -Server are sent (httpd: ProxyAddHeaders).</summary>
    public bool? AddHeaders { get; init; }

    /// <summary>Our own pages instead of the backend's (httpd: ProxyErrorOverride).</summary>
    public bool? ErrorOverride { get; init; }

    /// <summary>The statuses meant, together with the site's; none at all means every 4xx and 5xx.</summary>
    public IReadOnlyList<int> ErrorOverrideStatus { get; init; } = [];

    /// <summary>Changes to request headers, after the site's (httpd: RequestHeader).</summary>
    public IReadOnlyList<HeaderRulePlan> RequestHeaders { get; init; } = [];

    /// <summary>Changes to response headers, after the site's (httpd: Header).</summary>
    public IReadOnlyList<HeaderRulePlan> ResponseHeaders { get; init; } = [];

    /// <summary>Reverse entries, after the site's (httpd: ProxyPassReverse).</summary>
    public IReadOnlyList<ReversePlan> Reverse { get; init; } = [];

    /// <summary>Cookie domain rules, after the site's (httpd: ProxyPassReverseCookieDomain).</summary>
    public IReadOnlyList<CookieRulePlan> CookieDomains { get; init; } = [];

    /// <summary>Cookie path rules, after the site's (httpd: ProxyPassReverseCookiePath).</summary>
    public IReadOnlyList<CookieRulePlan> CookiePaths { get; init; } = [];

    /// <summary>Variables set from the request once it is known that this section holds it (httpd: SetEnvIf).</summary>
    public IReadOnlyList<SetEnvIfPlan> SetEnvIf { get; init; } = [];

    /// <summary>Variables with fixed values, set last (httpd: SetEnv).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SetEnv { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Match is null ? $"Location {Path}" : $"LocationMatch {Match}";
}
