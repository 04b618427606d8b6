using System.Globalization;
using System.Text;

namespace Balancing.Http;

/// <summary>Reads the answer to a probe: HTTP/1 or nothing, at most so much of it (R42).</summary>
internal static class ProbeAnswer
{
    private const int MostLines = 200;
    private const int MostInterims = 8;
    private const int MostBytes = 65_536;

    /// <summary>Status and headers of the final answer.</summary>
    /// <exception cref="InvalidDataException">It is no answer; the message is ours.</exception>
    public static async ValueTask<ResponseFacts> ReadHeadAsync(ProbeReader reader)
    {
        for (var interims = 0; interims <= MostInterims; interims++)
        {
            var status = StatusOf(await reader.ReadLineAsync().ConfigureAwait(false));
            var headers = await ReadHeadersAsync(reader).ConfigureAwait(false);
            if (status is < 100 or >= 200 or 101)
            {
                return new ResponseFacts(status, headers);
            }
        }

        throw new InvalidDataException("the answer has too many interim responses");
    }

    /// <summary>The body, up to 64 KiB of it.</summary>
    public static async ValueTask<string> ReadBodyAsync(ProbeReader reader, ResponseFacts response)
    {
        if (response.Status is < 200 or 204 or 304)
        {
            return "";
        }

        using var body = new MemoryStream();
        if (response.Header("Transfer-Encoding") is { } coding)
        {
            if (!coding.Trim().Equals("chunked", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException("the answer's Transfer-Encoding is not chunked");
            }

            await ReadChunksAsync(reader, body).ConfigureAwait(false);
        }
        else if (response.Header("Content-Length") is { } said)
        {
            if (!long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                throw new InvalidDataException("the answer's Content-Length is no number");
            }

            await ReadExactlyAsync(reader, body, length).ConfigureAwait(false);
        }
        else
        {
            await ReadToEndAsync(reader, body).ConfigureAwait(false);
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    // HTTP/#.# ### (mod_proxy_hcheck.c: hc_read_headers), and of version 1.
    private static int StatusOf(string line) =>
        line.Length >= 12 && line.StartsWith("HTTP/1.", StringComparison.Ordinal) && char.IsAsciiDigit(line[7]) && line[8] == ' '
        && (line.Length == 12 || line[12] == ' ') && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        && status is >= 100 and <= 599
            ? status : throw new InvalidDataException("the answer is no HTTP/1 response");

    private static async ValueTask<List<KeyValuePair<string, string>>> ReadHeadersAsync(ProbeReader reader)
    {
        var headers = new List<KeyValuePair<string, string>>();
        for (var lines = 0; lines <= MostLines; lines++)
        {
            var line = await reader.ReadLineAsync().ConfigureAwait(false);
            if (line.Length == 0)
            {
                return headers;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
            {
                throw new InvalidDataException("the answer has a header that is none");
            }

            headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        throw new InvalidDataException($"the answer has more than {MostLines} header lines");
    }

    private static async ValueTask ReadChunksAsync(ProbeReader reader, MemoryStream body)
    {
        while (body.Length < MostBytes)
        {
            var line = await reader.ReadLineAsync().ConfigureAwait(false);
            var end = line.IndexOf(';', StringComparison.Ordinal);
            if (!long.TryParse((end < 0 ? line : line[..end]).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
            {
                throw new InvalidDataException("the answer has a chunk without a size");
            }

            if (size == 0)
            {
                return;
            }

            await ReadExactlyAsync(reader, body, size).ConfigureAwait(false);
            if (body.Length < MostBytes && (await reader.ReadLineAsync().ConfigureAwait(false)).Length > 0)
            {
                throw new InvalidDataException("the answer has a chunk that is longer than it says");
            }
        }
    }

    private static async ValueTask ReadExactlyAsync(ProbeReader reader, MemoryStream body, long length)
    {
        while (length > 0 && body.Length < MostBytes)
        {
            var some = await reader.ReadSomeAsync(Math.Min(length, MostBytes - body.Length)).ConfigureAwait(false);
            if (some.IsEmpty)
            {
                throw new InvalidDataException("the connection was closed within the answer's body");
            }

            body.Write(some.Span);
            length -= some.Length;
        }
    }

    private static async ValueTask ReadToEndAsync(ProbeReader reader, MemoryStream body)
    {
        while (body.Length < MostBytes)
        {
            var some = await reader.ReadSomeAsync(MostBytes - body.Length).ConfigureAwait(false);
            if (some.IsEmpty)
            {
                return;
            }

            body.Write(some.Span);
        }
    }
}
