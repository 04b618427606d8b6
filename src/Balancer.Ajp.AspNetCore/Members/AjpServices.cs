using Balancing;
using Balancing.Ajp;
using Balancing.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What an application with <c>ajp://</c> members registers.</summary>
public static class AjpServices
{
    /// <summary>
    /// Lets <c>MapProxyPass</c> send to <c>ajp://</c> members, and health checks ask them with <c>hcmethod=CPING</c>. A second call only adds its
    /// settings.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Changes what members are told. Default: nothing.</param>
    public static IServiceCollection AddAjp(this IServiceCollection services, Action<AjpMemberOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMemberTransport, AjpTransport>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Prober, AjpProber>(ProberOf));
        services.AddOptions<GatewayOptions>();
        services.AddOptions<AjpMemberOptions>().Configure(options => configure?.Invoke(options));
        return services;
    }

    private static AjpProber ProberOf(IServiceProvider provider) => new(provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Time);
}
