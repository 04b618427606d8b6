using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore;

/// <summary>The log entries of the gateway; docs/telemetry.md lists them. No text from the wire (R37).</summary>
internal static partial class GatewayLog
{
    public const string Category = "Balancer";

    /// <summary>What went wrong with a connection while no request waited for it.</summary>
    public static void Trouble(this ILogger log, MemberUrl member, PoolTrouble trouble)
    {
        if (trouble.Kind == PoolTroubleKind.OpenFailed)
        {
            log.OpenFailed(member.Configured, trouble.Error.InnerException?.GetType().Name ?? trouble.Error.GetType().Name);
        }
        else
        {
            log.ConnectionTrouble(member.Configured, trouble.Kind, trouble.Error.GetType().Name);
        }
    }

    /// <summary>Says once that the server in front is not safe.</summary>
    public static void Check(this ILogger log, Version runtime)
    {
        if (runtime < RuntimePatch.Oldest)
        {
            log.OldRuntime(runtime, RuntimePatch.Oldest);
        }
    }

    [LoggerMessage(1403, LogLevel.Warning, "ASP.NET Core {Version} has known vulnerabilities that let requests past a gateway (CVE-2025-55315, CVE-2026-70188, CVE-2026-88092); update to {Oldest} or later")]
    private static partial void OldRuntime(this ILogger log, Version version, Version oldest);

    [LoggerMessage(1411, LogLevel.Debug, "tunnel to member {Member} is open")]
    public static partial void TunnelOpened(this ILogger log, string member);

    [LoggerMessage(1412, LogLevel.Debug, "tunnel to member {Member} ended: {Why}, {Sent} bytes sent, {Received} received, {Seconds} s")]
    public static partial void TunnelEnded(this ILogger log, string member, TunnelEnd why, long sent, long received, double seconds);

    [LoggerMessage(1413, LogLevel.Warning, "no tunnel to member {Member}: {Limit} are open already")]
    public static partial void TunnelRefused(this ILogger log, string member, int limit);

    [LoggerMessage(1401, LogLevel.Warning, "no connection to member {Member} could be opened ahead of need: {Error}; it is tried again")]
    private static partial void OpenFailed(this ILogger log, string member, string error);

    [LoggerMessage(1402, LogLevel.Debug, "trouble with a connection to member {Member}: {Kind}, {Error}")]
    private static partial void ConnectionTrouble(this ILogger log, string member, PoolTroubleKind kind, string error);
}
