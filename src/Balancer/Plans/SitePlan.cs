using System.Net;

namespace Balancing;

/// <summary>What was decided about one site (httpd: a virtual host's proxy directives). Immutable.</summary>
public sealed record SitePlan
{
    /// <summary>127.0.0.0/8 and ::1, for <see cref="TrustedProxies"/> where a gateway of the same machine stands in front.</summary>
    public static readonly IReadOnlyList<IPNetwork> Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>What ProxyErrorOverride without codes means.</summary>
    internal static readonly IReadOnlyList<int> AllErrors = [.. Enumerable.Range(400, 200)];

    /// <summary>Name of the site, for people and for lookup.</summary>
    public required string Name { get; init; }

    /// <summary>Canonical host, with port if not the default, or null (httpd: ServerName).</summary>
    public string? ServerName { get; init; }

    /// <summary>Other host names of the site; <c>*</c> and <c>?</c> are wildcards (httpd: ServerAlias).</summary>
    public IReadOnlyList<string> ServerAlias { get; init; } = [];

    /// <summary>Addresses the site answers at; none for the main server (httpd: VirtualHost).</summary>
    public IReadOnlyList<SiteAddress> Addresses { get; init; } = [];

    /// <summary>Balancers that only this site knows; they win over shared ones of the same name.</summary>
    public IReadOnlyList<BalancerPlan> Balancers { get; init; } = [];

    /// <summary>Mapping rules in order; the first match answers (httpd: ProxyPass, ProxyPassMatch).</summary>
    public IReadOnlyList<ProxyPassPlan> Rules { get; init; } = [];

    /// <summary>Rewrite rules in order, run before the decoded mapping rules (httpd: RewriteRule).</summary>
    public IReadOnlyList<RewriteRulePlan> RewriteRules { get; init; } = [];

    /// <summary>Variables set from the request before anything else, in order (httpd: SetEnvIf).</summary>
    public IReadOnlyList<SetEnvIfPlan> SetEnvIf { get; init; } = [];

    /// <summary>Variables with fixed values, set after mapping (httpd: SetEnv).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SetEnv { get; init; } = [];

    /// <summary>Sections in order; later ones win (httpd: Location, LocationMatch).</summary>
    public IReadOnlyList<LocationPlan> Locations { get; init; } = [];

    /// <summary>Reverse entries in order; the first match answers (httpd: ProxyPassReverse).</summary>
    public IReadOnlyList<ReversePlan> Reverse { get; init; } = [];

    /// <summary>
    /// A site without any <see cref="Reverse"/> entry gets them from its <see cref="Rules"/>, so that backend names do not
    /// leak (S77). Default: true; httpd has no such thing, so what is imported from it says false.
    /// </summary>
    public bool ImplicitReverse { get; init; } = true;

    /// <summary>Cookie domain rules in order (httpd: ProxyPassReverseCookieDomain).</summary>
    public IReadOnlyList<CookieRulePlan> CookieDomains { get; init; } = [];

    /// <summary>Cookie path rules in order (httpd: ProxyPassReverseCookiePath).</summary>
    public IReadOnlyList<CookieRulePlan> CookiePaths { get; init; } = [];

    /// <summary>Changes to request headers, in order (httpd: RequestHeader).</summary>
    public IReadOnlyList<HeaderRulePlan> RequestHeaders { get; init; } = [];

    /// <summary>Changes to response headers, in order (httpd: Header).</summary>
    public IReadOnlyList<HeaderRulePlan> ResponseHeaders { get; init; } = [];

    /// <summary>The backend gets the client's Host (httpd: ProxyPreserveHost). Default: false.</summary>
    public bool PreserveHost { get; init; }

    /// <summary>X-Forwarded-For, -Host and -Server are sent (httpd: ProxyAddHeaders). Default: true.</summary>
    public bool AddHeaders { get; init; } = true;

    /// <summary>
    /// Peers whose own X-Forwarded-*, Forwarded and X-Real-IP are believed and passed on; from all others these are
    /// replaced or dropped (R18). Default: nobody.
    /// </summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>X-Forwarded-Proto is sent: the scheme the client came with. Not in httpd. Default: false.</summary>
    public bool ForwardedProto { get; init; }

    /// <summary>Forwarded is sent (RFC 7239: for, host, proto). Not in httpd. Default: false.</summary>
    public bool Forwarded { get; init; }

    /// <summary>What becomes of the method TRACE (httpd: TraceEnable). Default: off, 405 (R36).</summary>
    public TraceEnable TraceEnable { get; init; }

    /// <summary>Request header names with <c>_</c> are passed on (R12). Default: false, they are dropped.</summary>
    public bool UnderscoreHeaders { get; init; }

    /// <summary>The Via header (httpd: ProxyVia). Default: off.</summary>
    public Via Via { get; init; }

    /// <summary>Max-Forwards added when a request has none, or null for none (httpd: ProxyMaxForwards).</summary>
    public int? MaxForwards { get; init; }

    /// <summary>Backend statuses whose body we replace, empty for none (httpd: ProxyErrorOverride).</summary>
    public IReadOnlyList<int> ErrorOverride { get; init; } = [];

    /// <summary>Backend I/O timeout of members that set none (httpd: ProxyTimeout); null: 60 s.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Local address to connect from, or null (httpd: ProxySourceAddress).</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>What is done with <c>%2F</c> (httpd: AllowEncodedSlashes). Default: refused.</summary>
    public EncodedSlashes EncodedSlashes { get; init; }

    /// <summary>Runs of slashes count as one (httpd: MergeSlashes). Default: true.</summary>
    public bool MergeSlashes { get; init; } = true;

    /// <summary>Self-references use <see cref="ServerName"/> instead of the Host header (httpd: UseCanonicalName). Default: false.</summary>
    public bool UseCanonicalName { get; init; }

    /// <summary>Rules marked so interpolate <c>${VAR}</c> (httpd: ProxyPassInterpolateEnv). Default: false.</summary>
    public bool InterpolateEnv { get; init; }
}
