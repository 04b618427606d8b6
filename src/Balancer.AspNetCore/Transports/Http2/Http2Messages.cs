using System.Net;

namespace Balancing.AspNetCore;

/// <summary>Our requests as SocketsHttpHandler wants them for HTTP/2.</summary>
internal static class Http2Messages
{
    // As in HTTP/1.1: our own encoding is what goes out (R20), and the name is a stand-in.
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static HttpRequestMessage Request(MemberRequest request, Http2Content? content)
    {
        var scheme = request.Member.Url.Scheme == "h2" ? "https" : "http";
        var message = new HttpRequestMessage(new HttpMethod(request.Facts.Method), new Uri($"{scheme}://member{request.Target}", AsItIs))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
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

        if (content is not null && request.ExpectsContinue)
        {
            message.Headers.ExpectContinue = true;
        }

        request.Attempt.Count(bytes, 0); // as if it were text; what HPACK makes of it nobody can see
        return message;
    }
}
