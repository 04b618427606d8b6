namespace Balancing;

/// <summary>One mapping rule (httpd: ProxyPass or ProxyPassMatch). Immutable.</summary>
public sealed record ProxyPassPlan
{
    /// <summary>Position among the site's rules, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Path prefix, whole segments; null when <see cref="Match"/> is set.</summary>
    public string? Path { get; init; }

    /// <summary>Regular expression, unanchored, on the path without query; null when <see cref="Path"/> is set.</summary>
    public string? Match { get; init; }

    /// <summary>The request stays local and no later rule is looked at (httpd: <c>!</c>).</summary>
    public bool Exclude { get; init; }

    /// <summary>The target as configured, empty for an exclusion.</summary>
    public string To { get; init; } = "";

    /// <summary>Name of the balancer that <see cref="To"/> names, or null.</summary>
    public string? Balancer { get; init; }

    /// <summary>The single member of a plain target, or null for a balancer or an exclusion. Its path is in <see cref="Template"/>.</summary>
    public MemberPlan? Worker { get; init; }

    /// <summary>
    /// What follows the authority in <see cref="To"/>: a path, for a match rule with <c>$0</c>..<c>$9</c>, and a literal query (D14).
    /// </summary>
    public string Template { get; init; } = "";

    /// <summary>The request's own spelling of the path is forwarded (httpd: nocanon). Default: false.</summary>
    public bool NoCanon { get; init; }

    /// <summary>Accepted and without effect, as in httpd 2.4: the query is forwarded all the same (httpd: noquery).</summary>
    public bool NoQuery { get; init; }

    /// <summary><c>${VAR}</c> in path and target are replaced (httpd: interpolate). Default: false.</summary>
    public bool Interpolate { get; init; }

    /// <summary>On which form of the path the rule matches (httpd: mapping=). Default: decoded.</summary>
    public PathMapping Mapping { get; init; }

    /// <summary>Who may come, unless a section that holds the request says it; null: everybody (httpd: Require in Proxy).</summary>
    public AccessPlan? Access { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Match is null ? "ProxyPass" : "ProxyPassMatch")} {Path ?? Match} {(Exclude ? "!" : To)}";
}
