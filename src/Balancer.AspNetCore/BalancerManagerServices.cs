using Balancing.AspNetCore;
using Balancing.Manager;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What a gateway with a manager may register.</summary>
public static class BalancerManagerServices
{
    /// <summary>
    /// Settings of the manager. <c>MapBalancerManager</c> works without this call, with the defaults; a <c>SetHandler balancer-manager</c> of a
    /// site, for example of an imported httpd.conf, answers only with it, to those whom the access rules of its section let in.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Changes the settings. Default: none.</param>
    public static IServiceCollection AddBalancerManager(this IServiceCollection services, Action<ManagerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<SiteManagers>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ManagerDoors>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ManagerOptions>, ManagerOptionsCheck>());
        services.AddOptions<ManagerOptions>().Configure(options => configure?.Invoke(options))
            .PostConfigure<IServiceProvider>((options, provider) => options.Logging ??= provider.GetService<ILoggerFactory>())
            .ValidateOnStart();
        return services;
    }

    private sealed class ManagerOptionsCheck : IValidateOptions<ManagerOptions>
    {
        public ValidateOptionsResult Validate(string? name, ManagerOptions options) =>
            options.Problems() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems.Select(p => p.ToString())) : ValidateOptionsResult.Success;
    }
}
