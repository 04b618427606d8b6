namespace Balancing;

/// <summary>One mapping rule as configured: either <see cref="Path"/> or <see cref="Match"/>, and either <see cref="To"/> or <see cref="Exclude"/>.</summary>
public sealed class ProxyPassOptions
{
    /// <summary>Path prefix, whole segments; <c>~ regex</c> is the same as <see cref="Match"/>.</summary>
    public string? Path { get; set; }

    /// <summary>Regular expression (httpd: ProxyPassMatch).</summary>
    public string? Match { get; set; }

    /// <summary>Target: <c>balancer://name/path</c> or a plain URL; <c>!</c> is the same as <see cref="Exclude"/>.</summary>
    public string? To { get; set; }

    /// <summary>The request stays local (httpd: <c>!</c>). Default: false.</summary>
    public bool? Exclude { get; set; }

    /// <summary>httpd: nocanon. Default: false.</summary>
    public bool? NoCanon { get; set; }

    /// <summary>httpd: noquery; accepted and without effect, as in httpd. Default: false.</summary>
    public bool? NoQuery { get; set; }

    /// <summary>httpd: interpolate. Default: false.</summary>
    public bool? Interpolate { get; set; }

    /// <summary>httpd: mapping=encoded or servlet. Default: decoded.</summary>
    public PathMapping? Mapping { get; set; }

    /// <summary>Parameters of a plain target's member; its Url is not used. Default: httpd's.</summary>
    public MemberOptions? Worker { get; set; }

    /// <summary>
    /// httpd <c>key=value</c> texts of the line: for a plain target its member's, for a <c>balancer://</c> target the balancer's.
    /// </summary>
    public List<string> ProxySet { get; set; } = [];

    /// <summary>
    /// Who may come (httpd: Require in a <c>&lt;Proxy&gt;</c> section that holds the target). Counts when no section that holds the
    /// request says who may. Default: everybody.
    /// </summary>
    public AccessOptions? Access { get; set; }

    /// <summary>Problems found while the options were being filled, reported with the rest.</summary>
    internal List<ConfigurationProblem> Problems { get; private set; } = [];

    /// <summary>A copy to change; what a binder left null is empty.</summary>
    internal ProxyPassOptions Copy()
    {
        var copy = (ProxyPassOptions)MemberwiseClone();
        copy.Worker = Worker?.Copy();
        copy.ProxySet = [.. ProxySet ?? []];
        copy.Problems = [.. Problems];
        return copy;
    }
}

/// <summary>One ProxyPassReverse as configured.</summary>
public sealed class ProxyPassReverseOptions
{
    /// <summary>Our path.</summary>
    public string Path { get; set; } = "";

    /// <summary>The backend's URL, <c>balancer://name/path</c>, or a path alone.</summary>
    public string From { get; set; } = "";

    /// <summary>httpd: interpolate. Default: false.</summary>
    public bool? Interpolate { get; set; }
}

/// <summary>One cookie rule as configured.</summary>
public sealed class CookieRuleOptions
{
    /// <summary>What the backend says.</summary>
    public string From { get; set; } = "";

    /// <summary>What clients shall see.</summary>
    public string To { get; set; } = "";

    /// <summary>httpd: interpolate. Default: false.</summary>
    public bool? Interpolate { get; set; }
}

/// <summary>One RewriteRule as configured.</summary>
public sealed class RewriteRuleOptions
{
    /// <summary>Regular expression; a leading <c>!</c> negates.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>
    /// Path, target or redirect URL, or <c>-</c>. It may hold <c>$0</c>..<c>$9</c>, <c>%0</c>..<c>%9</c> of the last matched condition,
    /// and <c>%{VAR}</c>.
    /// </summary>
    public string To { get; set; } = "";

    /// <summary>
    /// httpd's flags without brackets, for example <c>P,NE</c> or <c>R=301,L</c>: P, PT, R, F, G, L, END, C, S, N, E, NC, NE, B, BNE, BNP,
    /// BCTLS, QSA, QSD, QSL; DPI, NS, UNC, UnsafeAllow3F and UnsafePrefixStat are taken and mean nothing here. Default: none.
    /// </summary>
    public string? Flags { get; set; }

    /// <summary>
    /// Who may come to a target (httpd: Require in Proxy); only with the flag P. A section that holds the request decides instead.
    /// Default: everybody.
    /// </summary>
    public AccessOptions? Access { get; set; }

    /// <summary>What must hold besides the pattern, in order (httpd: RewriteCond). Default: nothing.</summary>
    public List<RewriteCondOptions> Conditions { get; set; } = [];
}

/// <summary>One RewriteCond as configured.</summary>
public sealed class RewriteCondOptions
{
    /// <summary>Text with <c>%{VAR}</c>, <c>$N</c> and <c>%N</c>; or the word <c>expr</c>, then the pattern is an expression.</summary>
    public string Test { get; set; } = "";

    /// <summary>
    /// Regular expression, <c>=text</c>, <c>&lt;text</c>, <c>&lt;=text</c>, <c>&gt;text</c>, <c>&gt;=text</c>, <c>-eq</c>, <c>-ne</c>,
    /// <c>-lt</c>, <c>-le</c>, <c>-gt</c> or <c>-ge</c> with a number right behind, or a file test such as <c>-f</c>, which is false here.
    /// A leading <c>!</c> negates.
    /// </summary>
    public string Pattern { get; set; } = "";

    /// <summary>httpd's flags without brackets: NC, OR, NV. Default: none.</summary>
    public string? Flags { get; set; }
}

/// <summary>One SetEnvIf or SetEnvIfExpr as configured.</summary>
public sealed class SetEnvIfOptions
{
    /// <summary>
    /// <c>Request_URI</c>, <c>Request_Method</c>, <c>Request_Protocol</c>, <c>Remote_Addr</c>, a request header, a regular
    /// expression on header names, or a variable of an earlier rule.
    /// </summary>
    public string Attribute { get; set; } = "";

    /// <summary>Regular expression.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>Variables in order: <c>name</c>, <c>name=value</c>, or <c>!name</c>.</summary>
    public List<string> Variables { get; set; } = [];

    /// <summary>httpd: SetEnvIfNoCase. Default: false.</summary>
    public bool? IgnoreCase { get; set; }

    /// <summary>httpd: SetEnvIfExpr; an expression in place of <see cref="Attribute"/> and <see cref="Pattern"/>. Default: none.</summary>
    public string? Expr { get; set; }
}

/// <summary>One header rule as configured.</summary>
public sealed class HeaderRuleOptions
{
    /// <summary>What it does. Default: set.</summary>
    public HeaderAction Action { get; set; }

    /// <summary>Header name; for echo a regular expression on names.</summary>
    public string Name { get; set; } = "";

    /// <summary>Regular expression on the value, for edit and edit*; none for the others.</summary>
    public string? Pattern { get; set; }

    /// <summary>Value with <c>%{VAR}e</c>, or <c>expr=</c> and text with <c>%{VAR}</c>; none for unset and echo.</summary>
    public string? Value { get; set; }

    /// <summary>httpd: env=. Default: always.</summary>
    public string? Env { get; set; }

    /// <summary>httpd: expr= as a condition. Default: always.</summary>
    public string? Expr { get; set; }
}
