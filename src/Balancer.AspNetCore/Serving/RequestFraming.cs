using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Balancing.AspNetCore;

/// <summary>One parse, one meaning (R2, R3). The server has parsed the request; what it lets pass is looked at once more.</summary>
internal static class RequestFraming
{
    // Kestrel renames the Content-Length of a request that also has a Transfer-Encoding, and goes on with the latter.
    private const string Renamed = "X-Content-Length";

    public static bool IsSound(HttpRequest request)
    {
        var coding = request.Headers.TransferEncoding;
        if (coding.Count > 0)
        {
            var isChunked = coding.Count == 1 && string.Equals(coding[0], "chunked", StringComparison.OrdinalIgnoreCase);
            if (!isChunked || request.ContentLength is not null || request.Headers.ContainsKey(Renamed) || !HttpProtocol.IsHttp11(request.Protocol))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>R2: what comes next on this connection may be part of this request.</summary>
    public static async Task RefuseAsync(HttpContext context)
    {
        context.Response.OnStarting(static c =>
        {
            ((HttpContext)c).Response.Headers.Connection = "close";
            return Task.CompletedTask;
        }, context);
        await FixedPage.WriteAsync(context, StatusCodes.Status400BadRequest).ConfigureAwait(false);
    }

    /// <summary>
    /// A body that is streamed may have any size; the server's default limit is meant for bodies that are held in memory. An endpoint
    /// with a limit of its own keeps it.
    /// </summary>
    public static void LiftBodyLimit(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }
}
