using System.Security.Cryptography;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>The key of a WebSocket handshake that we make ourselves: over HTTP/2 the client has none, and HTTP/1.1 members want one (RFC 8441 §5).</summary>
internal static class WebSocketKey
{
    /// <summary>A new one.</summary>
    public static string Make()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The member has understood the handshake (RFC 6455 §4.1).</summary>
    /// <param name="key">The key.</param>
    /// <param name="accept">Its Sec-WebSocket-Accept, or null.</param>
    public static bool IsAnswer(string key, string? accept)
    {
#pragma warning disable CA5350 // RFC 6455 says SHA-1; it proves understanding, nothing else
        var hash = SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
#pragma warning restore CA5350
        return Convert.ToBase64String(hash) == accept;
    }
}
