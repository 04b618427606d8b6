namespace Balancing.Ajp;

/// <summary>
/// What the front said of a request beside what HTTP has a place for: <c>HttpContext.Features.Get&lt;IAjpFeature&gt;()</c>, null when the
/// request did not come by AJP. All of it is the front's word, and no better than the way to it: a secret, and a network that nobody else is on.
/// </summary>
public interface IAjpFeature
{
    /// <summary>The protocol of the client, for example <c>HTTP/1.1</c>. ASP.NET Core sees HTTP/1.1 whatever it is.</summary>
    string Protocol { get; }

    /// <summary>The client's address as text, or null. <c>HttpContext.Connection.RemoteIpAddress</c> is this one, when it is an IP address.</summary>
    string? RemoteAddress { get; }

    /// <summary>The client's name when the front has looked it up, else null (httpd: HostnameLookups).</summary>
    string? RemoteHost { get; }

    /// <summary>The name the front was called by, without port, or null.</summary>
    string? ServerName { get; }

    /// <summary>The port the front listens on; not the port of the Host header.</summary>
    int ServerPort { get; }

    /// <summary>The client's connection to the front is TLS. The scheme of the request is then <c>https</c>.</summary>
    bool IsSecure { get; }

    /// <summary>
    /// Who has signed in at the front, or null. Anybody who reaches the port can say it: it becomes <c>HttpContext.User</c> only with
    /// <see cref="AjpServerOptions.TrustRemoteUser"/>.
    /// </summary>
    string? RemoteUser { get; }

    /// <summary>How that user has signed in, for example <c>Basic</c>, or null.</summary>
    string? AuthType { get; }

    /// <summary>The route in the client's session, or null. The client's text: it may name no member at all.</summary>
    string? Route { get; }

    /// <summary>The cipher of the client's TLS connection in the front's spelling, or null.</summary>
    string? SslCipher { get; }

    /// <summary>The id of the client's TLS session, hexadecimal, or null.</summary>
    string? SslSession { get; }

    /// <summary>The key size of that cipher in bits, or null.</summary>
    int? SslKeySize { get; }

    /// <summary>The version of the client's TLS, for example <c>TLSv1.3</c>, or null.</summary>
    string? SslProtocol { get; }

    /// <summary>
    /// The other attributes in their order, names and values: those that <see cref="AjpServerOptions.AllowedAttributes"/> lets in, and the
    /// few that are always let in. They are data, and nothing within the server is steered by them.
    /// </summary>
    IReadOnlyList<KeyValuePair<string, string>> Attributes { get; }

    /// <summary>The value of the first attribute of a name, or null. Case counts.</summary>
    /// <param name="name">Its name, for example <c>JK_LB_ACTIVATION</c>.</param>
    string? GetAttribute(string name);
}
