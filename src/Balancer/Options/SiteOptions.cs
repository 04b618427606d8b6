namespace Balancing;

/// <summary>A site as configured: one virtual host's mapping, reverse mapping and headers.</summary>
public sealed class SiteOptions
{
    /// <summary>httpd: ServerName. Default: none, the request's Host.</summary>
    public string? ServerName { get; set; }

    /// <summary>httpd: ServerAlias. Default: none.</summary>
    public List<string> ServerAlias { get; set; } = [];

    /// <summary>
    /// Addresses the site answers at: <c>*</c>, <c>*:80</c>, <c>10.0.0.1:443</c>, <c>[2001:db8::1]:443</c> (httpd:
    /// <c>&lt;VirtualHost ...&gt;</c>). Names are not resolved. Default: none; the site is the main server, which answers where no
    /// other site has the address.
    /// </summary>
    public List<string> Addresses { get; set; } = [];

    /// <summary>
    /// Balancers by name that only this site knows; they win over shared ones of the same name (httpd: <c>&lt;Proxy balancer://name&gt;</c>
    /// within a virtual host). Default: none.
    /// </summary>
    public Dictionary<string, BalancerOptions> Balancers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Mapping rules in order, first match (httpd: ProxyPass, ProxyPassMatch).</summary>
    public List<ProxyPassOptions> ProxyPass { get; set; } = [];

    /// <summary>Reverse entries in order, first match (httpd: ProxyPassReverse).</summary>
    public List<ProxyPassReverseOptions> ProxyPassReverse { get; set; } = [];

    /// <summary>
    /// With no <see cref="ProxyPassReverse"/> at all, here or in a section that holds the request, the entries follow from the prefix rules of <see cref="ProxyPass"/>;
    /// match rules have none. Not in httpd. Default: true.
    /// </summary>
    public bool? ImplicitReverse { get; set; }

    /// <summary>httpd: ProxyPassReverseCookieDomain.</summary>
    public List<CookieRuleOptions> ProxyPassReverseCookieDomain { get; set; } = [];

    /// <summary>httpd: ProxyPassReverseCookiePath.</summary>
    public List<CookieRuleOptions> ProxyPassReverseCookiePath { get; set; } = [];

    /// <summary>Sections in order; later ones win (httpd: Location, LocationMatch).</summary>
    public List<LocationOptions> Location { get; set; } = [];

    /// <summary>httpd: RewriteRule, in order.</summary>
    public List<RewriteRuleOptions> RewriteRule { get; set; } = [];

    /// <summary>httpd: SetEnvIf, in order.</summary>
    public List<SetEnvIfOptions> SetEnvIf { get; set; } = [];

    /// <summary>
    /// httpd: SetEnv; <c>NAME=value</c>, or <c>NAME</c> for an empty value. Set after mapping: too late for <c>no-proxy</c>, as in
    /// httpd, and for access. A variable that the request has already stays as it is.
    /// </summary>
    public List<string> SetEnv { get; set; } = [];

    /// <summary>httpd: RequestHeader, in order.</summary>
    public List<HeaderRuleOptions> RequestHeader { get; set; } = [];

    /// <summary>httpd: Header, in order.</summary>
    public List<HeaderRuleOptions> Header { get; set; } = [];

    /// <summary>httpd: ProxyPreserveHost. Default: false.</summary>
    public bool? ProxyPreserveHost { get; set; }

    /// <summary>httpd: ProxyAddHeaders. Default: true.</summary>
    public bool? ProxyAddHeaders { get; set; }

    /// <summary>
    /// Peers whose own X-Forwarded-*, Forwarded and X-Real-IP are believed: addresses or networks such as <c>10.0.0.0/8</c>.
    /// From all others these headers are replaced. Not in httpd, which believes everybody. Default: nobody.
    /// </summary>
    public List<string>? TrustedProxies { get; set; }

    /// <summary>X-Forwarded-Proto is sent: <c>http</c> or <c>https</c>, as the client came. Not in httpd. Default: false.</summary>
    public bool? ForwardedProto { get; set; }

    /// <summary>Forwarded is sent (RFC 7239): <c>for</c>, <c>host</c> and <c>proto</c>. Not in httpd. Default: false.</summary>
    public bool? Forwarded { get; set; }

    /// <summary>Request header names with <c>_</c> are passed on. Not in httpd, which always does. Default: false.</summary>
    public bool? UnderscoreHeaders { get; set; }

    /// <summary>httpd: ProxyVia. Default: off.</summary>
    public Via? ProxyVia { get; set; }

    /// <summary>httpd: TraceEnable, there on. Default: off.</summary>
    public TraceEnable? TraceEnable { get; set; }

    /// <summary>httpd: ProxyMaxForwards, 0 or more. Default: none added.</summary>
    public int? ProxyMaxForwards { get; set; }

    /// <summary>httpd: ProxyErrorOverride; true without codes means every 4xx and 5xx. Default: false.</summary>
    public bool? ProxyErrorOverride { get; set; }

    /// <summary>httpd: the codes of ProxyErrorOverride, each 400..599. Default: none.</summary>
    public List<int> ProxyErrorOverrideStatus { get; set; } = [];

    /// <summary>httpd: ProxyTimeout, above 0. Default: 60 s.</summary>
    public TimeSpan? ProxyTimeout { get; set; }

    /// <summary>httpd: ProxySourceAddress, an IP address. Default: the system's choice.</summary>
    public string? ProxySourceAddress { get; set; }

    /// <summary>httpd: AllowEncodedSlashes. Default: off.</summary>
    public EncodedSlashes? AllowEncodedSlashes { get; set; }

    /// <summary>httpd: MergeSlashes. Default: true.</summary>
    public bool? MergeSlashes { get; set; }

    /// <summary>httpd: UseCanonicalName. Default: false.</summary>
    public bool? UseCanonicalName { get; set; }

    /// <summary>httpd: ProxyPassInterpolateEnv. Default: false.</summary>
    public bool? ProxyPassInterpolateEnv { get; set; }

    /// <summary>Problems found while the options were being filled, reported with the rest.</summary>
    internal List<ConfigurationProblem> Problems { get; } = [];

    /// <summary>A copy to change; what a binder left null is empty. The rules themselves are shared.</summary>
    internal SiteOptions Copy()
    {
        var copy = (SiteOptions)MemberwiseClone();
        copy.ServerAlias = [.. ServerAlias ?? []];
        copy.Addresses = [.. Addresses ?? []];
        copy.Balancers = new(Balancers ?? [], StringComparer.OrdinalIgnoreCase);
        copy.ProxyPass = [.. ProxyPass ?? []];
        copy.ProxyPassReverse = [.. ProxyPassReverse ?? []];
        copy.ProxyPassReverseCookieDomain = [.. ProxyPassReverseCookieDomain ?? []];
        copy.ProxyPassReverseCookiePath = [.. ProxyPassReverseCookiePath ?? []];
        copy.Location = [.. Location ?? []];
        copy.RewriteRule = [.. RewriteRule ?? []];
        copy.SetEnvIf = [.. SetEnvIf ?? []];
        copy.SetEnv = [.. SetEnv ?? []];
        copy.RequestHeader = [.. RequestHeader ?? []];
        copy.Header = [.. Header ?? []];
        copy.ProxyErrorOverrideStatus = [.. ProxyErrorOverrideStatus ?? []];
        return copy;
    }
}
