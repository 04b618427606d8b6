using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Balancing.AspNetCore;

/// <summary>
/// Passes interim answers such as 103 to HTTP/1.1 clients (RFC 9110 §15.2). The server has no word for them, so they are written to its
/// connection: before the response has begun nobody else writes there, but for the leave to send a body; who waits for that gets no others.
/// </summary>
internal static class InterimRelay
{
    private const int EarlyHints = 103; // RFC 8297; ASP.NET Core has no phrase for it

    /// <summary>The client takes interim answers, and there is a way to pass them on.</summary>
    public static bool IsOpen(HttpContext context, IReadOnlyDictionary<string, string>? environment)
    {
        var request = context.Request;
        return HttpProtocol.IsHttp11(request.Protocol) && request.Headers.Expect.Count == 0 && !context.Response.HasStarted
            && Steering.PassesInterim(environment) && context.Features.Get<IConnectionTransportFeature>() is not null;
    }

    /// <summary>Passes one on.</summary>
    /// <param name="context">The request; see <see cref="IsOpen"/>.</param>
    /// <param name="status">Status, 102..199.</param>
    /// <param name="received">The member's lines.</param>
    /// <param name="ruled">The same as the site's rules leave them; what the rules add belongs to the final answer.</param>
    /// <param name="limit">Longest wait for a client that does not read. Then its connection is cut (R43).</param>
    /// <param name="time">The clock.</param>
    /// <param name="client">Ends the waiting.</param>
    public static async ValueTask PassAsync(
        HttpContext context,
        int status,
        IReadOnlyList<KeyValuePair<string, string>> received,
        IReadOnlyList<KeyValuePair<string, string>> ruled,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken client)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested
            || context.Features.Get<IConnectionTransportFeature>()?.Transport.Output is not { } output)
        {
            return;
        }

        using var patience = new Patience(limit, time, client);
        patience.Start();
        try
        {
            output.Write(Head(status, received, ruled));
            await output.FlushAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or IOException)
        {
            context.Abort(); // what was begun cannot be taken back
        }
    }

    private static byte[] Head(int status, IReadOnlyList<KeyValuePair<string, string>> received, IReadOnlyList<KeyValuePair<string, string>> ruled)
    {
        var phrase = status == EarlyHints ? "Early Hints" : ReasonPhrases.GetReasonPhrase(status);
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {phrase}\r\n"));
        foreach (var (name, value) in ruled)
        {
            if (IsOfInterim(name) && FieldLine.IsValid(name, value) && received.Any(line => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                head.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    // Nothing follows it, so nothing frames it (R9); a session is the final answer's to begin.
    private static bool IsOfInterim(string name) =>
        !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Via", StringComparison.OrdinalIgnoreCase);
}
