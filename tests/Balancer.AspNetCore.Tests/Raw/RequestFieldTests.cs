using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Raw;

public class RequestFieldTests(RequestGateway gateway) : IClassFixture<RequestGateway>
{
    public static TheoryData<string, string, string> Hosts => new()
    {
        { "R19 name", "Host: a", "200 open <- GET /x HTTP/1.1" },
        { "R19 name and port", "Host: a:8080", "200 open <- GET /x HTTP/1.1 X-Forwarded-Host: a:8080" },
        { "R19 IPv4", "Host: 127.0.0.1", "200 open <- GET /x HTTP/1.1 X-Forwarded-Host: 127.0.0.1¶X-Forwarded-Server: 127.0.0.1" },
        { "R19 IPv6", "Host: [::1]:80", "200 open <- GET /x HTTP/1.1 X-Forwarded-Host: [::1]:80¶X-Forwarded-Server: [::1]" },
        { "R19 none", "X-A: 1", "400 closed" },
        { "R19 empty", "Host:", "400 open" },
        { "R19 two", "Host: a¶Host: b", "400 closed" },
        { "R19 twice the same", "Host: a¶Host: a", "400 closed" },
        { "R19 a list", "Host: a, b", "400 closed" },
        { "R19 user", "Host: u@a", "400 closed" },
        { "R19 path", "Host: a/x", "400 closed" },
        { "R19 query", "Host: a?x", "400 closed" },
        { "R19 fragment", "Host: a#x", "400 closed" },
        { "R19 scheme", "Host: http://a", "400 closed" },
        { "R19 backslash", "Host: a\\b", "400 closed" },
        { "R19 space", "Host: a b", "400 closed" },
        { "R19 tab", "Host: a\tb", "400 closed" },
        { "R19 port 0", "Host: a:0", "400 open" },
        { "R19 port beyond 65535", "Host: a:65536", "400 open" },
        { "R19 signed port", "Host: a:+80", "400 closed" },
        { "R19 empty port", "Host: a:", "400 closed" },
        { "R19 two ports", "Host: a:80:80", "400 closed" },
        { "R19 a port that is a word", "Host: a:http", "400 closed" },
        { "R19 port only", "Host: :80", "400 closed" },
        { "R19 open bracket", "Host: [::1", "400 closed" },
        { "R19 bracket and more", "Host: [::1]x", "400 closed" },
        { "R19 zone", "Host: [fe80::1%25eth0]", "400 closed" },
        { "R19 encoded", "Host: a%2fb", "400 closed" },
        { "R19 NUL", "Host: a\0b", "400 closed" },
        { "R19 beyond ASCII", "Host: \u00e9", "400 closed" },
        { "R19 angle", "Host: <a>", "400 closed" },
    };

    public static TheoryData<string, string, string> Grammar => new()
    {
        { "R11 plain", "X-A: 1", "200 open <- GET /x HTTP/1.1 X-A: 1" },
        { "R11 empty value", "X-A:", "200 open <- GET /x HTTP/1.1 X-A: " },
        { "R11 space around the value", "X-A: \t 1 \t ", "200 open <- GET /x HTTP/1.1 X-A: 1" },
        { "R11 no space", "X-A:1", "200 open <- GET /x HTTP/1.1 X-A: 1" },
        { "R11 colon in the value", "X-A: a:b", "200 open <- GET /x HTTP/1.1 X-A: a:b" },
        { "R11 tab in the value", "X-A: a\tb", "200 open <- GET /x HTTP/1.1 X-A: a\tb" },
        { "R11 8-bit value", "X-A: \u00c3\u00a9", "200 open <- GET /x HTTP/1.1 X-A: \u00c3\u00a9" },
        { "R11 8-bit value that is no UTF-8", "X-A: \u00e9", "400 closed" },
        { "R11 all marks of a name", "!#$%&'*+-.^`|~1: 1", "200 open <- GET /x HTTP/1.1 !#$%&'*+-.^`|~1: 1" },
        { "R11 two lines of a name", "X-A: 1¶X-A: 2", RawText.By(own: "200 open <- GET /x HTTP/1.1 X-A: 1¶X-A: 2", stock: "200 open <- GET /x HTTP/1.1 X-A: 1, 2") },
        { "R11 no colon", "broken", "400 closed" },
        { "R11 no name", ": 1", "400 closed" },
        { "R11 space before the colon", "X-A : 1", "400 closed" },
        { "R11 tab before the colon", "X-A\t: 1", "400 closed" },
        { "R11 space in the name", "X A: 1", "400 closed" },
        { "R11 space before the name", " X-A: 1", "400 closed" },
        { "R11 obs-fold", "X-A: 1¶ 2", "400 closed" },
        { "R11 obs-fold with a tab", "X-A: 1¶\t2", "400 closed" },
        { "R11 obs-fold of nothing", "X-A: 1¶ ", "400 closed" },
        { "R11 NUL in the value", "X-A: a\0b", "400 closed" },
        { "R11 NUL in the name", "X\0A: 1", "400 closed" },
        { "R11 bell in the value", "X-A: a\u0007b", "400 closed" },
        { "R11 escape in the value", "X-A: a\u001bb", "400 closed" },
        { "R11 DEL in the value", "X-A: a\u007fb", "400 closed" },
        { "R11 vertical tab in the value", "X-A: a\u000bb", "400 closed" },
        { "R11 control in the name", "X\u0001A: 1", "400 closed" },
        { "R11 8-bit name", "X-\u00e9: 1", "400 closed" },
        { "R11 parentheses in the name", "X(A): 1", "400 closed" },
        { "R11 quotes in the name", "\"X-A\": 1", "400 closed" },
        { "R11 slash in the name", "X/A: 1", "400 closed" },
        { "R11 bare CR in the value", "X-A: a\rb", "400 closed" },
        { "R11 bare CR and a line", "X-A: a\rX-B: b", "400 closed" },
        { "R11 bare CR at the end", "X-A: a\r", "400 closed" },
        { "R11 bare CR in the name", "X\rA: 1", "400 closed" },
        { "R11 bare LF ends a line", "X-A: a\nX-B: b", "200 open <- GET /x HTTP/1.1 X-A: a¶X-B: b" },
        { "R11 bare LF and a fold", "X-A: a\n b", "400 closed" },
        { "R11 LF CR", "X-A: a\n\rX-B: b", "400 closed" },
        { "R12 underscore", "X_A: 1", "200 open <- GET /x HTTP/1.1" },
        { "R12 underscore beside the same name", "X-A: 1¶X_A: 2", "200 open <- GET /x HTTP/1.1 X-A: 1" },
        { "R12 Content_Length", "Content_Length: 5", "200 open <- GET /x HTTP/1.1" },
        { "R12 Proxy", "Proxy: http://b/", "200 open <- GET /x HTTP/1.1" },
        { "R12 proxy in any case", "pROXY: http://b/", "200 open <- GET /x HTTP/1.1" },
        { "R18 X-Forwarded-For of a stranger", "X-Forwarded-For: 6.6.6.6", "200 open <- GET /x HTTP/1.1" },
        { "R18 X-Forwarded-Host of a stranger", "X-Forwarded-Host: evil", "200 open <- GET /x HTTP/1.1" },
        { "R18 X-Forwarded-Server of a stranger", "X-Forwarded-Server: evil", "200 open <- GET /x HTTP/1.1" },
        { "R18 X-Forwarded-Proto of a stranger", "X-Forwarded-Proto: https", "200 open <- GET /x HTTP/1.1" },
        { "R18 X-Forwarded-Prefix of a stranger", "X-Forwarded-Prefix: /x", "200 open <- GET /x HTTP/1.1" },
        { "R18 Forwarded of a stranger", "Forwarded: for=6.6.6.6", "200 open <- GET /x HTTP/1.1" },
        { "R18 X-Real-IP of a stranger", "X-Real-IP: 6.6.6.6", "200 open <- GET /x HTTP/1.1" },
        { "R18 X_Forwarded_For", "X_Forwarded_For: 6.6.6.6", "200 open <- GET /x HTTP/1.1" },
        { "R13 a long field", $"X-A: {new string('x', 7_000)}¶X-B: 1", $"200 open <- GET /x HTTP/1.1 X-A: {new string('x', 7_000)}¶X-B: 1" },
        { "R13 a field of 9 KiB", $"X-A: {new string('x', 9_000)}", "431 closed" },
        { "R13 a field beyond the limit", $"X-A: {new string('x', 40_000)}", "431 closed" },
        { "R13 too many fields", string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1¶")) + "X-A: 1", "431 closed" },
        { "R20 Range is opaque", "Range: bytes=0-,0-,0-", "200 open <- GET /x HTTP/1.1 Range: bytes=0-,0-,0-" },
        { "R20 conditions are opaque", "If-None-Match: \"x\", W/\"y\"¶If-Modified-Since: x", "200 open <- GET /x HTTP/1.1 If-Modified-Since: x¶If-None-Match: \"x\", W/\"y\"" },
        { "R45 cookies are untouched", "Cookie: a=\"1; b\"; $Version=1;; c=", "200 open <- GET /x HTTP/1.1 Cookie: a=\"1; b\"; $Version=1;; c=" },
    };

    public static TheoryData<string, string, string> Hops => new()
    {
        { "R16 Keep-Alive", "Keep-Alive: timeout=5", "200 open <- GET /x HTTP/1.1" },
        { "R16 Proxy-Connection", "Proxy-Connection: keep-alive", "200 open <- GET /x HTTP/1.1" },
        { "R16 Proxy-Authorization", "Proxy-Authorization: Basic eA==", "200 open <- GET /x HTTP/1.1" },
        { "R16 Proxy-Authenticate", "Proxy-Authenticate: Basic", "200 open <- GET /x HTTP/1.1" },
        { "R16 TE", "TE: gzip, trailers", "200 open <- GET /x HTTP/1.1 Connection: Keep-Alive, TE¶TE: trailers" },
        { "R16 Trailer", "Trailer: X-A", "200 open <- GET /x HTTP/1.1" },
        { "R16 Upgrade without Connection", "Upgrade: websocket", "200 open <- GET /x HTTP/1.1" },
        { "R38 Upgrade to websocket", "Connection: Upgrade¶Upgrade: websocket¶Sec-WebSocket-Version: 13", "200 open <- GET /x HTTP/1.1 Sec-WebSocket-Version: 13" },
        { "R38 Upgrade to h2c", "Connection: Upgrade, HTTP2-Settings¶Upgrade: h2c¶HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", "200 open <- GET /x HTTP/1.1" },
        { "R38 Upgrade to TLS", "Connection: Upgrade¶Upgrade: TLS/1.0", "200 open <- GET /x HTTP/1.1" },
        { "R17 Connection close", "Connection: close", "200 closed <- GET /x HTTP/1.1" },
        { "R17 Connection close in any case", "Connection: ClOsE", "200 closed <- GET /x HTTP/1.1" },
        { "R17 Connection close in a list", "Connection: x, close", "200 closed <- GET /x HTTP/1.1" },
        { "R16 nominated", "Connection: X-A¶X-A: 1¶X-B: 2", "200 open <- GET /x HTTP/1.1 X-B: 2" },
        { "R16 nominated in another case", "Connection: x-a¶X-A: 1", "200 open <- GET /x HTTP/1.1" },
        { "R16 two nominated", "Connection: X-A,X-B¶X-A: 1¶X-B: 2", "200 open <- GET /x HTTP/1.1" },
        { "R16 two lines of nominations", "Connection: X-A¶Connection: X-B¶X-A: 1¶X-B: 2", "200 open <- GET /x HTTP/1.1" },
        { "R16 empty nominations", "Connection: ,, X-A ,¶X-A: 1", "200 open <- GET /x HTTP/1.1" },
        { "R16 nominated with keep-alive", "Connection: keep-alive, X-A¶X-B: 1", "200 open <- GET /x HTTP/1.1 X-B: 1" },
        { "R16 nominated beside close", "Connection: close, X-A¶X-A: 1¶X-B: 2", "200 closed <- GET /x HTTP/1.1 X-B: 2" },
        { "R16 nominated before close", "Connection: X-A , close¶X-A: 1", "200 closed <- GET /x HTTP/1.1" },
        { "R16 nominated beside keep-alive", "Connection: keep-alive, X-A¶X-A: 1", "200 open <- GET /x HTTP/1.1" },
        { "R16 nominated before keep-alive", "Connection: X-A,Keep-Alive¶X-A: 1", "200 open <- GET /x HTTP/1.1" },
        { "R16 nominated beside upgrade", "Connection: upgrade, X-A¶Upgrade: x¶X-A: 1", "200 open <- GET /x HTTP/1.1" },
        { "R16 nominated beside all three", "Connection: upgrade, X-A, close, keep-alive¶Upgrade: x¶X-A: 1", "200 closed <- GET /x HTTP/1.1" },
        { "R17 nominating Cookie beside close", "Connection: close, Cookie¶Cookie: a=1", "400 closed" },
        { "R17 nominating X-Forwarded-For beside close", "Connection: close, X-Forwarded-For", "400 closed" },
        { "R17 nominating X-Forwarded-Host beside keep-alive", "Connection: keep-alive, X-Forwarded-Host", "400 open" },
        { "R11 NUL in Connection", "Connection: a\0b", "400 closed" },
        { "R11 8-bit in Connection", "Connection: close, \u00e9", "200 closed <- GET /x HTTP/1.1" },
        { "R17 nominating Host", "Connection: Host", "400 open" },
        { "R17 nominating Content-Length", "Connection: Content-Length¶Content-Length: 0", "400 open" },
        { "R17 nominating Content-Type", "Connection: Content-Type¶Content-Type: a/b", "400 open" },
        { "R17 nominating Transfer-Encoding", "Connection: Transfer-Encoding", "400 open" },
        { "R17 nominating X-Forwarded-For", "Connection: X-Forwarded-For", "400 open" },
        { "R17 nominating x-forwarded-host", "Connection: x-forwarded-host", "400 open" },
        { "R17 nominating X-Forwarded-Proto", "Connection: X-Forwarded-Proto", "400 open" },
        { "R17 nominating Forwarded", "Connection: Forwarded", "400 open" },
        { "R17 nominating Authorization", "Connection: Authorization¶Authorization: Basic eA==", "400 open" },
        { "R17 nominating Cookie", "Connection: Cookie¶Cookie: a=1", "400 open" },
        { "R17 nominating Cookie in the second line", "Connection: X-A¶Connection: Cookie¶Cookie: a=1", "400 open" },
        { "R43 Max-Forwards", "Max-Forwards: 5", "200 open <- GET /x HTTP/1.1 Max-Forwards: 4" },
        { "R43 Max-Forwards used up", "Max-Forwards: 0", "400 open" },
        { "R43 Max-Forwards with a sign", "Max-Forwards: -1", "400 open" },
        { "R43 Max-Forwards in words", "Max-Forwards: many", "400 open" },
        { "R43 Max-Forwards twice", "Max-Forwards: 5¶Max-Forwards: 6", "400 open" },
        { "R43 Max-Forwards empty", "Max-Forwards:", "400 open" },
        { "R43 Max-Forwards beyond all numbers", "Max-Forwards: 99999999999999999999", "400 open" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Hosts))]
    public Task There_is_one_Host_and_it_is_one(string rule, string lines, string outcome) =>
        gateway.AssertAsync(rule, $"GET /x HTTP/1.1¶{lines}¶¶", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Grammar))]
    public Task A_header_line_goes_on_as_it_was_read_or_not_at_all(string rule, string lines, string outcome) =>
        gateway.AssertAsync(rule, $"GET /x HTTP/1.1¶Host: a¶{lines}¶¶", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Hops))]
    public Task What_belongs_to_this_hop_ends_here(string rule, string lines, string outcome) =>
        gateway.AssertAsync(rule, $"GET /x HTTP/1.1¶Host: a¶{lines}¶¶", outcome);
}
