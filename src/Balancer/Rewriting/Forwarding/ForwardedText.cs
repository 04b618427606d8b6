using System.Net.Sockets;

namespace Balancing.Rewriting;

/// <summary>One element of the Forwarded header (RFC 7239 §4). It is made of checked facts alone, so nothing in it can end its quotes (R15).</summary>
internal static class ForwardedText
{
    /// <summary>For example <c>for="[2001:db8::1]";host="www.example.com:8080";proto=https</c>.</summary>
    public static string Of(in RequestFacts facts)
    {
        var host = facts.Host is { Length: > 0 } name ? $";host={(FieldText.IsToken(name) ? name : $"\"{name}\"")}" : "";
        return $"for={Peer(in facts)}{host};proto={FrontName.SchemeOf(in facts)}";
    }

    private static string Peer(in RequestFacts facts) =>
        facts.ClientAddress is not { } address ? "unknown"
        : PeerTrust.Plain(address) is { AddressFamily: AddressFamily.InterNetworkV6 } v6 ? $"\"[{v6}]\""
        : PeerTrust.Plain(address).ToString();
}
