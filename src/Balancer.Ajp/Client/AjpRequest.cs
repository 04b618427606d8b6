namespace Balancing.Ajp;

/// <summary>
/// One request as it goes over the wire. May serve again. What frames the body is decided here and once: no header line has a say in it
/// (R2, R54).
/// </summary>
internal sealed class AjpRequest
{
    /// <summary>The length of a body that nobody knows; there may be none.</summary>
    public const long Unknown = -1;

    /// <summary>Case counts. Default: GET.</summary>
    public string Method { get; set; } = "GET";

    /// <summary>As the client said it. Default: HTTP/1.1.</summary>
    public string Protocol { get; set; } = "HTTP/1.1";

    /// <summary>Percent-encoded, without a query. Default: "/".</summary>
    public string Path { get; set; } = "/";

    /// <summary>What follows "?"; empty for a bare "?"; null, the default, without one.</summary>
    public string? Query { get; set; }

    /// <summary>The client's address, as text.</summary>
    public string? RemoteAddress { get; set; }

    /// <summary>The client's name; null, the default, when nobody looked.</summary>
    public string? RemoteHost { get; set; }

    /// <summary>The client's port (AJP_REMOTE_PORT). Default: 0, not told.</summary>
    public int RemotePort { get; set; }

    /// <summary>The address the client connected to (AJP_LOCAL_ADDR). Default: null, not told.</summary>
    public string? LocalAddress { get; set; }

    /// <summary>Host without its port.</summary>
    public string? ServerName { get; set; }

    /// <summary>The port the front listens on. Default: 80.</summary>
    public int ServerPort { get; set; } = 80;

    /// <summary>The client speaks TLS. Default: false.</summary>
    public bool IsSecure { get; set; }

    /// <summary>
    /// The header lines. Those that belong to the client's connection, its framing and its expectation are not sent; a Content-Length only
    /// marks the place of ours.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    /// <summary>Length of the body: 0, the default, for none, or <see cref="Unknown"/>.</summary>
    public long BodyLength { get; set; }

    /// <summary>What both sides know, or null.</summary>
    public string? Secret { get; set; }

    /// <summary>Who has signed in, or null.</summary>
    public string? RemoteUser { get; set; }

    /// <summary>How, or null.</summary>
    public string? AuthType { get; set; }

    /// <summary>The route of the client's session, or null.</summary>
    public string? Route { get; set; }

    /// <summary>The client's certificate, PEM, or null.</summary>
    public string? SslCertificate { get; set; }

    public string? SslCipher { get; set; }

    /// <summary>Hexadecimal.</summary>
    public string? SslSession { get; set; }

    /// <summary>Bits; 0, the default: not told.</summary>
    public int SslKeySize { get; set; }

    /// <summary>For example TLSv1.3 (AJP_SSL_PROTOCOL), or null.</summary>
    public string? SslProtocol { get; set; }

    /// <summary>Other attributes. Their names come from configuration or code, never from the client (R53).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; set; } = [];

    /// <summary>Everything as in a new one.</summary>
    public void Clear()
    {
        (Method, Protocol, Path, Query, RemoteAddress, RemoteHost) = ("GET", "HTTP/1.1", "/", null, null, null);
        (RemotePort, LocalAddress, ServerName, ServerPort, IsSecure, Headers) = (0, null, null, 80, false, []);
        (BodyLength, Secret, RemoteUser, AuthType, Route) = (0, null, null, null, null);
        (SslCertificate, SslCipher, SslSession, SslKeySize, SslProtocol, Attributes) = (null, null, null, 0, null, []);
    }

    /// <summary>Writes the packet it begins with.</summary>
    /// <param name="packet">Where to; as long as a packet may be.</param>
    /// <param name="fault">Why there is none.</param>
    /// <returns>Its length; 0 when there is a fault.</returns>
    public int Write(Span<byte> packet, out AjpFault fault)
    {
        var writer = new ForwardRequestWriter(packet);
        writer.Start(Method, Protocol, Path);
        writer.Peers(RemoteAddress, RemoteHost, ServerName, ServerPort, IsSecure);
        WriteHeaders(ref writer);
        writer.Attribute(AttributeCode.Secret, Secret);
        writer.Attribute(AttributeCode.RemoteUser, RemoteUser);
        writer.Attribute(AttributeCode.AuthType, AuthType);
        writer.Attribute(AttributeCode.QueryString, Query);
        writer.Attribute(AttributeCode.Route, Route);
        writer.Attribute(AttributeCode.SslCert, SslCertificate);
        writer.Attribute(AttributeCode.SslCipher, SslCipher);
        writer.Attribute(AttributeCode.SslSession, SslSession);
        if (SslKeySize != 0)
        {
            writer.KeySize(SslKeySize);
        }

        writer.StoredMethod();
        WriteNamed(ref writer);
        var length = writer.Finish();
        fault = writer.Fault;
        return length;
    }

    private void WriteHeaders(ref ForwardRequestWriter writer)
    {
        var told = BodyLength == Unknown;
        var named = FieldRules.NamedByConnection(Headers);
        for (var i = 0; i < Headers.Count; i++)
        {
            var (name, value) = Headers[i];
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                if (!told)
                {
                    told = true;
                    writer.ContentLength(BodyLength);
                }
            }
            else if (!FieldRules.IsOfConnection(name, named) && !name.Equals("Expect", StringComparison.OrdinalIgnoreCase))
            {
                writer.Header(name, value);
            }
        }

        if (!told)
        {
            writer.ContentLength(BodyLength); // also 0: otherwise a container has to ask whether there is a body
        }
    }

    private void WriteNamed(ref ForwardRequestWriter writer)
    {
        if (SslProtocol is not null)
        {
            writer.Attribute("AJP_SSL_PROTOCOL", SslProtocol);
        }

        if (RemotePort != 0)
        {
            writer.Attribute("AJP_REMOTE_PORT", RemotePort);
        }

        if (LocalAddress is not null)
        {
            writer.Attribute("AJP_LOCAL_ADDR", LocalAddress);
        }

        for (var i = 0; i < Attributes.Count; i++)
        {
            writer.Attribute(Attributes[i].Key, Attributes[i].Value);
        }
    }
}
