using System.Net.Http.Headers;

namespace Balancing.Http;

/// <summary>Reads the facts of a request message.</summary>
internal static class RequestReader
{
    public static RequestFacts FactsOf(HttpRequestMessage request)
    {
        request.Options.TryGetValue(BalancerHandler.SessionRoute, out var route);
        request.Options.TryGetValue(BalancerHandler.Key, out var key);
        return new RequestFacts
        {
            Method = request.Method.Method,
            Target = TargetOf(request.RequestUri!),
            Host = request.Headers.Host,
            CookieHeader = CookiesOf(request.Headers),
            SessionRoute = route,
            Key = key,
            Headers = new MessageHeaders(request),
            BodyIsSpent = request.Content is { } content && !CanSendAgain(content),
        };
    }

    // Read as an http URL, so that dot segments are resolved before the member's own path is put in front (R24).
    private static string TargetOf(Uri uri) => new Uri($"http://balancer{uri.PathAndQuery}").PathAndQuery;

    private static string? CookiesOf(HttpRequestHeaders headers) =>
        headers.NonValidated.TryGetValues("Cookie", out var lines) ? string.Join("; ", (IEnumerable<string>)lines) : null;

    // What is in memory can be written twice. Of a stream nobody knows.
    private static bool CanSendAgain(HttpContent content) => content switch
    {
        ByteArrayContent or ReadOnlyMemoryContent => true,
        MultipartContent parts => parts.All(CanSendAgain),
        _ => false,
    };
}
