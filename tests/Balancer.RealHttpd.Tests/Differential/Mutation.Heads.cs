using Balancing.RealHttpd.Tests.Generating;

namespace Balancing.RealHttpd.Tests.Differential;

internal static partial class Mutation
{
    private static IEnumerable<(string Name, Action<RawRequest, Chance> Do)> Hosts =>
    [
        ("host-none", (r, _) => r.Remove("Host")),
        ("host-empty", (r, _) => r.Set("Host", "")),
        ("host-twice", (r, c) => r.Put(c.Next(2), "Host: a.example")),
        ("host-differs", (r, c) => r.Put(c.Next(2), "Host: b.example")),
        ("host-invalid", (r, c) => r.Set("Host", c.Of("a.example/x", "u@a.example", "a.example, b.example", "a b", "a.example:x", "a.example:", "a.example:99999", "a.example:-1", "a\\b", "a?b", "a#b", "[::1", "::1", "a.example:80:80", "[x]", "a%00b", "http://a.example", "a\0b", "\u00e9.example", "a<b>", "[::1]x"))),
        ("host-odd", (r, c) => r.Set("Host", c.Of("A.EXAMPLE", "a.example:80", "a.example:8080", "a_b.example", "127.0.0.1", "[::1]", "[::1]:80", "a.example.", "a%41.example", "a;b", "-a", "a..b", "a.example:0080", "a.example:0", "a!b", "a~b", "a,b"))),
    ];

    private static IEnumerable<(string Name, Action<RawRequest, Chance> Do)> Targets =>
    [
        ("absolute", (r, _) => r.Target = "http://a.example" + r.Target),
        ("absolute-other", (r, _) => r.Target = "http://b.example" + r.Target),
        ("absolute-no-path", (r, c) => r.Target = c.Of("http://a.example", "http://a.example?q", "HTTP://A.example/x")),
        ("absolute-odd", (r, c) => r.Target = c.Of("http://u:p@a.example/x", "https://a.example/x", "ftp://a.example/x", "http:///x", "http://a.example:99999/x", "http:/x", "http://a.example\\x", "file:///etc/passwd", "http://[::1/x", "unix:/x|http://a/", "http://a.example:80@b.example/")),
        ("absolute-no-host", (r, _) => { r.Target = "http://a.example/x"; r.Remove("Host"); }),
        ("target-authority", (r, c) => r.Target = c.Of("a.example:80", "a.example", "//b.example/x", "a/b")),
        ("target-star", (r, _) => { r.Target = "*"; r.Method = "OPTIONS"; }),
        ("target-star-get", (r, _) => r.Target = "*"),
        ("target-fragment", (r, _) => r.Target = "/a#b"),
        ("target-backslash", (r, c) => r.Target = c.Of("/a\\b", "/a/..\\b", "\\a", "/a%5cb", "/a?b\\c")),
        ("target-dots", (r, c) => r.Target = c.Of("/a/../b", "/a/./b", "/a/b/..", "/a/b/.", "/a/b/../../c", "/./a", "/...", "/a/.b/..c")),
        ("target-dots-coded", (r, c) => r.Target = c.Of("/a/%2e%2e/b", "/a/%2E./b", "/a/%2e/b", "/%2e%2e/b", "/a/%2e%2e%2fb")),
        ("target-dots-hidden", (r, c) => r.Target = c.Of("/a/..;/b", "/a/..;x=1/b", "/a/%252e%252e/b", "/a/.;/b", "/a/..%3b/b", "/a/..%00/b")),
        ("target-above", (r, c) => r.Target = c.Of("/..", "/../a", "/a/../../b", "/./../b")),
        ("target-slashes", (r, c) => r.Target = c.Of("//a", "/a//b", "/a///b//", "//", "/a/b?c//d")),
        ("target-slash-coded", (r, c) => r.Target = c.Of("/a%2fb", "/a%2Fb", "/%2f/a")),
        ("target-percent-bad", (r, c) => r.Target = c.Of("/a%", "/a%4", "/a%zz", "/a%%41", "/%u0041", "/a?b%", "/a?%zz", "/a% 41")),
        ("target-percent-control", (r, c) => r.Target = c.Of("/a%00b", "/a%0ab", "/a%0d%0ab", "/a%7f", "/a%09", "/a%1f", "/a?b%0d%0ac", "/a?b%00")),
        ("target-percent-case", (r, c) => r.Target = c.Of("/%41", "/a%3fb", "/a%3Fb", "/a%23b", "/a%25b", "/%c3%a9", "/%C3%A9", "/a%2bb", "/a%26", "/a%3b", "/a%7eb", "/a%5bb", "/a%22", "/a%40")),
        ("target-utf8-bad", (r, c) => r.Target = c.Of("/%ff", "/%c0%af", "/%c3", "/%ed%a0%80", "/%f5%80%80%80", "/%c2%85", "/a?%ff")),
        ("target-high", (r, c) => r.Target = c.Of("/\u00e9", "/\u00c3\u00a9", "/a\u0080", "/a?\u00e9", "/\u00ff")),
        ("target-control", (r, c) => r.Target = c.Of("/a\0b", "/a\x01", "/a\x7f", "/a\vb", "/a?b\0", "/a\x1b")),
        ("target-odd", (r, c) => r.Target = c.Of("/a\"b", "/a<b>", "/a{b}", "/a|b", "/a^b", "/a`b", "/a[b]")),
        ("target-odd-query", (r, c) => r.Target = c.Of("/a?\"b", "/a?<b>", "/a?{b}", "/a?b|c", "/a?[b]", "/a?b^c", "/a?b`c")),
        ("target-subdelims", (r, c) => r.Target = c.Of("/a!b", "/a$b", "/a&b", "/a'b", "/a(b)", "/a*b", "/a+b", "/a,b", "/a=b", "/a:b", "/a@b", "/a~b", "/a;b=c", "/a;", "/a;b?c;d")),
        ("target-query", (r, c) => r.Target = c.Of("/?", "/a?", "/a??b", "/?a=/../b", "/a?b?c", "/a?b=http://x/", "/a?b=%2e%2e/", "/a?b=%2f")),
        ("target-no-slash", (r, c) => r.Target = c.Of("a", "?a", ".", "..", "", "%2fa")),
        ("target-long", (r, c) => r.Target = "/" + new string('a', c.Of(2000, 7000, 8300, 40_000))),
    ];

    private static IEnumerable<(string Name, Action<RawRequest, Chance> Do)> Connections =>
    [
        ("names-own", (r, c) => { r.Fields.Add("X-Drop: 1"); r.Set("Connection", c.Of("X-Drop", "x-drop, close", "close, X-Drop", "keep-alive,X-Drop", "X-Drop,,", "X-None, X-Drop")); }),
        ("names-ends", (r, c) => { r.Fields.Add("Cookie: a=b"); r.Fields.Add("Authorization: x"); r.Set("Connection", c.Of("Host", "Cookie", "Authorization", "Content-Length", "Transfer-Encoding", "X-Forwarded-For", "Content-Type", "close, Cookie")); }),
        ("names-odd", (r, c) => r.Set("Connection", c.Of("", ",", "close, keep-alive", "keep-alive, close", "a b", "close;x", "\"close\"", "CLOSE", "(x)", "closed"))),
        ("hops", (r, c) => r.Fields.Add(c.Of("Keep-Alive: timeout=5", "Proxy-Connection: keep-alive", "Proxy-Authorization: Basic x", "TE: trailers", "TE: gzip", "Trailer: X-T", "Proxy: http://x/"))),
        ("forwarded", (r, c) => r.Fields.Add(c.Of("X-Forwarded-For: 1.2.3.4", "X-Forwarded-Host: b.example", "X-Forwarded-Proto: https", "Forwarded: for=1.2.3.4", "X-Real-IP: 1.2.3.4", "X-Forwarded-Prefix: /x"))),
        ("via", (r, c) => r.Fields.Add(c.Of("Via: 1.1 x", "Max-Forwards: 5", "Via: 1.0 x, 1.1 y"))),
        ("max-forwards-zero", (r, c) => { r.Fields.Add("Max-Forwards: 0"); if (c.Percent(50)) r.Method = "OPTIONS"; }),
        ("max-forwards-odd", (r, c) => r.Fields.Add("Max-Forwards: " + c.Of("-1", "x", "", "99999999999999999999"))),
        ("upgrade", (r, c) => { r.Fields.Add("Upgrade: " + c.Of("websocket", "h2c", "TLS/1.0", "x, y", "websocket, h2c", "")); r.Set("Connection", "Upgrade"); r.Fields.Add("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="); r.Fields.Add("Sec-WebSocket-Version: 13"); r.Fields.Add("HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"); }),
        ("upgrade-body", (r, c) => { r.Sized(r.Hidden); r.Fields.Add("Upgrade: " + c.Of("websocket", "h2c")); r.Set("Connection", "Upgrade"); }),
        ("upgrade-alone", (r, _) => r.Fields.Add("Upgrade: websocket")),
        ("expect", (r, _) => { r.Sized("hello"); r.Fields.Add("Expect: 100-continue"); }),
        ("expect-chunked", (r, _) => { r.Chunked("5\r\nhello\r\n0\r\n\r\n"); r.Fields.Add("Expect: 100-Continue"); }),
        ("expect-no-body", (r, _) => { r.Fields.Add("Expect: 100-continue"); }),
        ("expect-odd", (r, c) => r.Fields.Add("Expect: " + c.Of("x", "100-continue, x", "100-continuex", "", "200-ok", "100-continue;a"))),
        ("expect-hides", (r, _) => { r.Sized(r.Hidden); r.Fields.Add("Expect: 100-continue"); r.Method = "GET"; }),
    ];
}
