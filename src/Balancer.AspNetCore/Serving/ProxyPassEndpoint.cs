using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Balancing.AspNetCore;

/// <summary>
/// A site as an endpoint: always the same one, or one chosen for each request. As a route constraint it matches only what the site's map maps, or refuses as malformed; what is not mapped,
/// and what <c>!</c> excludes, stays free for other endpoints, and else gets the server's 404.
/// </summary>
internal sealed class ProxyPassEndpoint(Func<HttpContext, ReverseProxy?> site, MemberTransports transports) : IRouteConstraint
{
    private static readonly MapResult NoSite = new() { Refusal = Refusal.NotMapped };

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
    {
        if (httpContext is null || routeDirection != RouteDirection.IncomingRequest)
        {
            return false;
        }

        var visit = site(httpContext) is { } current ? Visit.Of(httpContext, current) : null;
        if (transports.DecisionHeader is { } header)
        {
            DecisionNotes.Mapped(httpContext, header, visit?.Hit ?? NoSite);
        }

        if (visit is null)
        {
            return false;
        }

        httpContext.Items[this] = visit;
        return visit.IsOurs;
    }

    public bool WaitsForName(HttpContext context) => context.Items[this] is Visit { WaitsForName: true };

    /// <summary>Looks the client's name up and asks the map once more; false when the request is not ours after all.</summary>
    public async Task<bool> NameAsync(HttpContext context)
    {
        var visit = (Visit)context.Items[this]!;
        visit = visit.Named(await transports.Names.FindAsync(visit.Facts.ClientAddress!, context.RequestAborted).ConfigureAwait(false));
        context.Items[this] = visit;
        DecisionNotes.Of(context)?.Took(visit.Hit);
        return visit.IsOurs;
    }

    public Task HandleAsync(HttpContext context) => WaitsForName(context) ? NameAndAnswerAsync(context) : AnswerAsync(context);

    private async Task NameAndAnswerAsync(HttpContext context)
    {
        await NameAsync(context).ConfigureAwait(false);
        await AnswerAsync(context).ConfigureAwait(false);
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Items[this] is not Visit visit)
        {
            return FixedPage.WriteAsync(context, StatusCodes.Status404NotFound);
        }

        DecisionNotes.Of(context)?.Took(visit.Hit);
        if (RequestFraming.Judge(context, visit.Site.Plan, visit.Facts, transports.Limits) is > 0 and var status)
        {
            return FixedPage.RefuseAsync(context, status, closes: true);
        }

        if (visit.IsServerWide)
        {
            return FixedPage.AllowAsync(context, visit.Site.Plan);
        }

        if (visit.Hit.Refusal is { } refusal)
        {
            return FixedPage.WriteAsync(context, refusal, closes: visit.Facts.BodyIsSpent);
        }

        LiftBodyLimit(context);
        return visit.Site.BalancerOf(visit.Hit) is { } balancer
            ? new Exchange(context, visit, transports).RunAsync(balancer)
            : FixedPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable);
    }

    // A body that is streamed may have any size; the server's default limit is meant for bodies that are held in memory. An endpoint
    // with a limit of its own keeps it.
    private static void LiftBodyLimit(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }
}
