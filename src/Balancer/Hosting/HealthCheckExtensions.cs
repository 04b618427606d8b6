using Balancing.Attempts;

namespace Balancing;

/// <summary>Makes the loop that checks the health of members, with the built-in <see cref="HttpProber"/>.</summary>
public static class HealthCheckExtensions
{
    /// <summary>Health checks of one balancer. Nothing runs before <see cref="HealthChecks.Start"/> or <see cref="HealthChecks.Tick"/>.</summary>
    /// <param name="balancer">The balancer; its clock is used.</param>
    /// <param name="options">How to run them. Default: httpd's way.</param>
    public static HealthChecks CreateHealthChecks(this Balancer balancer, HealthLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        return CreateHealthChecks([balancer], options);
    }

    /// <summary>Health checks of some balancers together.</summary>
    /// <param name="balancers">The balancers; the clock of the first is used.</param>
    /// <param name="options">How to run them. Default: httpd's way.</param>
    public static HealthChecks CreateHealthChecks(this IEnumerable<Balancer> balancers, HealthLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(balancers);
        Balancer[] all = [.. balancers];
        Dispatcher[] dispatchers = [.. all.Select(balancer => balancer.Dispatcher)];
        var time = all.Length == 0 ? TimeProvider.System : all[0].Services.Time;
        return Make(() => dispatchers, options ?? new(), [], new HttpProber(time), time);
    }

    /// <summary>Health checks of all balancers of a registry, those that belong to one site among them; they follow its reloads.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="options">How to run them. Default: httpd's way.</param>
    public static HealthChecks CreateHealthChecks(this BalancerRegistry registry, HealthLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return CreateHealthChecks(registry, options ?? new(), [], TimeProvider.System);
    }

    internal static HealthChecks CreateHealthChecks(BalancerRegistry registry, HealthLoopOptions options, IEnumerable<Prober> probers, TimeProvider time) =>
        Make(() => registry.Dispatchers, options, probers, new HttpProber(time), time);

    private static HealthChecks Make(
        Func<IReadOnlyList<Dispatcher>> balancers, HealthLoopOptions options, IEnumerable<Prober> probers, HttpProber last, TimeProvider time) =>
        new(balancers, options, [.. options.Probers, .. probers.OrderBy(prober => prober is HttpProber), last], time);
}
