using System.Text;
using Balancing;
using Balancing.AspNetCore;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What a gateway may register.</summary>
public static class ProxyPassServices
{
    /// <summary>
    /// Settings of the gateway, and the encoding by which Kestrel passes on answers whose header values are not ASCII; without it
    /// such an answer is a 502. <c>MapProxyPass</c> works without this call, with the defaults.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Changes the settings. Default: none.</param>
    public static IServiceCollection AddProxyPass(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        services.TryAddSingleton<MemberTransports>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, ClientHostPolicy>(_ => new()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Prober, HttpProber>(ProberOf));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SocketTransportOptions>, SocketSettings>());
        services.Configure<KestrelServerOptions>(kestrel => kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1);
        services.AddOptions<GatewayOptions>().Configure(options => configure?.Invoke(options)).Validate(
            options => options.DecisionHeader is null || FieldLine.IsToken(options.DecisionHeader), "DecisionHeader is no name for a header.")
            .Validate(options => options.Limits.AreSound, "A number of Limits is not above 0.")
            .Validate(o => IsLimit(o.RequestTimeout), "RequestTimeout must be above zero, or infinite.")
            .Validate(o => o.TunnelIdleTimeout is null || IsLimit(o.TunnelIdleTimeout.Value), "TunnelIdleTimeout must be above zero, or infinite.")
            .Validate(o => IsLimit(o.TunnelTotalTimeout), "TunnelTotalTimeout must be above zero, or infinite.")
            .Validate(o => o.TunnelLimit >= 0, "TunnelLimit must be zero or more.")
            .Validate(o => o.TunnelLinger >= TimeSpan.Zero, "TunnelLinger must be zero or more.");
        return services;
    }

    private static bool IsLimit(TimeSpan time) => time > TimeSpan.Zero || time == Timeout.InfiniteTimeSpan;

    // Health checks trust whom requests trust.
    private static HttpProber ProberOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<GatewayOptions>>().Value;
        return new HttpProber(options.Time, options.Tls);
    }
}
