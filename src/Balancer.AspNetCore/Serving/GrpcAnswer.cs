using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>
/// Our own answers to gRPC calls: a head alone, with the status in gRPC's words, since gRPC clients read nothing else ("trailers-only").
/// Which word stands for which HTTP status is gRPC's own table (doc/http-grpc-status-mapping.md), so it is what a client would make of the
/// plain answer.
/// </summary>
internal static class GrpcAnswer
{
    private const string Type = "application/grpc";

    /// <summary>The request is a gRPC call over HTTP/2 or later. What speaks gRPC-Web reads plain statuses.</summary>
    public static bool IsAsked(HttpRequest request) =>
        request.ContentType is { } type && type.StartsWith(Type, StringComparison.OrdinalIgnoreCase)
        && (type.Length == Type.Length || type[Type.Length] is '+' or ';')
        && (HttpProtocol.IsHttp2(request.Protocol) || HttpProtocol.IsHttp3(request.Protocol));

    /// <summary>Sets the head that says so; there is no body.</summary>
    /// <param name="response">The response.</param>
    /// <param name="status">The HTTP status of the plain answer.</param>
    /// <param name="phrase">Its reason phrase.</param>
    public static void WriteHead(HttpResponse response, int status, string phrase)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = Type;
        response.Headers.GrpcStatus = CodeOf(status).ToString(CultureInfo.InvariantCulture);
        response.Headers.GrpcMessage = phrase;
    }

    private static int CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => 13, // INTERNAL
        StatusCodes.Status401Unauthorized => 16, // UNAUTHENTICATED
        StatusCodes.Status403Forbidden => 7, // PERMISSION_DENIED
        StatusCodes.Status404NotFound => 12, // UNIMPLEMENTED
        StatusCodes.Status429TooManyRequests or StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable
            or StatusCodes.Status504GatewayTimeout => 14, // UNAVAILABLE
        _ => 2, // UNKNOWN
    };
}
