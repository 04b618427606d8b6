namespace Balancing;

/// <summary>One section as configured (httpd: Location or LocationMatch): either <see cref="Path"/> or <see cref="Match"/>.</summary>
/// <remarks>
/// Of the sections that hold a request, lists are appended to the site's, the site's first and then in order; of single values the last
/// section that says one wins.
/// </remarks>
public sealed class LocationOptions
{
    /// <summary>
    /// Whole segments of the decoded path: <c>/a</c> holds <c>/a</c> and <c>/a/x</c>, <c>/a/</c> holds <c>/a/x</c> but not <c>/a</c>.
    /// With <c>*</c>, <c>?</c> or <c>[…]</c> it must match the path to its end, and no wildcard matches a slash. <c>~ regex</c> is the
    /// same as <see cref="Match"/>.
    /// </summary>
    public string? Path { get; set; }

    /// <summary>Regular expression on the decoded path, unanchored (httpd: LocationMatch).</summary>
    public string? Match { get; set; }

    /// <summary>Who may come here (httpd: Require). The last section that has it decides alone. Default: not said.</summary>
    public AccessOptions? Access { get; set; }

    /// <summary>
    /// httpd: SetHandler; <c>balancer-manager</c>, or <c>none</c> to take back an earlier section's. Default: not said.
    /// </summary>
    public string? Handler { get; set; }

    /// <summary>httpd: ProxyPreserveHost. Default: not said.</summary>
    public bool? ProxyPreserveHost { get; set; }

    /// <summary>httpd: ProxyAddHeaders. Default: not said.</summary>
    public bool? ProxyAddHeaders { get; set; }

    /// <summary>httpd: ProxyErrorOverride; true without any codes means every 4xx and 5xx. Default: not said.</summary>
    public bool? ProxyErrorOverride { get; set; }

    /// <summary>httpd: the codes of ProxyErrorOverride, each 400..599, added to the site's. Default: none.</summary>
    public List<int> ProxyErrorOverrideStatus { get; set; } = [];

    /// <summary>httpd: Header, in order.</summary>
    public List<HeaderRuleOptions> Header { get; set; } = [];

    /// <summary>httpd: RequestHeader, in order.</summary>
    public List<HeaderRuleOptions> RequestHeader { get; set; } = [];

    /// <summary>httpd: ProxyPassReverse, for answers to requests in this section. An empty path is the section's own.</summary>
    public List<ProxyPassReverseOptions> ProxyPassReverse { get; set; } = [];

    /// <summary>httpd: ProxyPassReverseCookieDomain.</summary>
    public List<CookieRuleOptions> ProxyPassReverseCookieDomain { get; set; } = [];

    /// <summary>httpd: ProxyPassReverseCookiePath.</summary>
    public List<CookieRuleOptions> ProxyPassReverseCookiePath { get; set; } = [];

    /// <summary>httpd: SetEnvIf, in order; run after mapping, so it is too late for <c>no-proxy</c> but not for access.</summary>
    public List<SetEnvIfOptions> SetEnvIf { get; set; } = [];

    /// <summary>httpd: SetEnv; <c>NAME=value</c> or <c>NAME</c>, as in <see cref="SiteOptions.SetEnv"/>.</summary>
    public List<string> SetEnv { get; set; } = [];

    /// <summary>A copy to change; what a binder left null is empty. The rules themselves are shared.</summary>
    internal LocationOptions Copy()
    {
        var copy = (LocationOptions)MemberwiseClone();
        copy.ProxyErrorOverrideStatus = [.. ProxyErrorOverrideStatus ?? []];
        copy.Header = [.. Header ?? []];
        copy.RequestHeader = [.. RequestHeader ?? []];
        copy.ProxyPassReverse = [.. ProxyPassReverse ?? []];
        copy.ProxyPassReverseCookieDomain = [.. ProxyPassReverseCookieDomain ?? []];
        copy.ProxyPassReverseCookiePath = [.. ProxyPassReverseCookiePath ?? []];
        copy.SetEnvIf = [.. SetEnvIf ?? []];
        copy.SetEnv = [.. SetEnv ?? []];
        return copy;
    }
}

/// <summary>Who may come, as configured (httpd: Require, RequireAll, RequireAny, RequireNone). What is not granted is denied with 403.</summary>
public sealed class AccessOptions
{
    /// <summary>How many of the rules and groups must hold. Default: any.</summary>
    public AccessMatch Match { get; set; }

    /// <summary>
    /// What httpd writes behind <c>Require</c>: <c>all granted</c>, <c>all denied</c>, <c>ip 10.0.0.0/8 192.168.1</c>,
    /// <c>host example.org .example.net</c>, <c>local</c>, <c>env NAME</c>, <c>method GET POST</c>, <c>ssl</c>; of several words one is
    /// enough. A leading <c>not</c> turns it round, and may stand only where all must hold.
    /// </summary>
    public List<string> Require { get; set; } = [];

    /// <summary>Groups inside this one. A group of which none may hold may stand only where all must hold.</summary>
    public List<AccessOptions> Nested { get; set; } = [];
}
