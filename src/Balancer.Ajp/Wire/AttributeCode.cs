namespace Balancing.Ajp;

/// <summary>The codes of the attributes behind a request's header fields.</summary>
internal enum AttributeCode : byte
{
    /// <summary>No attribute.</summary>
    None = 0,

    /// <summary>Never sent, not used.</summary>
    Context = 1,

    /// <summary>Never sent, not used.</summary>
    ServletPath = 2,

    /// <summary>Who has signed in at the front.</summary>
    RemoteUser = 3,

    /// <summary>How.</summary>
    AuthType = 4,

    /// <summary>What follows "?"; empty for a bare "?".</summary>
    QueryString = 5,

    /// <summary>The route of the client's session.</summary>
    Route = 6,

    /// <summary>The client's certificate, PEM: the one text with line ends.</summary>
    SslCert = 7,

    /// <summary>The cipher's name.</summary>
    SslCipher = 8,

    /// <summary>The TLS session's id, hexadecimal.</summary>
    SslSession = 9,

    /// <summary>Any other: a name and a value.</summary>
    RequestAttribute = 10,

    /// <summary>The cipher's key size, a number.</summary>
    SslKeySize = 11,

    /// <summary>What both sides know.</summary>
    Secret = 12,

    /// <summary>The method's name when it has no code.</summary>
    StoredMethod = 13,

    /// <summary>The end of a request.</summary>
    End = 0xFF,
}
