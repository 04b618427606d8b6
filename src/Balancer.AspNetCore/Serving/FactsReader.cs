using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Balancing.AspNetCore;

/// <summary>What the engine may know of a request, from what the server holds. Never from a header that a client could have made up (R18).</summary>
internal static class FactsReader
{
    public static RequestFacts Read(HttpContext context, ServerHeaders headers)
    {
        var request = context.Request;
        var isTunnel = UpgradeAsk.IsTunnelRequest(context);
        return new RequestFacts
        {
            Method = isTunnel ? HttpMethods.Get : request.Method,
            Target = TargetOf(context),
            Host = request.Headers.Host is { Count: > 0 } host ? host.ToString() : null,
            CookieHeader = Cookies(request.Headers.Cookie),
            ClientAddress = context.Connection.RemoteIpAddress,
            Scheme = request.Scheme,
            Protocol = request.Protocol,
            Headers = headers.Of(request.Headers),
            BodyIsSpent = !isTunnel && HasBody(context),
        };
    }

    /// <summary>True unless there is no body, or an empty one. What was read of it is gone (R40).</summary>
    public static bool HasBody(HttpContext context) =>
        context.Request.ContentLength is not 0
        && (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? context.Request.ContentLength > 0);

    // R20: the target as it came; Request.Path is decoded, and what was decoded cannot be sent.
    private static string TargetOf(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : context.Request.GetEncodedPathAndQuery();

    // HTTP/2 clients may send a line for each cookie (RFC 9113 §8.2.3).
    private static string? Cookies(in StringValues lines) => lines.Count switch
    {
        0 => null,
        1 => lines[0],
        _ => string.Join("; ", lines.ToArray()),
    };
}
