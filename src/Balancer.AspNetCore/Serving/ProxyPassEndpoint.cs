using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Balancing.AspNetCore;

/// <summary>
/// One site as an endpoint. As a route constraint it matches only what the site's map maps, or refuses as malformed; what is not mapped,
/// and what <c>!</c> excludes, stays free for other endpoints, and else gets the server's 404.
/// </summary>
internal sealed class ProxyPassEndpoint(Func<ReverseProxy?> site, MemberTransports transports) : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
    {
        if (httpContext is null || routeDirection != RouteDirection.IncomingRequest || site() is not { } current)
        {
            return false;
        }

        var visit = Visit.Of(httpContext, current);
        httpContext.Items[this] = visit;
        return visit.Hit.Outcome is MapOutcome.Mapped or MapOutcome.Refused;
    }

    public Task HandleAsync(HttpContext context)
    {
        if (context.Items[this] is not Visit visit)
        {
            return FixedPage.WriteAsync(context, StatusCodes.Status404NotFound);
        }

        if (visit.Hit.Refusal is { } refusal)
        {
            return FixedPage.WriteAsync(context, refusal.SuggestedStatus);
        }

        if (!RequestFraming.IsSound(context.Request))
        {
            return RefuseAsync(context);
        }

        return visit.Site.BalancerOf(visit.Hit) is { } balancer
            ? new Exchange(context, visit, transports).RunAsync(balancer)
            : FixedPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable);
    }

    // R2: what comes next on this connection may be part of this request.
    private static async Task RefuseAsync(HttpContext context)
    {
        context.Response.OnStarting(static c =>
        {
            ((HttpContext)c).Response.Headers.Connection = "close";
            return Task.CompletedTask;
        }, context);
        await FixedPage.WriteAsync(context, StatusCodes.Status400BadRequest).ConfigureAwait(false);
    }
}
