using Microsoft.Extensions.DependencyInjection;

namespace Balancing;

/// <summary>Balancers for <c>IHttpClientFactory</c>.</summary>
public static class BalancerHttpClientBuilderExtensions
{
    /// <summary>
    /// Requests of this client for <c>balancer://name/...</c> go to the members of a balancer that <c>AddBalancing</c> knows.
    /// May be called for several balancers.
    /// </summary>
    /// <param name="builder">The client.</param>
    /// <param name="name">Name of the balancer, in any case.</param>
    public static IHttpClientBuilder AddBalancer(this IHttpClientBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return builder.AddHttpMessageHandler(services => new BalancerHandler(services.GetRequiredService<BalancerRegistry>().GetBalancer(name)));
    }

    /// <summary>Requests of this client for <c>balancer://name/...</c> go to the members of this balancer.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="balancer">The balancer; it belongs to who made it.</param>
    public static IHttpClientBuilder AddBalancer(this IHttpClientBuilder builder, Balancer balancer)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        return builder.AddHttpMessageHandler(() => new BalancerHandler(balancer));
    }
}
