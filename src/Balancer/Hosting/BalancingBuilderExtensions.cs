using System.Diagnostics.CodeAnalysis;
using Balancing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Balancing;

/// <summary>The verbs of <see cref="IBalancingBuilder"/>.</summary>
public static class BalancingBuilderExtensions
{
    /// <summary>Makes an election method known by its name (httpd: ap_register_provider). The provider builds it once.</summary>
    /// <typeparam name="T">The method.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IBalancingBuilder AddLbMethod<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBalancingBuilder builder)
        where T : LbMethod
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<LbMethod, T>();
        return builder;
    }

    /// <summary>Makes an election method known by its name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="method">The method.</param>
    public static IBalancingBuilder AddLbMethod(this IBalancingBuilder builder, LbMethod method)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(method);
        builder.Services.AddSingleton(method);
        return builder;
    }

    /// <summary>Says more about a balancer, over what the configuration says; makes it when the configuration does not name it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Name of the balancer, in any case.</param>
    /// <param name="configure">What to say; called again at each reload. Clock, methods and logs come from the provider, not from here.</param>
    public static IBalancingBuilder ConfigureBalancer(this IBalancingBuilder builder, string name, Action<BalancerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.PostConfigure<BalancingOptions>(all =>
        {
            if (!all.Balancers.TryGetValue(name, out var options))
            {
                all.Balancers[name] = options = new BalancerOptions();
            }

            var balancer = new BalancerBuilder(name, options);
            configure(balancer);
            if (balancer.SaysSurroundings)
            {
                new Place("Balancers", all.Problems).At(name).Add(
                    "Time and Services have no effect in ConfigureBalancer", "Register a TimeProvider or BalancerServices with the provider");
            }
        });
        return builder;
    }

    /// <summary>Says more about a site, over what the configuration says; makes it when the configuration does not name it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Name of the site, in any case.</param>
    /// <param name="configure">What to say; called again at each reload. It may name every balancer there is.</param>
    public static IBalancingBuilder ConfigureSite(this IBalancingBuilder builder, string name, Action<ReverseProxyBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.PostConfigure<BalancingOptions>(all =>
        {
            if (!all.Sites.TryGetValue(name, out var options))
            {
                all.Sites[name] = options = new SiteOptions();
            }

            var site = new ReverseProxyBuilder(name, options);
            configure(site);
            if (site.SaysSurroundings)
            {
                new Place("Sites", all.Problems).At(name).Add(
                    "Balancer, Time and Services have no effect in ConfigureSite",
                    "Use AddBalancer, and register a TimeProvider or BalancerServices with the provider");
            }
        });
        return builder;
    }

    /// <summary>
    /// Runs the health checks of all balancers while the host runs (httpd: mod_proxy_hcheck, mod_watchdog). Opt-in: without this call
    /// nothing probes. <see cref="HealthChecks"/> can be asked for, for its numbers.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">How to run them. Default: httpd's way.</param>
    public static IBalancingBuilder RunHealthChecks(this IBalancingBuilder builder, Action<HealthLoopOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        builder.Services.TryAddSingleton(provider => HealthCheckExtensions.CreateHealthChecks(
            provider.GetRequiredService<BalancerRegistry>(), provider.GetRequiredService<IOptions<HealthLoopOptions>>().Value,
            provider.GetServices<Prober>(), provider.GetRequiredService<BalancerServices>().Time));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HealthCheckService>());
        return builder;
    }

    /// <summary>Adds a way to probe members, asked before the built-in one. The provider builds it once.</summary>
    /// <typeparam name="T">The prober.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IBalancingBuilder AddProber<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IBalancingBuilder builder)
        where T : Prober
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<Prober, T>();
        return builder;
    }

    /// <summary>Adds a balancer that code made; sites, clients and keyed services find it by name. It belongs to who made it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="balancer">The balancer.</param>
    public static IBalancingBuilder AddBalancer(this IBalancingBuilder builder, Balancer balancer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(balancer);
        builder.Services.AddSingleton(new AddedBalancer(balancer));
        builder.Services.AddKeyedSingleton(balancer.Name, balancer);
        return builder;
    }
}
