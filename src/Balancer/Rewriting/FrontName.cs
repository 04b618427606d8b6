using System.Globalization;

namespace Balancing.Rewriting;

/// <summary>
/// How we call ourselves: the Host header, or ServerName with UseCanonicalName (httpd: ap_get_server_name, ap_construct_url).
/// </summary>
internal sealed class FrontName
{
    private readonly bool _canonical;
    private readonly string? _scheme;
    private readonly string? _host;
    private readonly int _port;

    private FrontName(bool canonical, string? scheme, string? host, int port)
    {
        _canonical = canonical;
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
            ? new FrontName(plan.UseCanonicalName, scheme, Lower(host), port)
            : new FrontName(canonical: false, scheme, null, 0);
    }

    /// <summary>Scheme, host and port unless it is the default; null when there is neither a valid Host nor a ServerName.</summary>
    public string? Origin(in RequestFacts facts)
    {
        var scheme = _scheme ?? (string.Equals(facts.Scheme, "https", StringComparison.OrdinalIgnoreCase) ? "https" : "http");
        return Authority(facts, scheme, _canonical) is { } authority ? $"{scheme}://{authority}" : null;
    }

    /// <summary>Our host without port, for X-Forwarded-Server: ServerName, else the Host; null when there is neither.</summary>
    public string? Server(in RequestFacts facts) =>
        _host ?? (FieldText.TryHost(facts.Host, out var host, out _) ? Lower(host) : null);

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
