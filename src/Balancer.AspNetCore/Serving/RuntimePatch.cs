using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Balancing.AspNetCore;

/// <summary>
/// The server in front parses every request first, so its patch level is part of the gateway's security: before 10.0.13 there are
/// CVE-2025-55315, CVE-2026-70188 and CVE-2026-88092.
/// </summary>
internal static class RuntimePatch
{
    /// <summary>The oldest that is not known to be vulnerable.</summary>
    public static readonly Version Oldest = new(10, 0, 13);

    /// <summary>What this process runs on: ASP.NET Core's own version, else the runtime's.</summary>
    public static Version Here { get; } = Read();

    private static Version Read()
    {
        var text = typeof(KestrelServerOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var end = text.AsSpan().IndexOfAny('+', '-');
        return Version.TryParse(end < 0 ? text : text[..end], out var version) ? version : Environment.Version;
    }
}
