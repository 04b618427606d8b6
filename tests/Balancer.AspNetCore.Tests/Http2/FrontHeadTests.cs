#if !STOCK_CLIENT // the front is the same
namespace Balancing.AspNetCore.Tests.Http2;

/// <summary>Heads of HTTP/2 requests as frames (RFC 9113 §8), good and bad; see <see cref="Http2Conversation.Lines"/> for the notation.</summary>
public sealed class FrontHeadTests(Http2Gateway gateway) : IClassFixture<Http2Gateway>
{
    public static TheoryData<string, string, string> PseudoHeaders => new()
    {
        { "9113 8.3.1 plain", "MSPA", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.3.1 in any order", "APSM", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.3.1 Host in place of :authority", "MSP¶host: a", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.3.1 both, alike", "MSPA¶host: a", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.3.1 both, different", "MSPA¶host: b", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.3.1 both, different in case", "MSPA¶host: A", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.3.1 neither", "MSP", "200 [/x] open <- GET /x HTTP/1.1" },
        { "R19 two hosts", "MSP¶host: a¶host: b", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 no :method", "SPA", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 no :scheme", "MPA", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 no :path", "MSA", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 nothing but a field", "x: 1", "rst PROTOCOL_ERROR open" },
        { "9113 8.3 :method twice", "MMSPA", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.3 :scheme twice", "MSSPA", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.3 :path twice", "MSPPA", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.3 :authority twice", "MSPAA", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.3 unknown", "MSPA¶:proto: x", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.3 of answers", "MSPA¶:status: 200", "goaway PROTOCOL_ERROR shut" },
        { "8441 4 :protocol without CONNECT", "MSPA¶:protocol: websocket", "rst PROTOCOL_ERROR open" },
        { "9113 8.3 behind a field", "MSP¶x: 1¶A", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.5 CONNECT", ":method: CONNECT¶A", "400 open" },
        { "9113 8.5 CONNECT with a path", ":method: CONNECT¶SPA", "rst PROTOCOL_ERROR open" },
        { "8441 4 CONNECT to a protocol nobody allows", ":method: CONNECT¶SPA¶:protocol: websocket", "501 open" },
        { "R31 :scheme https on a plain connection", "MPA¶:scheme: https", "rst PROTOCOL_ERROR open" },
        { "R31 another :scheme", "MPA¶:scheme: gopher", "rst PROTOCOL_ERROR open" },
        { "CVE-2021-39240 :scheme with an authority", "MPA¶:scheme: http://b/?", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 empty :scheme", "MPA¶:scheme: ∅", "rst PROTOCOL_ERROR open" },
    };

    public static TheoryData<string, string, string> Methods => new()
    {
        { "CVE-2021-33193 a space in :method", ":method: GET /evil HTTP/1.1¶SPA", "rst PROTOCOL_ERROR open" },
        { "CVE-2021-33193 CR LF in :method", ":method: GET\r\nX: 1¶SPA", "goaway PROTOCOL_ERROR shut" },
        { "CVE-2021-39241 a slash in :method", ":method: GET/¶SPA", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 empty :method", ":method: ∅¶SPA", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 a method of its own", ":method: BREW¶SPA", "200 [/x] open <- BREW /x HTTP/1.1" },
        { "9113 8.3.1 lower-case", ":method: get¶SPA", "200 [/x] open <- get /x HTTP/1.1" },
        { "R36 TRACE", ":method: TRACE¶SPA", "405 open" },
        { "9113 8.3.1 OPTIONS *", ":method: OPTIONS¶SA¶:path: *", "200 open" },
        { "HEAD", ":method: HEAD¶SPA", "200 open <- HEAD /x HTTP/1.1" },
    };

    public static TheoryData<string, string, string> Paths => new()
    {
        { "9113 8.3.1 empty", "∅", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 asterisk with GET", "*", "rst PROTOCOL_ERROR open" },
        { "9113 8.3.1 without a slash", "x", "rst PROTOCOL_ERROR open" },
        { "R32 absolute", "http://b/x", "rst PROTOCOL_ERROR open" },
        { "R32 authority", "b:80", "rst PROTOCOL_ERROR open" },
        { "R24 two slashes", "//b/x", "200 [/b/x] open <- GET /b/x HTTP/1.1" },
        { "R21 CR", "/a\rb", "goaway PROTOCOL_ERROR shut" },
        { "R21 LF", "/a\nb", "goaway PROTOCOL_ERROR shut" },
        { "R21 CR LF and a line", "/a HTTP/1.1\r\nX: 1", "goaway PROTOCOL_ERROR shut" },
        { "R21 NUL", "/a\0b", "goaway PROTOCOL_ERROR shut" },
        { "R21 space", "/a b", "400 open" },
        { "CVE-2013-4547 space and NUL", "/a \0b", "goaway PROTOCOL_ERROR shut" },
        { "CVE-2023-45539 fragment", "/a#b", "400 open" },
        { "R21 backslash", "/a\\b", "400 open" },
        { "R21 DEL", "/a\u007fb", "400 open" },
        { "R21 a byte above ASCII", "/a\u00e4b", "goaway PROTOCOL_ERROR shut" },
        { "R21 encoded NUL", "/a%00b", "rst PROTOCOL_ERROR open" },
        { "R21 encoded CR LF", "/a%0d%0ab", "400 open" },
        { "R21 half an escape", "/a%2", "400 open" },
        { "R22 encoded slash", "/a%2fb", "404 open" },
        { "R23 above the root", "/../x", "400 open" },
        { "R23 encoded dots", "/a/%2e%2e/b", "200 [/b] open <- GET /b HTTP/1.1" },
        { "R20 a query as it is", "/a?b=%2f..%2f&c=/", "200 [/a?b=%2f..%2f&c=/] open <- GET /a?b=%2f..%2f&c=/ HTTP/1.1" },
        { "R20 an encoded space", "/a%20b", "200 [/a%20b] open <- GET /a%20b HTTP/1.1" },
    };

    public static TheoryData<string, string, string> Authorities => new()
    {
        { "R19 with a port", "a:8080", "200 [/x] open <- GET /x HTTP/1.1 X-Forwarded-Host: a:8080" },
        { "R19 user information", "user@a", "rst PROTOCOL_ERROR open" },
        { "R19 user and password", "user:pw@a", "rst PROTOCOL_ERROR open" },
        { "R19 port 0", "a:0", "400 open" },
        { "R19 a port too high", "a:99999", "400 open" },
        { "R19 two ports", "a:80:80", "rst PROTOCOL_ERROR open" },
        { "R19 a space", "a b", "rst PROTOCOL_ERROR open" },
        { "R19 a comma", "a,b", "rst PROTOCOL_ERROR open" },
        { "CVE-2021-39242 a path", "a/x", "rst PROTOCOL_ERROR open" },
        { "R19 a query", "a?x", "rst PROTOCOL_ERROR open" },
        { "R19 a backslash", "a\\b", "rst PROTOCOL_ERROR open" },
        { "R19 CR LF", "a\r\nX: 1", "goaway PROTOCOL_ERROR shut" },
        { "R19 NUL", "a\0", "goaway PROTOCOL_ERROR shut" },
        { "R19 IPv6", "[::1]", "200 [/x] open <- GET /x HTTP/1.1 X-Forwarded-Host: [::1]¶X-Forwarded-Server: [::1]" },
        { "R19 half an IPv6", "[::1", "rst PROTOCOL_ERROR open" },
        { "R19 empty", "∅", "200 [/x] open <- GET /x HTTP/1.1" },
    };

    public static TheoryData<string, string, string> Fields => new()
    {
        { "9113 8.2 a field", "x-a: 1", "200 [/x] open <- GET /x HTTP/1.1 x-a: 1" },
        { "9113 8.2.1 upper-case name", "X-A: 1", "goaway PROTOCOL_ERROR shut" },
        { "R11 empty name", "∅: 1", "goaway COMPRESSION_ERROR shut" },
        { "R11 a space in a name", "x a: 1", "400 open" },
        { "R11 a colon in a name", "x:a: 1", "400 open" },
        { "R11 CR LF in a name", "x\r\na: 1", "400 open" },
        { "R11 NUL in a name", "x\0a: 1", "goaway PROTOCOL_ERROR shut" },
        { "R11 a byte above ASCII in a name", "x\u00e4: 1", "goaway PROTOCOL_ERROR shut" },
        { "R11 CR in a value", "x: a\rb", "goaway PROTOCOL_ERROR shut" },
        { "R11 LF in a value", "x: a\nb", "goaway PROTOCOL_ERROR shut" },
        { "R11 CR LF and a line in a value", "x: a\r\ny: 1", "goaway PROTOCOL_ERROR shut" },
        { "CVE-2019-9900 NUL in a value", "x: a\0b", "goaway PROTOCOL_ERROR shut" },
        { "R11 DEL in a value", "x: a\u007fb", "400 open" },
        { "R11 a bell in a value", "x: a\u0007b", "400 open" },
        { "R11 a tab in a value", "x: a\tb", "200 [/x] open <- GET /x HTTP/1.1 x: a\tb" },
        { "9113 8.2.1 spaces around a value", "x:  a ", "200 [/x] open <- GET /x HTTP/1.1 x:  a " },
        { "9113 8.2.1 an empty value", "x: ∅", "200 [/x] open <- GET /x HTTP/1.1 x: " },
        { "R12 an underscore", "x_a: 1", "200 [/x] open <- GET /x HTTP/1.1" },
        { "R12 Proxy", "proxy: http://b", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.2.2 connection: close", "connection: close", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.2.2 connection with a name", "connection: x-a¶x-a: 1", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.2.2 keep-alive", "keep-alive: timeout=5", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.2.2 proxy-connection", "proxy-connection: close", "200 [/x] open <- GET /x HTTP/1.1" },
        { "H2.TE transfer-encoding: chunked", "transfer-encoding: chunked", "400 open" },
        { "H2.TE transfer-encoding: identity", "transfer-encoding: identity", "400 open" },
        { "9113 8.2.2 upgrade", "upgrade: h2c", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.2.2 te: trailers", "te: trailers", "200 [/x] open <- GET /x HTTP/1.1 Connection: Keep-Alive, TE¶TE: trailers" },
        { "9113 8.2.2 te: gzip", "te: gzip", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.2.2 te: trailers, gzip", "te: trailers, gzip", "goaway PROTOCOL_ERROR shut" },
        { "R16 trailer without a body", "trailer: x-t", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 8.2.3 crumbs of a cookie", "cookie: a=1¶cookie: b=2¶x: 1¶cookie: c=3", "200 [/x] open <- GET /x HTTP/1.1 Cookie: a=1; b=2; c=3¶x: 1" },
        { "9218 priority", "priority: u=1, i", "200 [/x] open <- GET /x HTTP/1.1 priority: u=1, i" },
        { "R18 forwarded headers of a stranger", "x-forwarded-for: 9.9.9.9¶x-forwarded-host: b¶forwarded: for=9.9.9.9", "200 [/x] open <- GET /x HTTP/1.1" },
        { "R16 proxy-authorization", "proxy-authorization: Basic x", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9110 7.6.2 max-forwards used up", "max-forwards: 0", "400 open" },
    };

    [Theory(Timeout = Network.Limits.Test)]
    [MemberData(nameof(PseudoHeaders))]
    [MemberData(nameof(Methods))]
    public Task A_head_is_what_http2_allows_or_reaches_nobody(string rule, string head, string outcome) =>
        gateway.AssertAsync(rule, outcome, c => c.SendHeadAsync(1, head));

    [Theory(Timeout = Network.Limits.Test)]
    [MemberData(nameof(Paths))]
    public Task A_path_is_a_path(string rule, string path, string outcome) =>
        gateway.AssertAsync(rule, outcome, c => c.SendHeadAsync(1, $"MSA¶:path: {path}"));

    [Theory(Timeout = Network.Limits.Test)]
    [MemberData(nameof(Authorities))]
    public Task An_authority_is_a_host_with_a_port(string rule, string authority, string outcome) =>
        gateway.AssertAsync(rule, outcome, c => c.SendHeadAsync(1, $"MSP¶:authority: {authority}"));

    [Theory(Timeout = Network.Limits.Test)]
    [MemberData(nameof(Fields))]
    public Task A_field_is_a_field_and_what_belongs_to_connections_is_none(string rule, string lines, string outcome) =>
        gateway.AssertAsync(rule, outcome, c => c.SendHeadAsync(1, $"MSPA¶{lines}"));
}
#endif
