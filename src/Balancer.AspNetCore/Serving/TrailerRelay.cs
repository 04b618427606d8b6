using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>
/// Passes the lines behind a member's body to a client that asked for them. On HTTP/2 the server sends them. On HTTP/1.1 it leaves the chunks
/// to an application that says <c>Transfer-Encoding: chunked</c> itself; so the chunks and the lines behind them are written here.
/// </summary>
internal sealed class TrailerRelay
{
    private readonly HttpResponse _response;
    private readonly MemberAnswer _answer;
    private readonly string[] _nominated;
    private readonly bool _chunks;

    private TrailerRelay(HttpResponse response, MemberAnswer answer, bool chunks)
    {
        (_response, _answer, _chunks) = (response, answer, chunks);
        _nominated = Line(answer, "Connection")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        Body = chunks ? PipeWriter.Create(new ChunkedBody(response.Body), new StreamPipeWriterOptions(leaveOpen: true)) : response.BodyWriter;
    }

    /// <summary>Where the body goes.</summary>
    public PipeWriter Body { get; }

    /// <summary>The client takes trailers.</summary>
    public static bool IsAsked(HttpRequest request) => request.Headers.TE is { Count: > 0 } te && TrailerLines.AreWelcome(te.ToString());

    /// <summary>Begins, below a head that is set but has not been sent. Null when there will be no trailers, or nobody to take them.</summary>
    public static TrailerRelay? Begin(HttpContext context, MemberAnswer answer)
    {
        var (request, response) = (context.Request, context.Response);
        var chunks = HttpProtocol.IsHttp11(request.Protocol);
        if (answer.Trailers is null || HttpMethods.IsHead(request.Method) || answer.Status is 204 or 205 or 304
            || (chunks ? response.ContentLength is not null || response.HasStarted : !response.SupportsTrailers()))
        {
            return null;
        }

        if (TrailerLines.Announcement(Line(answer, "Trailer")) is { } names)
        {
            response.Headers.Trailer = names;
        }

        if (chunks)
        {
            response.Headers.TransferEncoding = "chunked";
        }

        return new TrailerRelay(response, answer, chunks);
    }

    /// <summary>The body has ended whole. What is not, must not come here (R8).</summary>
    public async ValueTask EndAsync(CancellationToken cancel)
    {
        var end = _chunks ? new StringBuilder("0\r\n") : null;
        foreach (var (name, value) in _answer.Trailers!())
        {
            if (!TrailerLines.Passes(name, value) || Array.Exists(_nominated, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (end is null)
            {
                _response.AppendTrailer(name, value);
            }
            else
            {
                end.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        if (end is not null)
        {
            await _response.Body.WriteAsync(Encoding.ASCII.GetBytes(end.Append("\r\n").ToString()), cancel).ConfigureAwait(false);
        }
    }

    private static string? Line(MemberAnswer answer, string name)
    {
        string? all = null;
        foreach (var line in answer.Headers)
        {
            if (line.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                all = all is null ? line.Value : $"{all}, {line.Value}";
            }
        }

        return all;
    }
}
