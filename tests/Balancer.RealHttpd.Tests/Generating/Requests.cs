using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Makes requests.</summary>
internal static class Requests
{
    private static readonly KeyValuePair<string, string>[] Headers =
    [
        new("X-One", "1"), new("X-One", "a, b"), new("X-Two", "two"), new("Accept", "text/html"), new("Accept", "*/*;q=0.1"),
        new("User-Agent", "test"), new("X-Forwarded-For", "10.1.2.3"), new("X-Forwarded-Host", "front.example"), new("X-Forwarded-Server", "lb"),
        new("X-Forwarded-Proto", "https"), new("Via", "1.0 before"), new("Max-Forwards", "5"), new("Max-Forwards", "0"), new("Max-Forwards", "x"),
        new("TE", "trailers"), new("Keep-Alive", "timeout=5"), new("Proxy-Connection", "keep-alive"), new("Upgrade", "foo/2"),
        new("Authorization", "Basic eDp5"), new("Range", "bytes=0-3"), new("If-None-Match", "\"x\""), new("Cache-Control", "no-cache"),
        new("Accept-Encoding", "gzip"), new("Referer", "http://elsewhere/x"), new("Origin", "http://elsewhere"), new("X-Empty", ""),
        new("Content-Type", "text/plain"), new("Content-Language", "en"),
        new("Forwarded", "for=10.1.2.3"), new("Trailer", "X-T"), new("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), new("Pragma", "no-cache"),
        new("Expires", "0"), new("X-Long", new string('l', 300)), new("Cookie", "other=1"), new("Warning", "199 x \"y\""),
    ];

    public static Request Write(Draft draft)
    {
        var chance = draft.Chance;
        var target = Paths.Target(draft);
        var headers = new List<KeyValuePair<string, string>> { new("Host", Host(draft)) };
        if (draft.Likely(Emphasis.Requests, 70, 10))
        {
            headers.AddRange(chance.Some(Headers, chance.Between(1, 5)).DistinctBy(h => h.Key is "X-One" or "Accept" ? h.ToString() : h.Key));
        }

        if (draft.Likely(Emphasis.Sessions, 75, 40))
        {
            target = Sessions.Put(draft, target, headers);
        }

        var method = draft.Likely(Emphasis.Requests, 50, 15) ? chance.Of("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "PURGE", "POST") : "GET";
        var hasBody = method is "POST" or "PUT" or "PATCH" && chance.Percent(85);
        return new Request(
            method, target, headers, hasBody ? chance.Of(0, 1, 10, 1000, 20_000, 70_000) : null, hasBody && chance.Percent(30));
    }

    private static string Host(Draft draft) =>
        draft.Hosts.Count > 0 ? draft.Chance.Of<string>(draft.Hosts)
            : draft.Likely(Emphasis.Requests, 30, 5) ? draft.Chance.Of("other.example", "www.example.com:8080", "WWW.Example.com", "www.example.com:80")
            : "www.example.com";
}
