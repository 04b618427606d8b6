using System.Net;

namespace Balancing.AspNetCore;

/// <summary>What keeps connections to one member apart besides its plan: what the site says that asks.</summary>
/// <param name="Source">Local address to connect from (httpd: ProxySourceAddress).</param>
/// <param name="Timeout">The member's timeout or the site's; the limit of connecting and of waiting where the member names none.</param>
internal readonly record struct HttpKey(IPAddress? Source, TimeSpan Timeout);
