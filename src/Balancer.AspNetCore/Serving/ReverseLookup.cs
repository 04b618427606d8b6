using System.Net;
using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>Asks DNS for the name of an address, and for the addresses of that name in turn (util: ap_get_useragent_host, REMOTE_DOUBLE_REV).</summary>
internal static class ReverseLookup
{
    /// <summary>The name, or empty when there is none that leads back to the address.</summary>
    /// <exception cref="SocketException">DNS gave no answer.</exception>
    public static async ValueTask<string?> AskAsync(IPAddress address, CancellationToken cancel)
    {
        try
        {
            var name = (await Dns.GetHostEntryAsync(address.ToString(), cancel).ConfigureAwait(false)).HostName.TrimEnd('.');
            if (name.Length == 0 || IPAddress.TryParse(name, out _))
            {
                return "";
            }

            var back = await Dns.GetHostAddressesAsync(name, cancel).ConfigureAwait(false);
            return Array.Exists(back, a => address.Equals(a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a)) ? name : "";
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return "";
        }
    }
}
