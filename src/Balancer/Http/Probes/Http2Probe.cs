using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Balancing.Http;

/// <summary>Asks a member of the schemes h2 and h2c, over HTTP/2. Where HTTP/1 says <c>*</c>, OPTIONS asks for the path of the check.</summary>
internal static class Http2Probe
{
    private const int MostBytes = 65_536; // R42

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>One request on a connection that nobody else has.</summary>
    /// <exception cref="InvalidDataException">It is no answer; the message is ours.</exception>
    public static async ValueTask<(ResponseFacts Response, string Body)> AskAsync(Stream stream, Member member, HealthCheckPlan check, CancellationToken cancel)
    {
        using var speaker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = (_, _) => new ValueTask<Stream>(stream),
            EnableMultipleHttp2Connections = false,
            MaxResponseHeadersLength = MostBytes / 1024,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            UseCookies = false,
            UseProxy = false,
        });
        using var message = Message(member.Url, check);
        try
        {
            using var answer = await speaker.SendAsync(message, cancel).ConfigureAwait(false);
            var lines = Lines(answer);
            var body = check.Method is HcMethod.Get or HcMethod.Get11 ? await ReadAsync(answer, cancel).ConfigureAwait(false) : "";
            return (new ResponseFacts((int)answer.StatusCode, lines), body);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new InvalidDataException("the answer is no HTTP/2 response", e);
        }
    }

    private static HttpRequestMessage Message(MemberUrl url, HealthCheckPlan check)
    {
        var scheme = url.Scheme == "h2" ? "https" : "http";
        var message = new HttpRequestMessage(
            new HttpMethod(ProbeRequest.MethodOf(check).Method), new Uri($"{scheme}://member{ProbeRequest.Target(url.Path, check.Uri)}", AsItIs))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.Host = url.Authority;
        return message;
    }

    private static List<KeyValuePair<string, string>> Lines(HttpResponseMessage answer)
    {
        var lines = new List<KeyValuePair<string, string>>();
        Add(answer.Headers.NonValidated, lines);
        Add(answer.Content.Headers.NonValidated, lines);
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

    private static async ValueTask<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var (bytes, length) = (new byte[MostBytes], 0);
        var body = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        while (length < MostBytes && await body.ReadAsync(bytes.AsMemory(length), cancel).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
