using System.Net;
using System.Net.Http.Headers;

namespace Balancing.AspNetCore;

/// <summary>Our requests and answers as SocketsHttpHandler wants them.</summary>
internal static class HttpMessages
{
    // Our own encoding is what goes out, byte for byte (R20). The name is a stand-in: the connector knows where to go.
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static HttpRequestMessage Request(MemberRequest request, Sending sending, Patience patience)
    {
        var (plan, isHttp10) = (request.Member.Plan, Steering.IsHttp10(request));
        var message = new HttpRequestMessage(new HttpMethod(request.Facts.Method), new Uri($"http://member{request.Target}", AsItIs))
        {
            Version = isHttp10 ? HttpVersion.Version10 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request.Body is null ? null : new PulledContent(request, sending, patience),
        };
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (request.Body is not null && !isHttp10 && (request.ExpectsContinue || plan is { Ping: not null, PingMethod: PingMethod.Expect }))
        {
            message.Headers.ExpectContinue = true;
        }

        // Said though it is the default: HTTP/1.0 backends need it, and httpd counts it (mod_proxy_http.c: ap_proxy_http_request).
        if (!isHttp10)
        {
            var closes = plan.Pool.DisableReuse || Steering.ClosesAfter(request);
            message.Headers.TryAddWithoutValidation("Connection", (closes ? "close" : "Keep-Alive") + (request.WantsTrailers ? ", TE" : ""));
            if (request.WantsTrailers)
            {
                message.Headers.TryAddWithoutValidation("TE", "trailers");
            }
        }

        return message;
    }

    /// <returns>Null when the head breaks a rule; then the answer is a 502, and its connection is closed (R8).</returns>
    public static MemberAnswer? Answer(HttpResponseMessage response, Stream body, MemberRequest request, GatewayLimits limits, Func<ValueTask> end)
    {
        var lines = new List<KeyValuePair<string, string>>();
        Add(response.Headers.NonValidated, lines);
        Add(response.Content.Headers.NonValidated, lines);
        var answer = new MemberAnswer((int)response.StatusCode, lines, body, end)
        {
            Reason = response.ReasonPhrase ?? "",
            Protocol = response.Version.Major == 2 ? "HTTP/2" : $"HTTP/{response.Version}",
            Trailers = request.WantsTrailers ? () => Trailers(response) : null,
        };
        var areShort = lines.TrueForAll(line => line.Key.Length + line.Value.Length + 2 <= request.Member.Plan.ResponseFieldSize);
        return areShort && MemberGate.LetsIn(request, answer, limits) ? answer : null;
    }

    private static List<KeyValuePair<string, string>> Trailers(HttpResponseMessage response)
    {
        var lines = new List<KeyValuePair<string, string>>();
        Add(response.TrailingHeaders.NonValidated, lines);
        return lines;
    }

    private static void Add(HttpHeadersNonValidated headers, List<KeyValuePair<string, string>> lines)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                lines.Add(new(name, value));
            }
        }
    }
}
