using System.Globalization;

namespace Balancing.AspNetCore;

/// <summary>
/// The one gate between the gateway and its members, whatever transport stands behind it. What goes out is a request line and fields that
/// every parser reads alike (R1, R11, R15); what comes back is a head that may be passed on (R2, R3, R4, R8, R11, R13, R34).
/// </summary>
internal static class MemberGate
{
    /// <summary>False when a byte of it must not be written. Framing and Connection are the transport's own, so no line may speak of them.</summary>
    public static bool LetsOut(MemberRequest request)
    {
        var lines = request.Headers;
        if (!FieldLine.IsToken(request.Facts.Method) || request.Target.Length == 0 || request.Target[0] != '/'
            || request.Target.AsSpan().ContainsAnyExceptInRange('!', '~') || lines.Count == 0 || !Is(lines[0], "Host") || request.Body?.Length < 0)
        {
            return false;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!FieldLine.IsValid(line.Key, line.Value) || (i > 0 && Is(line, "Host")) || SpeaksOfFraming(line))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>False when the answer is none that may be passed on; then it is a 502 and its connection is closed.</summary>
    public static bool LetsIn(MemberRequest request, MemberAnswer answer, GatewayLimits limits)
    {
        var isFinal = answer.Status is >= 200 and <= 599 || (answer.Status == 101 && request.Upgrade is not null); // R34, R38
        if (!isFinal || answer.Headers.Count > limits.AnswerFields)
        {
            return false;
        }

        var (bytes, length, isChunked) = (0L, false, false);
        for (var i = 0; i < answer.Headers.Count; i++)
        {
            var line = answer.Headers[i];
            bytes += line.Key.Length + line.Value.Length + 4;
            if (!FieldLine.IsValid(line.Key, line.Value) || bytes > limits.AnswerHead)
            {
                return false;
            }

            if (Is(line, "Content-Length"))
            {
                if (length || !IsLength(line.Value))
                {
                    return false; // R4
                }

                length = true;
            }
            else if (Is(line, "Transfer-Encoding"))
            {
                if (isChunked || !line.Value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
                {
                    return false; // R3
                }

                isChunked = true;
            }
        }

        return !(length && isChunked); // R2: two lengths are none
    }

    private static bool SpeaksOfFraming(in KeyValuePair<string, string> line) => line.Key.Length switch
    {
        2 => Is(line, "TE") && line.Value != "trailers",
        6 => Is(line, "Expect"),
        7 => Is(line, "Upgrade"),
        10 => Is(line, "Connection") || Is(line, "Keep-Alive"),
        14 => Is(line, "Content-Length"),
        17 => Is(line, "Transfer-Encoding"),
        _ => false,
    };

    private static bool IsLength(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool Is(in KeyValuePair<string, string> line, string name) => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
