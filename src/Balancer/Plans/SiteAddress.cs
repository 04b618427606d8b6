using System.Buffers;
using System.Globalization;
using System.Net;

namespace Balancing;

/// <summary>One address of a site, or of a listener (httpd: the words of <c>&lt;VirtualHost ...&gt;</c> and of <c>Listen</c>).</summary>
/// <param name="Address">The address, an IPv4 one never in its IPv6 form; null: every address.</param>
/// <param name="Port">The port, 1..65535; 0: every port.</param>
public readonly record struct SiteAddress(IPAddress? Address, int Port)
{
    private static readonly SearchValues<char> DottedQuad = SearchValues.Create("0123456789.");

    /// <summary>
    /// Reads <c>*</c>, <c>_default_</c>, <c>10.0.0.1</c> or <c>[::1]</c>, each with a port, with <c>:*</c>, or without (vhost.c:
    /// get_addresses). <c>0.0.0.0</c> and <c>[::]</c> are every address.
    /// </summary>
    /// <param name="text">The configured text.</param>
    /// <param name="address">The result.</param>
    /// <returns>False for anything else, host names included.</returns>
    public static bool TryParse(string? text, out SiteAddress address)
    {
        address = default;
        var host = (text ?? "").AsSpan();
        var port = 0;
        var colon = host.LastIndexOf(':');
        if (colon >= 0 && !host.EndsWith("]", StringComparison.Ordinal))
        {
            if (!host[(colon + 1)..].SequenceEqual("*") && !TryPort(host[(colon + 1)..], out port))
            {
                return false;
            }

            host = host[..colon];
        }

        if (!TryHost(host, out var ip))
        {
            return false;
        }

        address = new SiteAddress(ip, port);
        return true;
    }

    /// <summary>
    /// Reads what stands behind <c>Listen</c>: a port, or an address with a port, and perhaps a protocol behind it (listen.c: ap_set_listener).
    /// </summary>
    /// <param name="text">The configured text, for example <c>443 https</c>.</param>
    /// <param name="address">The result.</param>
    public static bool TryParseListen(string? text, out SiteAddress address)
    {
        string[] words = (text ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        address = default;
        if (words.Length is 0 or > 2 || (words.Length == 2 && !words[1].All(char.IsAsciiLetterOrDigit)))
        {
            return false;
        }

        if (TryPort(words[0], out var port))
        {
            address = new SiteAddress(null, port);
            return true;
        }

        return TryParse(words[0], out address) && address.Port > 0;
    }

    /// <summary>As httpd writes it: <c>*:80</c>, <c>10.0.0.1</c>, <c>[::1]:443</c>.</summary>
    public override string ToString()
    {
        var host = Address is null ? "*" : Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{Address}]" : Address.ToString();
        return Port == 0 ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{Port}");
    }

    private static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    // IPAddress.TryParse takes "80" and "10.1" for addresses; httpd does not.
    private static bool TryHost(ReadOnlySpan<char> host, out IPAddress? address)
    {
        address = null;
        if (host.SequenceEqual("*") || host.Equals("_default_", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var isV6 = host is ['[', .., ']'] && !host.Contains('%');
        if ((!isV6 && (host.Count('.') != 3 || host.ContainsAnyExcept(DottedQuad)))
            || !IPAddress.TryParse(isV6 ? host[1..^1] : host, out var ip))
        {
            return false;
        }

        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        address = ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) ? null : ip;
        return true;
    }
}
