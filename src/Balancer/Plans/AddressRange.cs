using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Balancing;

/// <summary>An address or network in one of httpd's spellings (apr: apr_ipsubnet_create, apr_ipsubnet_test).</summary>
/// <param name="IsV6">IPv6; else IPv4.</param>
/// <param name="Network">The fixed bits, the others 0.</param>
/// <param name="Mask">1 where a bit is fixed. It may have holes, as httpd's may.</param>
internal readonly record struct AddressRange(bool IsV6, UInt128 Network, UInt128 Mask)
{
    private static readonly SearchValues<char> V6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static readonly AddressRange Loopback4 = new(false, 127u << 24, 255u << 24);
    public static readonly AddressRange Loopback6 = new(true, 1, UInt128.MaxValue);

    /// <summary>The address lies in the range. An IPv4 address in IPv6 clothes is an IPv4 address.</summary>
    public bool Contains(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var count);
        if (count == 16 && !address.IsIPv4MappedToIPv6)
        {
            return IsV6 && (BinaryPrimitives.ReadUInt128BigEndian(bytes) & Mask) == Network;
        }

        return !IsV6 && (BinaryPrimitives.ReadUInt32BigEndian(bytes[(count - 4)..]) & Mask) == Network;
    }

    /// <summary>
    /// Reads <c>10.1.2.3</c>, <c>10.1</c>, <c>10.1.</c>, <c>10.1.0.0/16</c>, <c>10.1.0.0/255.255.0.0</c>, <c>fe80::/10</c>. Part of an
    /// address has no mask, no mask is empty, and an octet has no leading zero, which some take for octal.
    /// </summary>
    public static bool TryParse(string text, out AddressRange range)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        range = default;
        if (address.Contains(':', StringComparison.Ordinal))
        {
            return TryV6(address, out var v6) && TryMask(slash < 0 ? "128" : text[(slash + 1)..], 128, out var mask6)
                && Make(true, v6, mask6, out range);
        }

        return TryV4(address, slash < 0, out var v4, out var mask)
            && (slash < 0 || TryMask(text[(slash + 1)..], 32, out mask) || TryDotted(text[(slash + 1)..], out mask))
            && Make(false, v4, mask, out range);
    }

    private static bool Make(bool v6, UInt128 network, UInt128 mask, out AddressRange range)
    {
        range = new AddressRange(v6, network & mask, mask);
        return true;
    }

    private static bool TryV6(string text, out UInt128 address)
    {
        // inet_pton knows neither zones nor brackets, and apr no IPv4 in IPv6 clothes.
        address = 0;
        if (text.AsSpan().ContainsAnyExcept(V6) || !IPAddress.TryParse(text, out var parsed)
            || parsed.AddressFamily != AddressFamily.InterNetworkV6 || parsed.IsIPv4MappedToIPv6)
        {
            return false;
        }

        address = BinaryPrimitives.ReadUInt128BigEndian(parsed.GetAddressBytes());
        return true;
    }

    private static bool TryV4(string text, bool partial, out UInt128 address, out UInt128 mask)
    {
        (address, mask) = (0, 0);
        var octets = partial && text.EndsWith('.') ? text[..^1].Split('.') : text.Split('.');
        if (octets.Length > 4 || (octets.Length < 4 && !partial) || (octets.Length == 4 && text.EndsWith('.')))
        {
            return false;
        }

        for (var i = 0; i < octets.Length; i++)
        {
            if (!TryNumber(octets[i], 255, out var octet))
            {
                return false;
            }

            address |= (UInt128)octet << (24 - (8 * i));
            mask |= (UInt128)255 << (24 - (8 * i));
        }

        return true;
    }

    private static bool TryMask(string text, int bits, out UInt128 mask)
    {
        mask = 0;
        if (!TryNumber(text, bits, out var count) || count == 0)
        {
            return false;
        }

        mask = (UInt128.MaxValue << (128 - count)) >> (128 - bits);
        return true;
    }

    private static bool TryDotted(string text, out UInt128 mask) => TryV4(text, partial: false, out mask, out _) && mask != 0;

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number <= most && (text.Length == 1 || text[0] != '0');
}
