using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>Reads addresses and networks in their usual spelling: no octal, no hexadecimal, no missing parts, no zone.</summary>
internal static class ManagerNetworks
{
    /// <summary>Reads <c>192.168.2.22</c>, <c>10.0.0.0/8</c>, <c>fd00::/8</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="network">The network; an address is one of its own.</param>
    /// <param name="remedy">What to write instead, when the result is false.</param>
    public static bool TryParse(string? text, out IPNetwork network, out string remedy)
    {
        (network, remedy) = (default, "Write an address such as 192.168.2.22, or a network such as 10.0.0.0/8 or fd00::/8");
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var address = slash < 0 ? text : text![..slash];
        if (!IPAddress.TryParse(address, out var parsed) || address!.AsSpan().ContainsAny('%', '[') || parsed.IsIPv4MappedToIPv6
            || (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() != address))
        {
            return false;
        }

        var length = parsed.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > length))
        {
            return false;
        }

        length = slash < 0 ? length : int.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        network = Around(parsed, length);
        remedy = $"Write {network}: the address has bits that the network leaves open";
        return network.BaseAddress.Equals(parsed);
    }

    private static IPNetwork Around(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - (8 * i), 0, 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }
}
