namespace Balancing.AspNetCore;

/// <summary>What speaks HTTP/1.1 to members of the schemes <c>http</c> and <c>https</c>. Both keep the same rules and the same pool.</summary>
public enum BackendClient
{
    /// <summary>The gateway's own: strict about answers, and cheap.</summary>
    Own,

    /// <summary>.NET's client, one for each connection, with everything switched off that it would do by itself.</summary>
    SocketsHttpHandler,
}
