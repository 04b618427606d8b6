using System.Net;

namespace Balancing.Rewriting;

/// <summary>Whose X-Forwarded-* we believe, by the address of the connection and nothing else (R18).</summary>
internal sealed class PeerTrust(IReadOnlyList<IPNetwork> networks)
{
    /// <summary>An unknown peer is not trusted.</summary>
    public bool Includes(IPAddress? peer)
    {
        if (peer is null || networks.Count == 0)
        {
            return false;
        }

        peer = Plain(peer);
        for (var i = 0; i < networks.Count; i++)
        {
            if (networks[i].Contains(peer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The address as people write it: IPv4 out of its IPv6 form, and no zone.</summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, ScopeId: not 0 } ? new IPAddress(address.GetAddressBytes())
        : address;

    /// <summary>Reads one entry of the list: an address, or a network such as <c>10.0.0.0/8</c> without host bits.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(text, out network);
        }

        var isAddress = IPAddress.TryParse(text, out var address);
        network = isAddress ? new IPNetwork(address!, address!.GetAddressBytes().Length * 8) : default;
        return isAddress;
    }
}
