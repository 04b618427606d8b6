using System.Globalization;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Makes the answers of members.</summary>
internal static class Replies
{
    private static readonly string[] Sizes = ["0", "20", "20", "500", "3000", "40000"];

    private static readonly KeyValuePair<string, string>[] Headers =
    [
        new("X-One", "theirs"), new("X-Two", "a"), new("X-Two", "b"), new("X-Custom", "c, d"), new("Cache-Control", "max-age=5"),
        new("Vary", "Accept"), new("ETag", "\"e\""), new("Via", "1.1 behind"), new("Keep-Alive", "timeout=9"), new("Connection", "X-Hop"), new("X-Hop", "h"),
        new("Content-Type", "text/html"), new("Content-Language", "de"), new("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"), new("Age", "3"),
        new("Proxy-Authenticate", "Basic realm=x"), new("WWW-Authenticate", "Basic realm=\"x\""), new("Accept-Ranges", "bytes"), new("X-Empty", ""),
        new("Refresh", "0; url=http://elsewhere/x"), new("Link", "<http://elsewhere/x>; rel=next"), new("Allow", "GET"), new("Upgrade", "foo"), new("Trailer", "X-T"),
        new("Expires", "Sun, 06 Nov 1994 08:49:37 GMT"), new("Content-Encoding", "identity"), new("Retry-After", "5"), new("Content-Disposition", "inline"),
    ];

    public static Reply Write(Draft draft, bool keepsConnections)
    {
        var chance = draft.Chance;
        var status = draft.Is(Emphasis.Failures) && chance.Percent(30) ? chance.Of(500, 503, 404, 502, 403)
            : draft.Likely(Emphasis.Answers, 60, 10) ? chance.Of(200, 201, 204, 301, 302, 303, 304, 307, 400, 401, 403, 404, 500, 502, 503)
            : 200;
        var headers = new List<KeyValuePair<string, string>>();
        if (draft.Likely(Emphasis.Answers, 60, 10)) headers.AddRange(chance.Some(Headers, chance.Between(1, 5)));
        if (status is 301 or 302 or 303 or 307 or 201 || draft.Likely(Emphasis.Answers, 30, 2)) headers.Add(new("Location", Url(draft)));
        if (draft.Likely(Emphasis.Answers, 20, 2)) headers.Add(new(chance.Of("Content-Location", "URI", "Destination"), Url(draft)));
        for (var i = draft.Likely(Emphasis.Answers, 40, 5) ? chance.Between(1, 2) : 0; i > 0; i--)
        {
            headers.Add(new("Set-Cookie", Cookie(chance)));
        }

        var kind = !keepsConnections && draft.Likely(Emphasis.Failures, 10, 2) ? chance.Of(ReplyKind.Silent, ReplyKind.Silent, ReplyKind.Garbage)
            : chance.Percent(15) ? ReplyKind.Chunked
            : chance.Percent(5) && status is not (204 or 304) ? ReplyKind.UntilClose
            : ReplyKind.Length;
        return new Reply(status, headers, int.Parse(chance.Of(Sizes), CultureInfo.InvariantCulture), kind);
    }

    private static string Url(Draft draft)
    {
        var chance = draft.Chance;
        var balancer = chance.Of<DraftBalancer>(draft.Balancers);
        var member = $"http://{{{(chance.Percent(80) ? chance.Of(balancer.Members) : "m7")}}}";
        var path = chance.Of("", "/t", "/base", "/extra") + chance.Of("/x", "/", "", "/x/y?q=1", "/a%20b", "/x#f");
        return chance.Next(10) switch
        {
            0 => "http://elsewhere.example" + path,
            1 => balancer.Path + (path.StartsWith('/') ? path : "/"),
            2 => "https" + member[4..] + path,
            3 => "http://www.example.com" + path,
            4 => "relative/x",
            _ => member + balancer.Path.TrimEnd('/') + path,
        };
    }

    private static string Cookie(Chance chance) =>
        $"n{chance.Next(5)}=v" + chance.Of("", "; Path=/", "; Path=/mem", "; path=/mem/x", "; Path=/t", "; PATH=/else")
        + chance.Of("", "", "; Domain=backend.local", "; domain=other.local", "; HttpOnly", "; Secure; Max-Age=5");
}
