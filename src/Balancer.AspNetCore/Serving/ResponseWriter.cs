using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Balancing.AspNetCore;

/// <summary>The only way a head gets into the server's response. Framing is the server's own; only a length is passed on (R1).</summary>
internal static class ResponseWriter
{
    /// <exception cref="InvalidOperationException">A line that must not be written; nothing was sent, so it becomes a 502.</exception>
    public static void WriteHead(HttpResponse response, int status, IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        response.StatusCode = status;
        for (var i = 0; i < lines.Count; i++)
        {
            var (name, value) = lines[i];
            if (!FieldLine.IsValid(name, value) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException("A header line that must not be written (R1, R11).");
            }

            if (status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                continue; // RFC 9110 §8.6, §15.3.6
            }

            response.Headers[name] = StringValues.Concat(response.Headers[name], value);
        }
    }
}
