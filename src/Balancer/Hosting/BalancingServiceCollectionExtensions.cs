using System.Diagnostics.Metrics;
using Balancing.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Balancing;

/// <summary>Balancers and sites for a service provider.</summary>
public static class BalancingServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="BalancerRegistry"/>, keyed <see cref="Balancer"/>s and keyed <see cref="HostedSite"/>s. Everything is validated
    /// when the host starts. <see cref="TimeProvider"/>, <see cref="ILoggerFactory"/> and <see cref="IMeterFactory"/> are used when present.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Fills the options. Default: the builder's verbs say everything.</param>
    public static IBalancingBuilder AddBalancing(this IServiceCollection services, Action<BalancingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddCore(services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new BalancingBuilder(services);
    }

    /// <summary>As the other, with a section such as <c>Balancing</c>: read strictly, and read again when it changes.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">Holds <c>Balancers</c>, <c>Sites</c> and <c>HealthCheckTemplates</c>.</param>
    public static IBalancingBuilder AddBalancing(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        AddCore(services);
        var source = new ConfigurationSource(configuration);
        services.AddSingleton<IConfigureOptions<BalancingOptions>>(source);
        services.AddSingleton<IOptionsChangeTokenSource<BalancingOptions>>(source);
        return new BalancingBuilder(services);
    }

    private static void AddCore(IServiceCollection services)
    {
        services.AddOptions<BalancingOptions>().ValidateOnStart();
        services.TryAddSingleton(ServicesOf);
        services.TryAddSingleton(provider => new Architect(
            provider.GetRequiredService<BalancerServices>(), provider.GetServices<AddedBalancer>().Select(added => added.Balancer)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BalancingOptions>, BlueprintValidation>());
        services.TryAddSingleton<IOptionsMonitor<BalancingOptions>, LastGoodOptions>();
        services.TryAddSingleton(provider =>
            new BalancerRegistry(provider.GetRequiredService<IOptionsMonitor<BalancingOptions>>(), provider.GetRequiredService<Architect>()));
        services.TryAddKeyedSingleton(KeyedService.AnyKey, (provider, name) =>
            provider.GetRequiredService<BalancerRegistry>().GetBalancer(NameOf(name)));
        services.TryAddKeyedSingleton(KeyedService.AnyKey, (provider, name) =>
            SiteOf(provider.GetRequiredService<BalancerRegistry>(), NameOf(name)));
    }

    private static BalancerServices ServicesOf(IServiceProvider provider)
    {
        var services = BalancerServices.Default;
        return services with
        {
            Time = provider.GetService<TimeProvider>() ?? services.Time,
            Methods = new LbMethodRegistry(
                [LbMethods.ByRequests, LbMethods.ByTraffic, LbMethods.ByBusyness, LbMethods.Heartbeat, .. provider.GetServices<LbMethod>()]),
            Logging = provider.GetService<ILoggerFactory>(),
            Metering = provider.GetService<IMeterFactory>(),
        };
    }

    private static HostedSite SiteOf(BalancerRegistry registry, string name) => new(registry, registry.GetSite(name).Name);

    private static string NameOf(object? key) => key as string
        ?? throw new InvalidOperationException("Balancers and sites have names: use a string as the key.");

    private sealed record BalancingBuilder(IServiceCollection Services) : IBalancingBuilder;
}
