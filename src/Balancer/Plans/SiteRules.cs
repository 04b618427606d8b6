namespace Balancing;

/// <summary>One ProxyPassReverse entry: what the backend says, and what clients shall see.</summary>
/// <param name="Path">Our path, or our absolute URL (httpd: the fake).</param>
/// <param name="From">The backend's URL, a <c>balancer://</c> URL, or a path alone (httpd: the real).</param>
/// <param name="Interpolate"><c>${VAR}</c> in both are replaced (httpd: interpolate).</param>
public sealed record ReversePlan(string Path, string From, bool Interpolate = false);

/// <summary>One ProxyPassReverseCookieDomain or ProxyPassReverseCookiePath rule.</summary>
/// <param name="From">What the backend says.</param>
/// <param name="To">What clients shall see.</param>
/// <param name="Interpolate"><c>${VAR}</c> in both are replaced (httpd: interpolate).</param>
public sealed record CookieRulePlan(string From, string To, bool Interpolate = false);

/// <summary>What a header rule does (httpd: mod_headers).</summary>
public enum HeaderAction
{
    /// <summary>Replaces all lines of that name.</summary>
    Set,

    /// <summary>Joins to the existing line with a comma.</summary>
    Append,

    /// <summary>Adds one more line.</summary>
    Add,

    /// <summary>Joins to the existing line unless the value is in it already.</summary>
    Merge,

    /// <summary>Sets only when there is no such header.</summary>
    SetIfEmpty,

    /// <summary>Removes all lines of that name.</summary>
    Unset,
}

/// <summary>One header rule.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Name">Header name, a token.</param>
/// <param name="Value">Value; <c>%{VAR}e</c> stands for an environment variable, <c>%%</c> for a percent sign. Null for <see cref="HeaderAction.Unset"/>.</param>
/// <param name="Env">Runs only when this variable is set, or with a leading <c>!</c> when it is not; null: always (httpd: env=).</param>
public sealed record HeaderRulePlan(HeaderAction Action, string Name, string? Value = null, string? Env = null);

/// <summary>One SetEnvIf rule.</summary>
/// <param name="Attribute"><c>Request_URI</c>, <c>Request_Method</c>, <c>Remote_Addr</c>, <c>Host</c>, <c>Cookie</c>, or a variable set before.</param>
/// <param name="Pattern">Regular expression, unanchored.</param>
/// <param name="Variables">Variables to set in order: name and value (<c>$1</c>..<c>$9</c> allowed), a null value unsets.</param>
/// <param name="IgnoreCase">SetEnvIfNoCase. Default: false.</param>
public sealed record SetEnvIfPlan(
    string Attribute, string Pattern, IReadOnlyList<KeyValuePair<string, string?>> Variables, bool IgnoreCase = false);

/// <summary>One RewriteRule for a reverse proxy. Immutable.</summary>
public sealed record RewriteRulePlan
{
    /// <summary>Regular expression, unanchored, on the decoded path.</summary>
    public required string Pattern { get; init; }

    /// <summary>The rule runs when the pattern does not match. Default: false.</summary>
    public bool Negate { get; init; }

    /// <summary>A path with <c>$0</c>..<c>$9</c>, a target URL for <see cref="Proxy"/>, or <c>-</c> for no change.</summary>
    public required string Substitution { get; init; }

    /// <summary>The balancer the substitution names, when <see cref="Proxy"/> and it names one.</summary>
    public string? Balancer { get; init; }

    /// <summary>The single member of a plain target, when <see cref="Proxy"/> and it is none of a balancer.</summary>
    public MemberPlan? Worker { get; init; }

    /// <summary>What follows the authority of a <see cref="Proxy"/> target.</summary>
    public string Template { get; init; } = "";

    /// <summary>The result is the target and no mapping rule is looked at (httpd: P).</summary>
    public bool Proxy { get; init; }

    /// <summary>The result goes on to the mapping rules (httpd: PT). Always so here; kept for the text.</summary>
    public bool PassThrough { get; init; }

    /// <summary>No later rewrite rule runs after this one (httpd: L).</summary>
    public bool Last { get; init; }

    /// <summary>The result is taken as encoded already (httpd: NE); controls and spaces are refused.</summary>
    public bool NoEscape { get; init; }

    /// <summary>Case-insensitive pattern (httpd: NC).</summary>
    public bool NoCase { get; init; }

    /// <summary>The request is refused with 403 (httpd: F).</summary>
    public bool Forbidden { get; init; }

    /// <summary>The request is refused with 410 (httpd: G).</summary>
    public bool Gone { get; init; }

    /// <summary>Who may come, unless a section that holds the request says it; null: everybody (httpd: Require in Proxy).</summary>
    public AccessPlan? Access { get; init; }

    /// <summary>The request's query follows the substitution's own (httpd: QSA).</summary>
    public bool QueryAppend { get; init; }
}
