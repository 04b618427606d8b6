using System.Globalization;

namespace Balancing;

/// <summary>
/// How we call ourselves: the Host header, or ServerName with UseCanonicalName (httpd: ap_get_server_name, ap_construct_url).
/// </summary>
internal sealed class FrontName
{
    private readonly bool _canonical;
    private readonly string? _scheme;
    private readonly string? _host;
    private readonly int _port;
    private readonly IReadOnlyList<string> _aliases;

    private FrontName(bool canonical, string? scheme, string? host, int port, IReadOnlyList<string> aliases)
    {
        _canonical = canonical;
        _aliases = aliases;
        _scheme = scheme;
        _host = host;
        _port = port;
    }

    /// <summary>The name of a site. httpd's form <c>ServerName scheme://host:port</c> is understood.</summary>
    public static FrontName Of(SitePlan plan)
    {
        var name = plan.ServerName.AsSpan();
        var colon = name.IndexOf("://");
        var scheme = colon > 0 ? name[..colon].ToString().ToLowerInvariant() : null;
        name = colon > 0 ? name[(colon + 3)..] : name;
        return FieldText.TryHost(name, out var host, out var port)
            ? new FrontName(plan.UseCanonicalName, scheme, Lower(host), port, plan.ServerAlias)
            : new FrontName(canonical: false, scheme, null, 0, plan.ServerAlias);
    }

    /// <summary>The scheme the client speaks to us with, in lower case: <c>http</c> unless it is known to be <c>https</c>.</summary>
    public static string SchemeOf(in RequestFacts facts) =>
        string.Equals(facts.Scheme, "https", StringComparison.OrdinalIgnoreCase) ? "https" : "http";

    /// <summary>Our scheme (httpd: ap_http_scheme): what ServerName says, else the client's.</summary>
    public string Scheme(in RequestFacts facts) => _scheme ?? SchemeOf(facts);

    /// <summary>Our host without port (httpd: ap_get_server_name); null when there is neither a valid Host nor a ServerName.</summary>
    public string? Host(in RequestFacts facts) =>
        _canonical ? _host : FieldText.TryHost(facts.Host, out var host, out _) ? Lower(host) : _host;

    /// <summary>Our port (httpd: ap_get_server_port): what the Host says, else ServerName's, else the scheme's.</summary>
    public int Port(in RequestFacts facts) =>
        !_canonical && FieldText.TryHost(facts.Host, out _, out var port) && port > 0 ? port
        : _port > 0 ? _port
        : MemberUrl.DefaultPortOf(Scheme(facts));

    /// <summary>True for the origin of this very site (httpd: ap_matches_request_vhost).</summary>
    /// <param name="facts">The request.</param>
    /// <param name="scheme">The scheme in lower case.</param>
    /// <param name="host">The host without port.</param>
    /// <param name="port">The port; 0: the scheme's default.</param>
    public bool IsOurs(in RequestFacts facts, string scheme, ReadOnlySpan<char> host, int port)
    {
        if (scheme != Scheme(facts) || (port > 0 ? port : MemberUrl.DefaultPortOf(scheme)) != Port(facts)) return false;
        return IsName(host);
    }

    private bool IsName(ReadOnlySpan<char> host)
    {
        if (_host is not null && host.Equals(_host, StringComparison.OrdinalIgnoreCase)) return true;
        foreach (var alias in _aliases)
        {
            if (Wildcard.IsMatch(host, alias, ignoreCase: true)) return true;
        }

        return false;
    }

    /// <summary>True for one of the site's names, whatever the port; a site without ServerName has them all.</summary>
    public bool Knows(ReadOnlySpan<char> authority)
    {
        if (_host is null)
        {
            return true;
        }

        return FieldText.TryHost(authority, out var host, out _) && IsName(host);
    }

    /// <summary>Scheme, host and port unless it is the default; null when there is neither a valid Host nor a ServerName.</summary>
    public string? Origin(in RequestFacts facts)
    {
        var scheme = Scheme(facts);
        return Authority(facts, scheme, _canonical) is { } authority ? $"{scheme}://{authority}" : null;
    }

    /// <summary>Our host without port, for X-Forwarded-Server: ServerName, else the Host; null when there is neither.</summary>
    public string? Server(in RequestFacts facts) =>
        _host ?? (!FieldText.TryHost(facts.Host, out var host, out _) ? null
            : host.Length == facts.Host!.Length && !host.ContainsAnyInRange('A', 'Z') ? facts.Host
            : Lower(host));

    /// <summary>ServerName, with its port unless that is the scheme's default; null without a ServerName.</summary>
    public string? Configured(string scheme) => _host is null ? null : Join(_host, _port, scheme);

    /// <summary>Host and port for Via: ServerName, else the Host, else a pseudonym (RFC 9110, 7.6.3).</summary>
    public string ReceivedBy(in RequestFacts facts)
    {
        var scheme = facts.Scheme ?? "http";
        return _host is null ? Authority(facts, scheme, canonical: false) ?? "balancer"
            : Join(_host, !_canonical && FieldText.TryHost(facts.Host, out _, out var port) && port > 0 ? port : _port, scheme);
    }

    // Without UseCanonicalName the port is the Host's, and where that says none, the ServerName's (core.c: ap_get_server_port).
    private string? Authority(in RequestFacts facts, string scheme, bool canonical)
    {
        // A Host that does not parse is refused before it gets here (R19); then our own name is the safe answer.
        return (canonical ? Configured(scheme) : null)
            ?? (FieldText.TryHost(facts.Host, out var host, out var port) ? Join(Lower(host), port > 0 ? port : _port, scheme) : Configured(scheme));
    }

    private static string Join(string host, int port, string scheme) =>
        port == 0 || port == MemberUrl.DefaultPortOf(scheme) ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    private static string Lower(ReadOnlySpan<char> host) => host.ToString().ToLowerInvariant();
}
