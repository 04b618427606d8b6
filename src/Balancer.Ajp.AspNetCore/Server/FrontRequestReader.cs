using System.Buffers.Text;
using System.Text;

namespace Balancing.Ajp;

/// <summary>
/// Judges a Forward Request before anything of it is used: form, secret, attributes, then framing and target. Statuses are those of
/// Tomcat where it has one.
/// </summary>
/// <param name="settings">What is allowed.</param>
internal sealed class FrontRequestReader(AjpServerSettings settings)
{
    private readonly FrontAttributes _attributes = new(settings);

    /// <summary>Reads and judges.</summary>
    /// <param name="payload">The payload of the packet.</param>
    /// <param name="request">What was read; not complete when refused.</param>
    /// <returns>Null, or why the application does not see it.</returns>
    public RefusedRequest? Read(ReadOnlySpan<byte> payload, out FrontRequest request)
    {
        request = new FrontRequest();
        if (ForwardRequestReader.Check(payload) is var fault and not AjpFault.None)
        {
            return new(500, fault.ToString());
        }

        var reader = new ForwardRequestReader(payload);
        TakeHead(reader, request);
        var framing = TakeHeaders(ref reader, request);
        return _attributes.Take(ref reader, request) ?? framing ?? CheckTarget(reader.Path, request);
    }

    /// <summary>Digits and nothing else (R4).</summary>
    /// <returns>The number, or -1.</returns>
    public static long ParseNumber(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(value, out long number, out _) ? number : -1;

    private static void TakeHead(in ForwardRequestReader reader, FrontRequest request)
    {
        request.Method = reader.Method ?? "";
        request.Protocol = KnownText.Of(reader.Protocol);
        request.RemoteAddress = reader.HasRemoteAddress ? KnownText.Of(reader.RemoteAddress) : null;
        request.RemoteHost = reader.HasRemoteHost ? KnownText.Of(reader.RemoteHost) : null;
        request.ServerName = reader.HasServerName ? KnownText.Of(reader.ServerName) : null;
        request.ServerPort = reader.ServerPort;
        request.IsSecure = reader.IsSecure;
    }

    private RefusedRequest? TakeHeaders(ref ForwardRequestReader reader, FrontRequest request)
    {
        var refused = reader.HeaderCount > settings.MaxHeaderCount ? new RefusedRequest(500, "too many header lines") : null;
        var (length, coded) = (-1L, false);
        while (reader.NextHeader(out var field))
        {
            if (field.Code == Http1Request.ContentLength)
            {
                var isSecond = length >= 0;
                length = ParseNumber(field.Value);
                refused ??= isSecond ? new(400, "two lengths") : length < 0 ? new(400, "no length") : null;
            }
            else if (Ascii.EqualsIgnoreCase(field.Name, "transfer-encoding"u8))
            {
                refused ??= coded || !Ascii.EqualsIgnoreCase(field.Value, "chunked"u8) ? new(501, "transfer coding") : null;
                coded = true;
            }

            request.HasHost |= field.Code == Http1Request.Host;
        }

        refused ??= coded && length >= 0 ? new(400, "length and transfer coding") : null;
        request.SaysLength = length >= 0;
        request.Length = Math.Max(length, 0);
        request.Body = length > 0 ? BodyKind.Length : coded || (length < 0 && MayHaveBody(request.Method)) ? BodyKind.Unknown : BodyKind.None;
        return refused;
    }

    // A front that says nothing of a body has, of these methods, a request without one: httpd sends all its header lines, mod_jk adds a
    // length of 0. Of all others it may be one that HTTP/2 has brought to the front, and the body is asked for when it is read.
    private static bool MayHaveBody(string method) => method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE");

    private static RefusedRequest? CheckTarget(ReadOnlySpan<byte> path, FrontRequest request)
    {
        var isTarget = Http1Request.IsTargetText(path) && !path.Contains((byte)'?')
            && (path.StartsWith("/"u8) || Http1Request.SplitAbsolute(path, out _, out _) || (path.SequenceEqual("*"u8) && request.Method == "OPTIONS"));
        return isTarget ? null : new(400, "target");
    }
}
