using System.Net;

namespace Balancing.AspNetCore;

/// <summary>Our requests as SocketsHttpHandler wants them for HTTP/2.</summary>
internal static class Http2Messages
{
    // As in HTTP/1.1: our own encoding is what goes out (R20), and the name is a stand-in.
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>A request without its lines.</summary>
    public static HttpRequestMessage Begin(MemberRequest request, Patience patience)
    {
        var scheme = request.Member.Url.Scheme == "h2" ? "https" : "http";
        return new HttpRequestMessage(new HttpMethod(request.Facts.Method), new Uri($"{scheme}://member{request.Target}", AsItIs))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request.Body is null ? null : new Http2Content(request, patience),
        };
    }

    /// <summary>Its lines, and the rest of what the member is told.</summary>
    /// <exception cref="InvalidOperationException">One of them must not be written (R11).</exception>
    public static void AddLines(HttpRequestMessage message, MemberRequest request)
    {
        var bytes = request.Target.Length + request.Facts.Method.Length;
        foreach (var (name, value) in request.Headers)
        {
            if (!FieldLine.IsValid(name, value))
            {
                throw new InvalidOperationException("A header line that must not be written (R11).");
            }

            bytes += name.Length + value.Length + 4;
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (request.WantsTrailers)
        {
            message.Headers.TryAddWithoutValidation("TE", "trailers");
        }

        if (request.Body is not null && request.ExpectsContinue)
        {
            message.Headers.ExpectContinue = true;
        }

        request.Attempt.Count(bytes, 0); // as if it were text; what HPACK makes of it nobody can see
    }
}
