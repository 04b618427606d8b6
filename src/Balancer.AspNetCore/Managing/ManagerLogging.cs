using System.Net;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore;

/// <summary>What is logged at the manager's door; docs/telemetry.md lists it.</summary>
internal static partial class ManagerLogging
{
    [LoggerMessage(1430, LogLevel.Warning, "balancer-manager: {Client} was denied")]
    public static partial void ManagerDenied(this ILogger log, IPAddress? client);

    [LoggerMessage(1433, LogLevel.Warning, "site {Site}: SetHandler balancer-manager answers nobody at {Path}, for no access rule says who may come; write a Require into its Location, such as \"Require ip 10.0.0.0/8\"")]
    public static partial void ManagerUnguarded(this ILogger log, string site, string path);

    [LoggerMessage(1435, LogLevel.Warning, "balancer-manager answers to any name, {Name} this time: a page in a browser whose name leads here could use it (DNS rebinding). Name yours with RequireHost(\"{Name}\"), or ask for a login")]
    public static partial void ManagerOfAnyName(this ILogger log, string name);
}
