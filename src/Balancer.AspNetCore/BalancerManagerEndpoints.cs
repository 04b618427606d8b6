using Balancing;
using Balancing.AspNetCore;
using Balancing.Manager;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>balancer-manager as an endpoint.</summary>
public static class BalancerManagerEndpoints
{
    /// <summary>
    /// balancer-manager over everything that <c>AddBalancing</c> has made. It wins over <c>MapProxyPass</c>, and what anybody could read as its
    /// path is not forwarded. Say who may come, with <c>AllowFrom</c> or <c>RequireAuthorization</c>; without that the program does not start.
    /// </summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="pattern">Path at which it is, and everything below. Default: <c>/balancer-manager</c>.</param>
    /// <returns>To say who may come.</returns>
    /// <exception cref="InvalidOperationException">There is no <c>AddBalancing</c>.</exception>
    /// <exception cref="BalancerConfigurationException">The options of the manager are invalid; all problems are listed.</exception>
    public static BalancerManagerConventionBuilder MapBalancerManager(this IEndpointRouteBuilder endpoints, string pattern = "/balancer-manager")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var registry = endpoints.ServiceProvider.GetService<BalancerRegistry>()
            ?? throw new InvalidOperationException("No balancers are registered; call services.AddBalancing(...) before MapBalancerManager(), or name them.");
        return Map(endpoints, pattern, options => new BalancerManager(registry, options));
    }

    /// <summary>As the other, with balancers and sites that the program has made by itself.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="pattern">Path at which it is, and everything below.</param>
    /// <param name="balancers">The balancers. They stay the caller's to dispose of.</param>
    /// <param name="sites">Sites that lead to them or have some of their own. Default: none.</param>
    /// <returns>To say who may come.</returns>
    /// <exception cref="BalancerConfigurationException">The options of the manager are invalid; all problems are listed.</exception>
    public static BalancerManagerConventionBuilder MapBalancerManager(
        this IEndpointRouteBuilder endpoints, string pattern, IEnumerable<Balancing.Balancer> balancers, IEnumerable<ReverseProxy>? sites = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(balancers);
        return Map(endpoints, pattern, options => new BalancerManager(balancers, sites, options));
    }

    private static BalancerManagerConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, Func<ManagerOptions, BalancerManager> make)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var services = endpoints.ServiceProvider;
        var logging = services.GetService<ILoggerFactory>();
        Watch(endpoints);
        var isAdded = services.GetService<SiteManagers>() is not null;
        var manager = make(isAdded ? services.GetRequiredService<IOptions<ManagerOptions>>().Value : new ManagerOptions { Logging = logging });
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(manager.Dispose);

        var door = new ManagerDoor();
        var endpoint = new ManagerEndpoint(manager, door, (logging ?? NullLoggerFactory.Instance).CreateLogger(GatewayLog.Category));
        var path = pattern.Trim('/');
        var builder = endpoints.Map($"/{path}{(path.Length > 0 ? "/" : "")}{{**{ManagerEndpoint.Rest}}}", endpoint.HandleAsync);
        builder.Add(b =>
        {
            b.DisplayName = $"balancer-manager {pattern}";
            b.Metadata.Add(door);
        });
        builder.Finally(b => Claim(ManagerMounts.Of(services), (RouteEndpointBuilder)b));
        return new BalancerManagerConventionBuilder(builder, door);
    }

    private static void Watch(IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<SiteManagers>() is not null)
        {
            return; // ManagerDoors is asked at start
        }

        ManagerDoors.CheckWhenBuilt(endpoints as IApplicationBuilder
            ?? throw new InvalidOperationException("Call services.AddBalancerManager(), so that it can be checked at start who may come."));
    }

    // One that is for some hosts only leaves its path to the sites of the others.
    private static void Claim(ManagerMounts mounts, RouteEndpointBuilder builder)
    {
        var text = builder.RoutePattern.RawText ?? "";
        var path = text[..Math.Max(text.LastIndexOf("/{**", StringComparison.Ordinal), 0)];
        if (!path.Contains('{', StringComparison.Ordinal) && !builder.Metadata.OfType<IHostMetadata>().Any(h => h.Hosts.Count > 0))
        {
            mounts.Add("/" + path.Trim('/'));
        }
    }
}
