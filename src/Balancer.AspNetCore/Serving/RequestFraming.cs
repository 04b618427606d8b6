using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Balancing.AspNetCore;

/// <summary>
/// One parse, one meaning (R2, R3, R11, R13, R36, R38). The server has parsed the request; what it lets pass is looked at once more, before
/// anything is decided about it.
/// </summary>
internal static class RequestFraming
{
    // Kestrel renames the Content-Length of a request that also has a Transfer-Encoding, and goes on with the latter.
    private const string Renamed = "X-Content-Length";

    /// <summary>0 when the request may go on, else the status to refuse it with. What follows it on its connection is not to be trusted then.</summary>
    public static int Judge(HttpContext context, SitePlan site, in RequestFacts facts, IList<KeyValuePair<string, string>> lines, GatewayLimits limits)
    {
        var request = context.Request;
        if (!IsFramed(request) || SwitchesWithBody(request, facts.BodyIsSpent))
        {
            return StatusCodes.Status400BadRequest;
        }

        if (facts.Method.Length + facts.Target.Length + request.Protocol.Length + 2 > limits.RequestLine)
        {
            return StatusCodes.Status414UriTooLong;
        }

        return OfFields(lines, limits) is > 0 and var status ? status
            : facts.Method != "TRACE" ? 0
            : site.TraceEnable == TraceEnable.Off ? StatusCodes.Status405MethodNotAllowed
            : site.TraceEnable == TraceEnable.On && facts.BodyIsSpent ? StatusCodes.Status413PayloadTooLarge // mod_proxy.c: proxy_handler
            : 0;
    }

    private static bool IsFramed(HttpRequest request)
    {
        var coding = request.Headers.TransferEncoding;
        return coding.Count == 0
            || (coding.Count == 1 && string.Equals(coding[0], "chunked", StringComparison.OrdinalIgnoreCase)
                && request.ContentLength is null && !request.Headers.ContainsKey(Renamed) && HttpProtocol.IsHttp11(request.Protocol));
    }

    // R38: what of the bytes behind the head would be the body, and what the other protocol?
    private static bool SwitchesWithBody(HttpRequest request, bool hasBody) =>
        hasBody && request.Headers.Upgrade.Count > 0
        && Array.Exists(request.Headers.Connection.ToArray(), line => line?.Contains("upgrade", StringComparison.OrdinalIgnoreCase) == true);

    private static int OfFields(IList<KeyValuePair<string, string>> lines, GatewayLimits limits)
    {
        var bytes = 0L;
        for (var i = 0; i < lines.Count; i++)
        {
            var (name, value) = lines[i];
            var size = name.Length + value.Length + 2;
            bytes += size + 2;
            if (!FieldLine.IsValid(name, value))
            {
                return StatusCodes.Status400BadRequest;
            }

            if (i >= limits.RequestFields || size > limits.RequestField || bytes > limits.RequestHead)
            {
                return StatusCodes.Status431RequestHeaderFieldsTooLarge;
            }
        }

        return 0;
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
