using System.Diagnostics.Metrics;
using Balancing.Telemetry;
using Microsoft.Extensions.Logging;

namespace Balancing;

/// <summary>What a balancer takes from its surroundings. Everything has a default; nothing runs by itself.</summary>
public sealed record BalancerServices
{
    /// <summary>The surroundings of a program that sets nothing.</summary>
    public static readonly BalancerServices Default = new();

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Election methods by name. Default: the built-in ones.</summary>
    public LbMethodRegistry Methods { get; init; } = new(LbMethods.ByRequests, LbMethods.ByTraffic, LbMethods.ByBusyness, LbMethods.Heartbeat);

    /// <summary>Health-check templates by name (httpd: ProxyHCTemplate). Default: none.</summary>
    public IReadOnlyDictionary<string, HealthCheckOptions>? HealthCheckTemplates { get; init; }

    /// <summary>
    /// Directory of the edits that <c>BalancerPersist</c> saves, one file per balancer (httpd: DefaultRuntimeDir). Default: null, what systemd
    /// says in <c>STATE_DIRECTORY</c>, else a folder named after the program in the user's local application data.
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>Where events are logged. Default: nowhere.</summary>
    public ILoggerFactory? Logging { get; init; }

    /// <summary>Who makes the meter named <c>Balancer</c>. Default: one for the whole process.</summary>
    public IMeterFactory? Metering { get; init; }

    /// <summary>ProxyHCTemplate (none). The same with one more template, for balancers that share it.</summary>
    /// <param name="name">Its name; compared without case.</param>
    /// <param name="configure">Its values.</param>
    /// <returns>A copy.</returns>
    public BalancerServices HealthCheckTemplate(string name, Action<HealthCheckBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        var template = new HealthCheckOptions();
        configure(new HealthCheckBuilder(template));
        var all = new Dictionary<string, HealthCheckOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (var (known, values) in HealthCheckTemplates ?? all)
        {
            all[known] = values;
        }

        all[name] = template;
        return this with { HealthCheckTemplates = all };
    }

    /// <summary>Who is told what happens. Default: logs, meter and activities.</summary>
    internal BalancerEvents? Events { get; init; }
}
