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

    /// <summary>Replaces the first match of a pattern in each line of that name (httpd: edit).</summary>
    Edit,

    /// <summary>Replaces every match of a pattern in each line of that name (httpd: edit*).</summary>
    EditAll,

    /// <summary>Copies the request's headers whose name matches a pattern into the response (httpd: echo).</summary>
    Echo,
}

/// <summary>One header rule.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Name">Header name, a token; for <see cref="HeaderAction.Echo"/> a regular expression on names.</param>
/// <param name="Value">
/// Value, or what takes a match's place: <c>%{VAR}e</c> stands for an environment variable, <c>%%</c> for a percent sign, and after
/// <c>expr=</c> <c>%{VAR}</c> for a fact of the request. Null for <see cref="HeaderAction.Unset"/> and <see cref="HeaderAction.Echo"/>.
/// </param>
/// <param name="Env">Runs only when this variable is set, or with a leading <c>!</c> when it is not; null: always (httpd: env=).</param>
public sealed record HeaderRulePlan(HeaderAction Action, string Name, string? Value = null, string? Env = null)
{
    /// <summary>Regular expression on a line's value, for <see cref="HeaderAction.Edit"/> and <see cref="HeaderAction.EditAll"/>; else null.</summary>
    public string? Pattern { get; init; }

    /// <summary>Runs only when this expression is true; null: always (httpd: expr=).</summary>
    public string? Expr { get; init; }
}

/// <summary>One SetEnvIf or SetEnvIfExpr rule.</summary>
/// <param name="Attribute">
/// <c>Request_URI</c>, <c>Request_Method</c>, <c>Request_Protocol</c>, <c>Remote_Addr</c>, a request header, a regular expression on
/// header names, or a variable set before. Empty for <paramref name="Expr"/>.
/// </param>
/// <param name="Pattern">Regular expression, unanchored. Empty for <paramref name="Expr"/>.</param>
/// <param name="Variables">Variables to set in order: name and value (<c>$1</c>..<c>$9</c> allowed), a null value unsets.</param>
/// <param name="IgnoreCase">SetEnvIfNoCase. Default: false.</param>
/// <param name="Expr">The expression that decides instead of a pattern, or null (httpd: SetEnvIfExpr).</param>
public sealed record SetEnvIfPlan(
    string Attribute, string Pattern, IReadOnlyList<KeyValuePair<string, string?>> Variables, bool IgnoreCase = false, string? Expr = null);
