using System.Net;
using System.Net.Sockets;

namespace Balancing.Manager.Serving;

/// <summary>Addresses and networks, in one spelling only.</summary>
internal static class Addresses
{
    /// <summary>An IPv4 address in IPv6 clothes is an IPv4 address.</summary>
    public static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    /// <summary>Reads an address in its usual spelling: no octal, no hexadecimal, no missing parts, no zone.</summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        var known = IPAddress.TryParse(text, out var parsed) && !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
            && (parsed.AddressFamily == AddressFamily.InterNetworkV6 || string.Equals(parsed.ToString(), text, StringComparison.Ordinal));
        address = known ? Plain(parsed)! : IPAddress.None;
        return known;
    }

    /// <summary>Reads <c>10.1.2.3</c>, <c>10.0.0.0/8</c>, <c>fd00::/8</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="network">The network; an address is one of its own.</param>
    /// <param name="remedy">What to write instead, when the result is false.</param>
    public static bool TryNetwork(string? text, out IPNetwork network, out string remedy)
    {
        remedy = "Write an address such as 10.1.2.3, or a network such as 10.0.0.0/8 or fd00::/8";
        network = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        // ::ffff:10.0.0.0 is an IPv4 address here, and its length would be counted in bits of another one.
        if (text is null || !TryParse(slash < 0 ? text : text[..slash], out var address)
            || (address.AddressFamily == AddressFamily.InterNetwork && text.Contains(':', StringComparison.Ordinal)))
        {
            return false;
        }

        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out length) || length > bits))
        {
            return false;
        }

        network = Around(address, length);
        remedy = $"Write {network}: the address has bits that the network leaves open";
        return network.BaseAddress.Equals(address);
    }

    /// <summary>The network of that length that an address is in.</summary>
    public static IPNetwork Around(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - (8 * i), 0, 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }
}
