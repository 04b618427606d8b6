using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Balancing.Manager.Serving;

/// <summary>Where no member ever is, but what an attacker would like to ask through one (R50).</summary>
internal static class ForbiddenHosts
{
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "0.0.0.0/8",           // unspecified, this network
            "169.254.0.0/16",      // link-local, and most metadata services: 169.254.169.254
            "100.100.100.200/32",  // metadata: Alibaba
            "168.63.129.16/32",    // metadata: Azure's wire server
            "192.0.0.192/32",      // metadata: Oracle
            "224.0.0.0/4",         // multicast
            "240.0.0.0/4",         // reserved, broadcast
            "::/128",              // unspecified
            "fe80::/10",           // link-local
            "fec0::/10",           // site-local, of old
            "ff00::/8",            // multicast
            "fd00:ec2::/32",       // metadata: Amazon
            "fd20:ce::/32",        // metadata: Google
            "fd00:c1::/32",        // metadata: Oracle
        }.Select(IPNetwork.Parse),
    ];

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal", "metadata.azure.internal",
        "metadata.tencentyun.com", "metadata.packet.net", "metadata.platformequinix.com",
    };

    /// <summary>A name of a cloud's metadata service.</summary>
    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>The address, or the IPv4 address that it carries, is out of the question.</summary>
    public static bool Contains(IPAddress address) =>
        Array.Exists(Networks, n => n.Contains(address)) || (Inner(address) is { } inner && Array.Exists(Networks, n => n.Contains(inner)));

    /// <summary>Some resolver would read this name as an address: octal, hexadecimal, one number, parts missing, a zone.</summary>
    public static bool LooksLikeAddress(string host)
    {
        var last = host.AsSpan(host.LastIndexOf('.') + 1);
        return host.Contains(':', StringComparison.Ordinal) || host.Contains('%', StringComparison.Ordinal) || IPAddress.TryParse(host, out _)
            || host.AsSpan().ContainsAnyExceptInRange('\u0021', '\u007E') || last.IsEmpty
            || !last.ContainsAnyExceptInRange('0', '9') || last.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
    }

    // IPv4 in IPv6: ::a.b.c.d, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), 6to4 (2002::/16), Teredo's client (2001::/32, inverted).
    private static IPAddress? Inner(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var (first, second) = (BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2)));
        var isLow = !bytes.AsSpan(0, 12).ContainsAnyExcept((byte)0) && BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12)) > 1;
        return isLow || (first, second) == (0x64, 0xFF9B) ? new IPAddress(bytes.AsSpan(12))
            : first == 0x2002 ? new IPAddress(bytes.AsSpan(2, 4))
            : (first, second) == (0x2001, 0) ? new IPAddress(~BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)))
            : null;
    }
}
