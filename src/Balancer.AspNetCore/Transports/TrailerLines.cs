using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>
/// The lines behind a body (RFC 9110 §6.5). They never become header lines, and what frames, routes, authenticates, asks, or says how to read
/// a body has no say there (R6): who merges them into the head would be led astray.
/// </summary>
internal static class TrailerLines
{
    private static readonly FrozenSet<string> Forbidden = FrozenSet.ToFrozenSet(
        [
            "Content-Length", "Transfer-Encoding", "Trailer", "TE", "Connection", "Keep-Alive", "Proxy-Connection", "Upgrade", "Host", "Expect",
            "Max-Forwards", "Proxy", "Via", "Forwarded", "X-Real-IP", "HTTP2-Settings",
            "Authorization", "Proxy-Authenticate", "Proxy-Authorization", "WWW-Authenticate", "Authentication-Info", "Proxy-Authentication-Info",
            "Cookie", "Set-Cookie", "Origin", "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Strict-Transport-Security",
            "Content-Type", "Content-Encoding", "Content-Language", "Content-Location", "Content-Range", "Content-Disposition",
            "Content-Security-Policy", "Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range",
            "Cache-Control", "Pragma", "Age", "Expires", "Date", "Vary", "Location", "Retry-After", "Refresh", "Allow", "Alt-Svc", "Link",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The line may be passed on. Values are ASCII: nobody can be told any more that one is not.</summary>
    public static bool Passes(string name, string value) =>
        MayBeNamed(name) && FieldLine.IsValid(name, value) && !value.AsSpan().ContainsAnyExceptInRange('\t', '~');

    /// <summary>A client's lines that may be passed on.</summary>
    /// <param name="lines">As received.</param>
    /// <param name="keepsUnderscores">Names with <c>_</c> may be (R12).</param>
    public static List<KeyValuePair<string, string>> Of(IHeaderDictionary lines, bool keepsUnderscores)
    {
        var passed = new List<KeyValuePair<string, string>>();
        foreach (var (name, values) in lines)
        {
            foreach (var value in values)
            {
                if (Passes(name, value ?? "") && (keepsUnderscores || !name.Contains('_', StringComparison.Ordinal)))
                {
                    passed.Add(new(name, value ?? ""));
                }
            }
        }

        return passed;
    }

    /// <summary>The names of an announcement that may be passed on, or null when there are none.</summary>
    /// <param name="announced">The value of a Trailer line, or null.</param>
    /// <param name="keepsUnderscores">Names with <c>_</c> may be (R12).</param>
    public static string? Announcement(string? announced, bool keepsUnderscores = true)
    {
        if (string.IsNullOrEmpty(announced))
        {
            return null;
        }

        var names = announced.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var passed = string.Join(", ", names.Where(n => FieldLine.IsToken(n) && MayBeNamed(n) && (keepsUnderscores || !n.Contains('_', StringComparison.Ordinal))));
        return passed.Length == 0 ? null : passed;
    }

    /// <summary>A TE line says that trailers are welcome.</summary>
    /// <param name="te">Its value, or null.</param>
    public static bool AreWelcome(string? te)
    {
        foreach (var part in te.AsSpan().Split(','))
        {
            if (te.AsSpan()[part].Trim(" \t").Equals("trailers", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBeNamed(string name) => !Forbidden.Contains(name) && !name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);
}
