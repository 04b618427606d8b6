namespace Balancing.Ajp;

/// <summary>
/// What a request says about its client, set in <see cref="HttpRequestMessage.Options"/>. A container trusts all of it, so nothing that a
/// client of yours may choose belongs in the names of <see cref="Attributes"/>.
/// </summary>
public static class AjpRequestOptions
{
    /// <summary>The client's address, as text. Default: our own on the connection.</summary>
    public static readonly HttpRequestOptionsKey<string> RemoteAddress = new("Ajp.RemoteAddress");

    /// <summary>The client's name. Default: none.</summary>
    public static readonly HttpRequestOptionsKey<string> RemoteHost = new("Ajp.RemoteHost");

    /// <summary>The client's port, 1 to 65535 (AJP_REMOTE_PORT). Default: not told.</summary>
    public static readonly HttpRequestOptionsKey<int> RemotePort = new("Ajp.RemotePort");

    /// <summary>The address the client connected to (AJP_LOCAL_ADDR). Default: not told.</summary>
    public static readonly HttpRequestOptionsKey<string> LocalAddress = new("Ajp.LocalAddress");

    /// <summary>The port the client connected to, 1 to 65535. Default: that of the Host, else 80, or 443 with <see cref="IsSecure"/>.</summary>
    public static readonly HttpRequestOptionsKey<int> ServerPort = new("Ajp.ServerPort");

    /// <summary>The client speaks TLS. Default: false.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsSecure = new("Ajp.IsSecure");

    /// <summary>Who has signed in. Tomcat wants tomcatAuthentication="false" to believe it. Default: nobody.</summary>
    public static readonly HttpRequestOptionsKey<string> RemoteUser = new("Ajp.RemoteUser");

    /// <summary>How, for example Basic. Default: not told.</summary>
    public static readonly HttpRequestOptionsKey<string> AuthType = new("Ajp.AuthType");

    /// <summary>The route of the client's session (jvmRoute). Default: none.</summary>
    public static readonly HttpRequestOptionsKey<string> Route = new("Ajp.Route");

    /// <summary>The client's certificate, PEM; several make a chain. Default: none.</summary>
    public static readonly HttpRequestOptionsKey<string> SslCertificate = new("Ajp.SslCertificate");

    /// <summary>The cipher's name. Default: not told.</summary>
    public static readonly HttpRequestOptionsKey<string> SslCipher = new("Ajp.SslCipher");

    /// <summary>The id of the TLS session, hexadecimal. Default: not told.</summary>
    public static readonly HttpRequestOptionsKey<string> SslSession = new("Ajp.SslSession");

    /// <summary>The cipher's key size in bits, 1 to 65535. Default: not told.</summary>
    public static readonly HttpRequestOptionsKey<int> SslKeySize = new("Ajp.SslKeySize");

    /// <summary>The protocol, for example TLSv1.3 (AJP_SSL_PROTOCOL). Default: not told.</summary>
    public static readonly HttpRequestOptionsKey<string> SslProtocol = new("Ajp.SslProtocol");

    /// <summary>
    /// Other attributes, in order (httpd: AJP_ variables of the environment). Tomcat answers 403 to those that allowedRequestAttributesPattern
    /// does not name. Default: none.
    /// </summary>
    public static readonly HttpRequestOptionsKey<IReadOnlyList<KeyValuePair<string, string>>> Attributes = new("Ajp.Attributes");
}
