using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>One parse, one meaning (R2, R3, R11). The server has parsed the request; what it lets pass is looked at once more.</summary>
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

        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                if (!FieldLine.IsValid(name, value ?? ""))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
