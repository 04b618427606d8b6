using System.Net;
using System.Net.Sockets;
using System.Text;
using Balancing.AspNetCore;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Balancing.Ajp;

/// <summary>
/// What a member is told of a request, from what the gateway knows, never from what the client only says (mod_proxy_ajp: ajp_marshal_into_msgb).
/// </summary>
internal static class ForwardFacts
{
    public static void Fill(AjpRequest to, MemberRequest from, AjpMemberOptions options)
    {
        var (facts, target) = (from.Facts, from.Target);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        (to.Method, to.Protocol) = (facts.Method, ProtocolOf(facts.Protocol));
        (to.Path, to.Query) = query < 0 ? (target, null) : (target[..query], target[(query + 1)..]);
        to.Headers = HeaderOctets.Of(from.Headers, skipsHost: facts.Host is null && from.Headers[0].Value == from.Member.Url.Authority);
        to.BodyLength = from.Body is { } body ? body.Length ?? AjpRequest.Unknown : 0;
        to.Secret = from.Member.Plan.Secret;
        to.Route = Clean(from.Attempt.Lease.SessionRoute);
        to.RemoteAddress = Text(facts.ClientAddress) ?? "";
        to.RemoteHost = facts.ClientHost;
        FillConnection(to, from, facts);
        if (options.TellUser && from.Client.Get<IHttpAuthenticationFeature>()?.User?.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } identity)
        {
            (to.RemoteUser, to.AuthType) = (HeaderOctets.Of(name), identity.AuthenticationType is { } how ? HeaderOctets.Of(how) : null);
        }

        to.Attributes = EnvironmentAttributes.Of(from.Environment);
        if (to.IsSecure)
        {
            TlsFacts.Fill(to, from.Client, options);
        }
    }

    private static void FillConnection(AjpRequest to, MemberRequest from, in RequestFacts facts)
    {
        var connection = from.Client.Get<IHttpConnectionFeature>();
        to.IsSecure = string.Equals(facts.Scheme, "https", StringComparison.OrdinalIgnoreCase);
        to.RemotePort = connection?.RemotePort ?? 0;
        to.LocalAddress = Text(connection?.LocalIpAddress);
        var (name, port) = NameOf(from.Site, facts.Host);
        to.ServerName = name ?? to.LocalAddress ?? "localhost";
        to.ServerPort = connection is { LocalPort: > 0 } ? connection.LocalPort
            : port > 0 ? port
            : to.IsSecure ? 443 : 80;
    }

    // The Host without its port, or the site's own name (httpd: ap_get_server_name).
    private static (string? Name, int Port) NameOf(SitePlan site, string? host) =>
        site.UseCanonicalName || string.IsNullOrEmpty(host) ? Split(FrontText(site.ServerName)) : Split(host);

    private static string? FrontText(string? name) =>
        name is not null && name.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? name[(at + 3)..] : name;

    private static (string? Name, int Port) Split(string? authority)
    {
        if (string.IsNullOrEmpty(authority))
        {
            return (null, 0);
        }

        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        return hasPort && ushort.TryParse(authority.AsSpan(colon + 1), out var port) ? (authority[..colon], port)
            : (hasPort ? authority[..colon] : authority, 0);
    }

    // As httpd writes it.
    private static string ProtocolOf(string? protocol) => protocol switch
    {
        null or "" => "HTTP/1.1",
        "HTTP/2" => "HTTP/2.0",
        "HTTP/3" => "HTTP/3.0",
        _ => protocol,
    };

    // Text from the client: what cannot be said is left out, since nothing hangs on it.
    private static string? Clean(string? route) => route is null || route.AsSpan().ContainsAnyExceptInRange('!', '~') ? null : route;

    private static string? Text(IPAddress? address) =>
        address is null ? null
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } ? new IPAddress(address.GetAddressBytes()).ToString()
        : address.ToString();
}

/// <summary>Text as the octets it came in: the server reads UTF-8, and over AJP a character is an octet.</summary>
internal static class HeaderOctets
{
    public static string Of(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Header lines; the same list when there is nothing to change.</summary>
    /// <param name="lines">The lines, Host first.</param>
    /// <param name="skipsHost">The client sent none.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyList<KeyValuePair<string, string>> lines, bool skipsHost)
    {
        var isPlain = !skipsHost;
        for (var i = 0; i < lines.Count && isPlain; i++)
        {
            isPlain = Ascii.IsValid(lines[i].Value);
        }

        return isPlain ? lines : [.. lines.Skip(skipsHost ? 1 : 0).Select(line => KeyValuePair.Create(line.Key, Of(line.Value)))];
    }
}
