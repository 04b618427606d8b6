using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Raw;

public class RequestTargetTests(RequestGateway gateway) : IClassFixture<RequestGateway>
{
    public static TheoryData<string, string, string> Lines => new()
    {
        { "R1 plain", "GET /x HTTP/1.1", "200 open <- GET /x HTTP/1.1" },
        { "R1 unknown method", "BREW /x HTTP/1.1", Unknown("BREW") },
        { "R1 longest method", "ABCDEFGHIJKLMNOPQRSTUVWXYZ /x HTTP/1.1", Unknown("ABCDEFGHIJKLMNOPQRSTUVWXYZ") },
        { "R1 lower-case method is another method", "get /x HTTP/1.1", RawText.By(own: "200 open <- get /x HTTP/1.1", stock: "200 open <- GET /x HTTP/1.1") },
        { "R1 method with all marks", "!#$%&'*+-.^_`|~ /x HTTP/1.1", Unknown("!#$%&'*+-.^_`|~") },
        { "R1 PROPFIND", "PROPFIND /x HTTP/1.1", Unknown("PROPFIND") },
        { "R11 method with a control", "GE\u0001T /x HTTP/1.1", "400 closed" },
        { "R11 method with a colon", "GE:T /x HTTP/1.1", "400 closed" },
        { "R11 method with a slash", "GE/T /x HTTP/1.1", "400 closed" },
        { "R11 method beyond ASCII", "G\u00c9T /x HTTP/1.1", "400 closed" },
        { "R11 no method", " /x HTTP/1.1", "400 closed" },
        { "R11 method in quotes", "\"GET\" /x HTTP/1.1", "400 closed" },
        { "R11 method with NUL", "GET\0 /x HTTP/1.1", "400 closed" },
        { "R1 two spaces before the target", "GET  /x HTTP/1.1", "400 closed" },
        { "R1 two spaces before the version", "GET /x  HTTP/1.1", "200 open <- GET /x HTTP/1.1" },
        { "R1 tab for a space", "GET\t/x\tHTTP/1.1", "400 closed" },
        { "R1 tab before the version", "GET /x\tHTTP/1.1", "400 closed" },
        { "R1 space behind the version", "GET /x HTTP/1.1 ", "400 closed" },
        { "R1 space before the method", " GET /x HTTP/1.1", "400 closed" },
        { "R1 bare CR in the line", "GET /x\r HTTP/1.1", "400 open" },
        { "R1 bare CR behind the version", "GET /x HTTP/1.1\r", "400 closed" },
        { "R1 bare LF in the line", "GET /x\nHTTP/1.1", "400 closed" },
        { "R1 vertical tab", "GET /x\u000bHTTP/1.1", "400 closed" },
        { "R1 form feed", "GET\f/x HTTP/1.1", "400 closed" },
        { "R10 no version", "GET /x", "400 closed" },
        { "R10 no target", "GET HTTP/1.1", "400 closed" },
        { "R10 version 0.9", "GET /x HTTP/0.9", "505 closed" },
        { "R10 version 1.2", "GET /x HTTP/1.2", "505 closed" },
        { "R10 version 1.10", "GET /x HTTP/1.10", "400 closed" },
        { "R10 version 1.", "GET /x HTTP/1.", "505 closed" },
        { "R10 version 2.0", "GET /x HTTP/2.0", "505 closed" },
        { "R10 version 3", "GET /x HTTP/3", "400 closed" },
        { "R10 lower-case version", "GET /x http/1.1", "505 closed" },
        { "R10 version of another protocol", "GET /x ICY/1.1", "505 closed" },
        { "R10 version in hex", "GET /x HTTP/1.0x1", "400 closed" },
        { "R10 version with a sign", "GET /x HTTP/+1.1", "400 closed" },
        { "R10 version with a space", "GET /x HTTP/1 .1", "400 closed" },
        { "R10 version 01.1", "GET /x HTTP/01.1", "400 closed" },
    };

    public static TheoryData<string, string, string> Targets => new()
    {
        { "R20 root", "/", "200 open <- GET / HTTP/1.1" },
        { "R20 query", "/x?a=1&b=2", "200 open <- GET /x?a=1&b=2 HTTP/1.1" },
        { "R20 empty query", "/x?", "200 open <- GET /x? HTTP/1.1" },
        { "R20 query of question marks", "/x??", "200 open <- GET /x?? HTTP/1.1" },
        { "R20 slashes and dots in a query", "/x?a=/../b//c", "200 open <- GET /x?a=/../b//c HTTP/1.1" },
        { "R20 encoded letters are decoded", "/%41%7Eb", "200 open <- GET /A~b HTTP/1.1" },
        { "R20 encoded space stays", "/a%20b", "200 open <- GET /a%20b HTTP/1.1" },
        { "R20 lower-case hex of what stays", "/a%c3%a9", "200 open <- GET /a%C3%A9 HTTP/1.1" },
        { "R20 encoded question mark stays", "/a%3fb", "200 open <- GET /a%3Fb HTTP/1.1" },
        { "R20 encoded number sign stays", "/a%23b", "200 open <- GET /a%23b HTTP/1.1" },
        { "R20 encoded percent stays", "/a%25b", "200 open <- GET /a%25b HTTP/1.1" },
        { "R20 encoded plus", "/a%2bb+c", "200 open <- GET /a+b+c HTTP/1.1" },
        { "R20 encoded colon, at, comma", "/a%3a%40%2c", "200 open <- GET /a:@, HTTP/1.1" },
        { "R20 sub-delims", "/!$&'()*+,=:@", "200 open <- GET /!$&'()*+,=:@ HTTP/1.1" },
        { "R20 path parameters", "/a;v=1;w/b", "200 open <- GET /a;v=1;w/b HTTP/1.1" },
        { "R20 encoded parameters", "/a%3bv=1", "200 open <- GET /a;v=1 HTTP/1.1" },
        { "R20 brackets", "/a[1]", "200 open <- GET /a%5B1%5D HTTP/1.1" },
        { "R20 braces and bars", "/{a|b}", "200 open <- GET /%7Ba%7Cb%7D HTTP/1.1" },
        { "R20 quotes and angles", "/\"<a>^`", "200 open <- GET /%22%3Ca%3E%5E%60 HTTP/1.1" },
        { "R21 fragment", "/x#frag", "400 open" },
        { "R21 fragment in the query", "/x?a#frag", "400 open" },
        { "R21 backslash", "/a\\b", "400 open" },
        { "R21 backslash in the query", "/a?b\\c", "400 open" },
        { "R21 DEL", "/a\u007fb", "400 open" },
        { "R21 control", "/a\u0001b", "400 open" },
        { "R21 control in the query", "/a?\u0001b", "400 open" },
        { "R21 NUL", "/a\0b", "400 closed" },
        { "R21 NUL in the query", "/a?\0b", "400 closed" },
        { "R21 8-bit byte", "/a\u00e9", "400 closed" },
        { "R21 8-bit byte in the query", "/a?\u00e9", "400 closed" },
        { "R21 encoded NUL", "/a%00", "400 closed" },
        { "R21 encoded CR", "/a%0d", "400 open" },
        { "R21 encoded LF", "/a%0Ab", "400 open" },
        { "R21 encoded tab", "/a%09b", "400 open" },
        { "R21 encoded DEL", "/a%7f", "400 open" },
        { "R21 encoded control of two bytes", "/a%c2%85", "400 open" },
        { "R21 the last encoded control of two bytes", "/a%C2%9f", "400 open" },
        { "R21 a space of two bytes is none", "/a%c2%a0", "200 open <- GET /a%C2%A0 HTTP/1.1" },
        { "R21 half an escape", "/a%", "400 open" },
        { "R21 half an escape and a digit", "/a%4", "400 open" },
        { "R21 no hex", "/a%zz", "400 open" },
        { "R21 %u escape", "/a%u0041", "400 open" },
        { "R21 overlong slash", "/a%c0%afb", "400 open" },
        { "R21 overlong dot", "/%c0%ae%c0%ae/x", "400 open" },
        { "R21 overlong of three bytes", "/a%e0%80%af", "400 open" },
        { "R21 surrogate", "/a%ed%a0%80", "400 open" },
        { "R21 lone continuation", "/a%80", "400 open" },
        { "R21 beyond Unicode", "/a%f4%90%80%80", "400 open" },
        { "R20 bad escape in the query is opaque", "/a?b=%zz", "200 open <- GET /a?b=%zz HTTP/1.1" },
        { "R20 encoded line end in the query is opaque", "/a?b=%0d%0a", "200 open <- GET /a?b=%0d%0a HTTP/1.1" },
        { "R22 encoded slash", "/a%2fb", "404 open" },
        { "R22 encoded slash, upper case", "/a%2Fb", "404 open" },
        { "R22 encoded backslash", "/a%5cb", "400 open" },
        { "R22 encoded slash in the query", "/a?b=%2f", "200 open <- GET /a?b=%2f HTTP/1.1" },
        { "R23 dot", "/a/./b", "200 open <- GET /a/b HTTP/1.1" },
        { "R23 dot at the end", "/a/.", "200 open <- GET /a/ HTTP/1.1" },
        { "R23 dot dot", "/a/../b", "200 open <- GET /b HTTP/1.1" },
        { "R23 dot dot at the end", "/a/b/..", "200 open <- GET /a/ HTTP/1.1" },
        { "R23 above the root", "/../x", "400 open" },
        { "R23 above the root, deeper", "/a/../../x", "400 open" },
        { "R23 encoded dots", "/a/%2e%2e/b", "200 open <- GET /b HTTP/1.1" },
        { "R23 half encoded dots", "/a/.%2E/b", "200 open <- GET /b HTTP/1.1" },
        { "R23 above the root, encoded", "/%2e%2e/x", "400 open" },
        { "R23 double encoding", "/a/%252e%252e/b", "400 open" },
        { "R23 dots with parameters", "/a/..;/b", "400 open" },
        { "R23 dots with encoded parameters", "/a/..%3bx/b", "400 open" },
        { "R23 dot with parameters", "/a/.;x/b", "400 open" },
        { "R23 three dots are a name", "/a/.../b", "200 open <- GET /a/.../b HTTP/1.1" },
        { "R23 dots within a name", "/a/..b/c..", "200 open <- GET /a/..b/c.. HTTP/1.1" },
        { "R24 slashes are merged", "/a//b///c", "200 open <- GET /a/b/c HTTP/1.1" },
        { "R24 slashes at the start", "//a/b", "200 open <- GET /a/b HTTP/1.1" },
        { "R24 dots between slashes", "/a//../b", "200 open <- GET /b HTTP/1.1" },
        { "R26 excluded", "/no/x", "404 open" },
        { "R26 excluded, encoded", "/%6eo/x", "404 open" },
        { "R26 excluded, by way of dots", "/x/../no/x", "404 open" },
        { "R26 excluded, with parameters", "/no;v=1/x", "404 open" },
        { "R26 excluded, more slashes", "//no/x", "404 open" },
        { "R25 a longer name is not excluded", "/nono", "200 open <- GET /nono HTTP/1.1" },
    };

    public static TheoryData<string, string, string> Forms => new()
    {
        { "R19 absolute form", "GET http://a/x HTTP/1.1¶Host: a¶¶", "200 open <- GET /x HTTP/1.1" },
        { "R19 absolute form without path", "GET http://a HTTP/1.1¶Host: a¶¶", "200 open <- GET / HTTP/1.1" },
        { "R19 absolute form with query only", "GET http://a?q HTTP/1.1¶Host: a¶¶", "200 open <- GET /?q HTTP/1.1" },
        { "R19 absolute form, upper case", "GET HTTP://A/x HTTP/1.1¶Host: a¶¶", "400 closed" },
        { "R19 absolute form with the default port", "GET http://a:80/x HTTP/1.1¶Host: a:80¶¶", "200 open <- GET /x HTTP/1.1 X-Forwarded-Host: a:80" },
        { "R19 absolute form, another Host", "GET http://b/x HTTP/1.1¶Host: a¶¶", "200 open <- GET /x HTTP/1.1 X-Forwarded-Host: b¶X-Forwarded-Server: b" },
        { "R19 absolute form, no Host", "GET http://a/x HTTP/1.1¶¶", "400 closed" },
        { "R19 absolute form, empty Host", "GET http://a/x HTTP/1.1¶Host:¶¶", "200 open <- GET /x HTTP/1.1" },
        { "R19 absolute form with user", "GET http://u@a/x HTTP/1.1¶Host: a¶¶", "400 open" },
        { "R19 absolute form with user and password", "GET http://u:p@a/x HTTP/1.1¶Host: u:p@a¶¶", "400 open" },
        { "R32 absolute form with another scheme", "GET ftp://a/x HTTP/1.1¶Host: a¶¶", "400 closed" },
        { "R32 D41 absolute form of https on a plain connection", "GET https://a/x HTTP/1.1¶Host: a¶¶", "421 open" },
        { "R31 absolute form with unix", "GET unix:/run/s|http://a/x HTTP/1.1¶Host: a¶¶", "400 closed" },
        { "R32 absolute form of a file", "GET file:///etc/passwd HTTP/1.1¶Host: a¶¶", "400 closed" },
        { "R21 absolute form with controls", "GET http://a/x%0d%0a HTTP/1.1¶Host: a¶¶", "400 open" },
        { "R23 absolute form with dots", "GET http://a/x/../y HTTP/1.1¶Host: a¶¶", "200 open <- GET /y HTTP/1.1" },
        { "R23 absolute form above the root", "GET http://a/../y HTTP/1.1¶Host: a¶¶", "400 open" },
        { "R22 absolute form with encoded slash", "GET http://a/x%2fy HTTP/1.1¶Host: a¶¶", "404 open" },
        { "R32 authority form", "GET a:80 HTTP/1.1¶Host: a¶¶", "405 closed" },
        { "R32 a path without slash", "GET x HTTP/1.1¶Host: a¶¶", "405 closed" },
        { "R32 a query only", "GET ?x HTTP/1.1¶Host: a¶¶", "400 closed" },
        { "R32 CONNECT", "CONNECT a:80 HTTP/1.1¶Host: a:80¶¶", "400 open" },
        { "R32 CONNECT with a path", "CONNECT /x HTTP/1.1¶Host: a¶¶", "400 open" },
        { "R32 CONNECT without port", "CONNECT a HTTP/1.1¶Host: a¶¶", "400 open" },
        { "R32 CONNECT elsewhere", "CONNECT 169.254.169.254:80 HTTP/1.1¶Host: 169.254.169.254:80¶¶", "400 open" },
        { "R32 asterisk for GET", "GET * HTTP/1.1¶Host: a¶¶", "405 closed" },
        { "R32 asterisk for OPTIONS", "OPTIONS * HTTP/1.1¶Host: a¶¶", "200 open" },
        { "R32 asterisk and more", "OPTIONS *x HTTP/1.1¶Host: a¶¶", "400 closed" },
        { "R20 OPTIONS of a path", "OPTIONS /x HTTP/1.1¶Host: a¶¶", "200 open <- OPTIONS /x HTTP/1.1" },
        { "R36 TRACE", "TRACE /x HTTP/1.1¶Host: a¶¶", "405 closed" },
        { "R36 TRACE ends here", "TRACE /x HTTP/1.1¶Host: a¶Max-Forwards: 0¶¶", "405 closed" },
        { "R36 TRACE with a body", "TRACE /x HTTP/1.1¶Host: a¶Content-Length: 3¶¶abc", "405 closed" },
    };

    // .NET's client says the length of no body for every method that it does not know.
    private static string Unknown(string method) =>
        RawText.By(own: $"200 open <- {method} /x HTTP/1.1", stock: $"200 open <- {method} /x HTTP/1.1 Content-Length: 0");

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Lines))]
    public Task A_request_line_is_one_method_one_target_and_a_version(string rule, string line, string outcome) =>
        gateway.AssertAsync(rule, $"{line}¶Host: a¶¶", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Targets))]
    public Task A_target_is_sent_as_it_was_matched_or_refused(string rule, string target, string outcome) =>
        gateway.AssertAsync(rule, $"GET {target} HTTP/1.1¶Host: a¶¶", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Forms))]
    public Task No_form_of_a_target_chooses_where_a_request_goes(string rule, string request, string outcome) =>
        gateway.AssertAsync(rule, request, outcome);
}
