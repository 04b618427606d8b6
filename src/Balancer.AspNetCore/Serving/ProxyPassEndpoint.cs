using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Balancing.AspNetCore;

/// <summary>
/// A site as an endpoint: always the same one, or one chosen for each request. As a route constraint it matches only what the site's map maps, or refuses as malformed; what is not mapped,
/// and what <c>!</c> excludes, stays free for other endpoints, and else gets the server's 404.
/// </summary>
internal sealed class ProxyPassEndpoint(Func<HttpContext, ReverseProxy?> site, MemberTransports transports, ManagerMounts mounts) : IRouteConstraint
{
    private static readonly MapResult NoSite = new() { Refusal = Refusal.NotMapped };

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
    {
        if (httpContext is null || routeDirection != RouteDirection.IncomingRequest || mounts.Hide(httpContext))
        {
            return false;
        }

        if (site(httpContext) is not { } current)
        {
            Note(httpContext, in NoSite);
            return false;
        }

        var exchange = transports.Exchanges.Take() ?? new Exchange(transports);
        exchange.Begin(httpContext, current, this);
        Note(httpContext, in exchange.Hit);
        if (exchange.IsOurs)
        {
            exchange.Keep();
            return true;
        }

        exchange.Rest();
        return false;
    }

    public bool WaitsForName(HttpContext context) => Exchange.Find(context, this) is { WaitsForName: true };

    /// <summary>Looks the client's name up and asks the map once more; false when the request is not ours after all.</summary>
    public async Task<bool> NameAsync(HttpContext context)
    {
        var exchange = Exchange.Find(context, this)!;
        exchange.Name(await transports.Names.FindAsync(exchange.Facts.ClientAddress!, context.RequestAborted).ConfigureAwait(false));
        if (transports.DecisionHeader is not null)
        {
            DecisionNotes.Of(context)?.Took(exchange.Hit);
        }

        return exchange.IsOurs;
    }

    public Task HandleAsync(HttpContext context) => WaitsForName(context) ? NameAndAnswerAsync(context) : AnswerAsync(context);

    private async Task NameAndAnswerAsync(HttpContext context)
    {
        await NameAsync(context).ConfigureAwait(false);
        await AnswerAsync(context).ConfigureAwait(false);
    }

    private Task AnswerAsync(HttpContext context) =>
        Exchange.Find(context, this) is { } exchange ? exchange.RunAsync() : FixedPage.WriteAsync(context, StatusCodes.Status404NotFound);

    private void Note(HttpContext context, in MapResult hit)
    {
        if (transports.DecisionHeader is { } header)
        {
            DecisionNotes.Mapped(context, header, in hit);
        }
    }
}
