using Balancing;
using Balancing.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>ProxyPass as an endpoint.</summary>
public static class ProxyPassEndpoints
{
    // Below every endpoint of the application's own, above a catch-all such as MapFallbackToFile (int.MaxValue).
    private const int FirstOrder = int.MaxValue - 1_000_000;

    /// <summary>
    /// Forwards what the site maps. The application's own endpoints win where they match; what the site does not map, or excludes
    /// with <c>!</c>, goes to whoever comes next, and else gets 404. Of several sites mapped one by one, the one mapped first is asked first.
    /// </summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="site">The site. It stays the caller's to dispose of.</param>
    /// <returns>For conventions such as <c>RequireAuthorization</c>.</returns>
    public static IEndpointConventionBuilder MapProxyPass(this IEndpointRouteBuilder endpoints, ReverseProxy site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return Map(endpoints, site.Name, _ => site);
    }

    /// <summary>
    /// As the other, with several sites. Which one answers is decided for each request by its local address and port and by its Host, as
    /// <see cref="VirtualHosts"/> says.
    /// </summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="sites">The sites in order of the configuration. They stay the caller's to dispose of.</param>
    /// <param name="listen">Ports that the configuration says are listened at. Default: those of the sites' addresses.</param>
    /// <returns>For conventions such as <c>RequireAuthorization</c>.</returns>
    public static IEndpointConventionBuilder MapProxyPass(
        this IEndpointRouteBuilder endpoints, IEnumerable<ReverseProxy> sites, IEnumerable<int>? listen = null)
    {
        ArgumentNullException.ThrowIfNull(sites);
        ReverseProxy[] all = [.. sites];
        var hosts = VirtualHosts.Of(all.Select(site => site.Plan), listen);
        return Map(endpoints, string.Join(", ", all.Select(site => site.Name)), context =>
        {
            var (connection, request) = (context.Connection, context.Request);
            var index = hosts.IndexOf(connection.LocalIpAddress, connection.LocalPort, request.IsHttps, request.Headers.Host);
            return index < 0 ? null : all[index];
        });
    }

    /// <summary>
    /// All sites that <c>AddBalancing</c> has made, chosen for each request as <see cref="VirtualHosts"/> says. A reload takes effect at once,
    /// also for sites that come and go.
    /// </summary>
    /// <param name="endpoints">Where to.</param>
    /// <returns>For conventions such as <c>RequireAuthorization</c>.</returns>
    public static IEndpointConventionBuilder MapProxyPass(this IEndpointRouteBuilder endpoints)
    {
        var registry = RegistryOf(endpoints, "");
        return Map(endpoints, "all sites", context =>
        {
            var (connection, request) = (context.Connection, context.Request);
            return registry.FindSite(connection.LocalIpAddress, connection.LocalPort, request.IsHttps, request.Headers.Host);
        });
    }

    /// <summary>As the other, with a site that <c>AddBalancing</c> has made. Each request sees the site in force, so a reload takes effect at once.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="site">Name of the site, in any case.</param>
    /// <returns>For conventions such as <c>RequireAuthorization</c>.</returns>
    /// <exception cref="KeyNotFoundException">There is no such site; the message names those there are.</exception>
    public static IEndpointConventionBuilder MapProxyPass(this IEndpointRouteBuilder endpoints, string site)
    {
        var registry = RegistryOf(endpoints, $"\"{site}\"");
        var name = registry.GetSite(site).Name;
        return Map(endpoints, name, _ => registry.TryGetSite(name, out var current) ? current : null);
    }

    private static BalancerRegistry RegistryOf(IEndpointRouteBuilder endpoints, string site)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.ServiceProvider.GetService<BalancerRegistry>()
            ?? throw new InvalidOperationException($"No sites are registered; call services.AddBalancing(...) before MapProxyPass({site}).");
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string name, Func<HttpContext, ReverseProxy?> site)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        KestrelSettings.Apply(endpoints.ServiceProvider);
        var transports = MemberTransports.Of(endpoints.ServiceProvider);
        var endpoint = new ProxyPassEndpoint(site, transports, ManagerMounts.Of(endpoints.ServiceProvider));
        var order = FirstOrder + transports.NextSite();
        var pattern = RoutePatternFactory.Parse("{**path}", defaults: null, new RouteValueDictionary { ["path"] = endpoint });
        var builder = endpoints.Map(pattern, endpoint.HandleAsync);
        builder.Add(b =>
        {
            ((RouteEndpointBuilder)b).Order = order;
            b.DisplayName = $"ProxyPass {name}";
            b.Metadata.Add(endpoint);
        });
        return builder;
    }
}
