using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Raw;

public class RequestBodyTests(RequestGateway gateway) : IClassFixture<RequestGateway>
{
    public static TheoryData<string, string, string> Lengths => new()
    {
        { "R1 a length", "Content-Length: 3¶¶abc", "200 open <- POST /x HTTP/1.1 Content-Length: 3 [abc]" },
        { "R1 nothing", "Content-Length: 0¶¶", "200 open <- POST /x HTTP/1.1 Content-Length: 0" },
        { "R1 no length, no body", "X-A: 1¶¶", "200 open <- POST /x HTTP/1.1 X-A: 1¶Content-Length: 0" },
        { "R4 leading zeros", "Content-Length: 003¶¶abc", "200 open <- POST /x HTTP/1.1 Content-Length: 3 [abc]" },
        { "R4 twice the same", "Content-Length: 3¶Content-Length: 3¶¶abc", "400 closed" },
        { "R4 two lengths", "Content-Length: 3¶Content-Length: 4¶¶abc", "400 closed" },
        { "R4 a list", "Content-Length: 3, 3¶¶abc", "400 closed" },
        { "R4 a list of two lengths", "Content-Length: 3,4¶¶abc", "400 closed" },
        { "R4 minus", "Content-Length: -3¶¶abc", "400 closed" },
        { "R4 minus nothing", "Content-Length: -0¶¶", "400 closed" },
        { "R4 hex", "Content-Length: 0x3¶¶abc", "400 closed" },
        { "R4 fraction", "Content-Length: 3.0¶¶abc", "400 closed" },
        { "R4 exponent", "Content-Length: 3e0¶¶abc", "400 closed" },
        { "R4 space inside", "Content-Length: 1 1¶¶abc", "400 closed" },
        { "R4 empty", "Content-Length:¶¶", "400 closed" },
        { "R4 words", "Content-Length: three¶¶abc", "400 closed" },
        { "R4 quotes", "Content-Length: \"3\"¶¶abc", "400 closed" },
        { "R4 beyond Int64", "Content-Length: 9223372036854775808¶¶abc", "400 closed" },
        { "R4 beyond all numbers", "Content-Length: 99999999999999999999999999¶¶abc", "400 closed" },
        { "R4 a separator", "Content-Length: 1_000¶¶abc", "400 closed" },
        { "R4 a digit beyond ASCII", "Content-Length: \u00d9\u00a3¶¶abc", "400 closed" },
        { "R4 a control", "Content-Length: \u000b3¶¶abc", "400 closed" },
        { "R4 NUL", "Content-Length: 3\0¶¶abc", "400 closed" },
        { "R4 parameters", "Content-Length: 3;q=1¶¶abc", "400 closed" },
        { "R4 folded", "Content-Length:¶ 3¶¶abc", "400 closed" },
        { "R4 space before the colon", "Content-Length : 3¶¶abc", "400 closed" },
    };

    public static TheoryData<string, string, string> Codings => new()
    {
        { "R3 chunked", "Transfer-Encoding: chunked¶¶3¶abc¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R3 chunked in any case", "Transfer-Encoding: CHUNKED¶¶3¶abc¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R2 length first", "Content-Length: 3¶Transfer-Encoding: chunked¶¶0¶¶", "400 closed" },
        { "R2 coding first", "Transfer-Encoding: chunked¶Content-Length: 3¶¶0¶¶", "400 closed" },
        { "R2 length of nothing", "Transfer-Encoding: chunked¶Content-Length: 0¶¶0¶¶", "400 closed" },
        { "R2 length that is none", "Transfer-Encoding: chunked¶Content-Length: x¶¶0¶¶", "400 closed" },
        { "R2 length with identity", "Transfer-Encoding: identity¶Content-Length: 3¶¶abc", "400 closed" },
        { "R3 identity", "Transfer-Encoding: identity¶¶", "400 closed" },
        { "R3 gzip", "Transfer-Encoding: gzip¶¶", "400 closed" },
        { "R3 gzip, chunked", "Transfer-Encoding: gzip, chunked¶¶0¶¶", "400 closed" },
        { "R3 chunked, gzip", "Transfer-Encoding: chunked, gzip¶¶0¶¶", "400 closed" },
        { "R3 chunked, identity", "Transfer-Encoding: chunked, identity¶¶0¶¶", "400 closed" },
        { "R3 chunked twice", "Transfer-Encoding: chunked, chunked¶¶0¶¶", "400 closed" },
        { "R3 two lines", "Transfer-Encoding: chunked¶Transfer-Encoding: chunked¶¶0¶¶", "400 closed" },
        { "R3 two lines, the second none", "Transfer-Encoding: chunked¶Transfer-Encoding: identity¶¶0¶¶", "400 closed" },
        { "R3 two lines, the first none", "Transfer-Encoding: x¶Transfer-Encoding: chunked¶¶0¶¶", "400 closed" },
        { "R3 a parameter", "Transfer-Encoding: chunked;q=1¶¶0¶¶", "400 closed" },
        { "R3 quotes", "Transfer-Encoding: \"chunked\"¶¶0¶¶", "400 closed" },
        { "R3 a comma before", "Transfer-Encoding: ,chunked¶¶0¶¶", "400 closed" },
        { "R3 a comma behind", "Transfer-Encoding: chunked,¶¶0¶¶", "400 closed" },
        { "R3 a longer word", "Transfer-Encoding: xchunked¶¶0¶¶", "400 closed" },
        { "R3 a cut word", "Transfer-Encoding: chunke¶¶0¶¶", "400 closed" },
        { "R3 vertical tab", "Transfer-Encoding: \u000bchunked¶¶0¶¶", "400 closed" },
        { "R3 NUL", "Transfer-Encoding: chunked\0¶¶0¶¶", "400 closed" },
        { "R3 8-bit", "Transfer-Encoding: chunked\u00a0¶¶0¶¶", "400 closed" },
        { "R3 the Kelvin sign", "Transfer-Encoding: chun\u00e2\u0084\u00aaed¶¶0¶¶", "400 closed" },
        { "R3 empty", "Transfer-Encoding:¶¶", "400 closed" },
        { "R3 folded", "Transfer-Encoding:¶ chunked¶¶0¶¶", "400 closed" },
        { "R3 space before the colon", "Transfer-Encoding : chunked¶¶0¶¶", "400 closed" },
        { "R3 space before the name", "X-A: 1¶ Transfer-Encoding: chunked¶¶0¶¶", "400 closed" },
        { "R12 underscore", "Transfer_Encoding: chunked¶Content-Length: 3¶¶abc", "200 open <- POST /x HTTP/1.1 Content-Length: 3 [abc]" },
    };

    public static TheoryData<string, string, string> Chunks => new()
    {
        { "R5 two chunks", "3¶abc¶2¶de¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abcde]" },
        { "R5 no chunk", "0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked" },
        { "R5 hex digits", "a¶0123456789¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [0123456789]" },
        { "R5 upper-case digits", "A¶0123456789¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [0123456789]" },
        { "R5 leading zeros", "0003¶abc¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R5 many zeros at the end", "3¶abc¶0000¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R5 extension", "3;a=b¶abc¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R5 extension in quotes", "3;a=\"b\"¶abc¶0;c¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R5 a line end in the data", "5¶a\r\nbc¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [a¶bc]" },
        { "R6 a trailer", "3¶abc¶0¶X-T: 1¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R6 a trailer that frames", "3¶abc¶0¶Content-Length: 5¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R6 a trailer that names a host", "3¶abc¶0¶Host: b¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R5 0x", "0x3¶abc¶0¶¶", "400 closed" },
        { "R5 sign", "+3¶abc¶0¶¶", "400 closed" },
        { "R5 minus", "-3¶abc¶0¶¶", "400 closed" },
        { "R5 no size", "¶abc¶0¶¶", "400 closed" },
        { "R5 a letter", "g¶abc¶0¶¶", "400 closed" },
        { "R5 space before the size", " 3¶abc¶0¶¶", "400 closed" },
        { "R5 space behind the size", "3 ¶abc¶0¶¶", "400 closed" },
        { "R5 tab behind the size", "3\t¶abc¶0¶¶", "400 closed" },
        { "R5 space before an extension", "3 ;a¶abc¶0¶¶", "400 closed" },
        { "R5 beyond Int32", "100000003¶abc¶0¶¶", "closed" },
        { "R5 beyond Int64", "10000000000000003¶abc¶0¶¶", "closed" },
        { "R5 negative as two's complement", "ffffffff¶abc¶0¶¶", "closed" },
        { "R5 negative as two's complement of 64 bits", "fffffffffffffffe¶abc¶0¶¶", "closed" },
        { "R5 bare LF behind the size", "3\nabc¶0¶¶", "400 closed" },
        { "R5 bare CR behind the size", "3\rabc¶0¶¶", "400 closed" },
        { "R5 bare LF behind the data", "3¶abc\n0¶¶", "400 closed" },
        { "R5 bare CR behind the data", "3¶abc\r0¶¶", "400 closed" },
        { "R5 nothing behind the data", "3¶abc0¶¶", "400 closed" },
        { "R5 more data than said", "3¶abcd¶0¶¶", "400 closed" },
        { "R5 bare LF in an extension", "3;a\nb¶abc¶0¶¶", "400 closed" },
        { "R5 bare CR in an extension", "3;a\rb¶abc¶0¶¶", "400 closed" },
        { "R5 NUL in an extension", "3;a\0b¶abc¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R5 control in an extension", "3;a\u0001b¶abc¶0¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R5 NUL in the size", "3\0¶abc¶0¶¶", "400 closed" },
        { "R5 bare LF behind the last size", "3¶abc¶0\n¶", "400 closed" },
        { "R5 bare LFs at the end", "3¶abc¶0\n\n", "400 closed" },
        { "R5 bare CR at the end", "3¶abc¶0¶\rX", "400 closed" },
        { "R11 a trailer without colon", "3¶abc¶0¶broken¶¶", "400 closed" },
        { "R11 a trailer with a space in its name", "3¶abc¶0¶X T: 1¶¶", "400 closed" },
        { "R11 a trailer with NUL", "3¶abc¶0¶X-T: a\0b¶¶", "closed" },
        { "R11 a folded trailer", "3¶abc¶0¶X-T: a¶ b¶¶", "400 closed" },
        { "R5 a size of 20 digits", "00000000000000000003¶abc¶0¶¶", "400 closed" },
    };

    public static TheoryData<string, string, string> Messages => new()
    {
        { "R1 two requests at once", "GET /1 HTTP/1.1¶Host: a¶¶GET /2 HTTP/1.1¶Host: a¶¶", "200 200 open <- GET /1 HTTP/1.1 <- GET /2 HTTP/1.1" },
        { "R1 three requests at once, one with a body", "GET /1 HTTP/1.1¶Host: a¶¶POST /2 HTTP/1.1¶Host: a¶Content-Length: 3¶¶abcGET /3 HTTP/1.1¶Host: a¶¶", "200 200 200 open <- GET /1 HTTP/1.1 <- POST /2 HTTP/1.1 Content-Length: 3 [abc] <- GET /3 HTTP/1.1" },
        { "R1 a body that looks like a request", "POST /1 HTTP/1.1¶Host: a¶Content-Length: 32¶¶GET /2 HTTP/1.1¶Host: a¶¶abcd", "200 open <- POST /1 HTTP/1.1 Content-Length: 32 [GET /2 HTTP/1.1¶Host: a¶¶abcd]" },
        { "R1 a GET with a body", "GET /1 HTTP/1.1¶Host: a¶Content-Length: 3¶¶abc", "200 open <- GET /1 HTTP/1.1 Content-Length: 3 [abc]" },
        { "R1 a DELETE with chunks", "DELETE /1 HTTP/1.1¶Host: a¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶", "200 open <- DELETE /1 HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R1 an empty line before a request", "¶GET /1 HTTP/1.1¶Host: a¶¶", "200 open <- GET /1 HTTP/1.1" },
        { "R1 an empty line behind a body", "POST /1 HTTP/1.1¶Host: a¶Content-Length: 3¶¶abc¶GET /2 HTTP/1.1¶Host: a¶¶", "200 200 open <- POST /1 HTTP/1.1 Content-Length: 3 [abc] <- GET /2 HTTP/1.1" },
        { "R2 a good request, then a bad one", "GET /1 HTTP/1.1¶Host: a¶¶POST /2 HTTP/1.1¶Host: a¶Content-Length: 3¶Transfer-Encoding: chunked¶¶0¶¶", "200 400 closed <- GET /1 HTTP/1.1" },
        { "R2 a bad request, then a good one", "POST /1 HTTP/1.1¶Host: a¶Content-Length: 3¶Transfer-Encoding: chunked¶¶0¶¶GET /2 HTTP/1.1¶Host: a¶¶", "400 closed" },
        { "R7 a refused request with a body", "POST /a%00 HTTP/1.1¶Host: a¶Content-Length: 34¶¶GET /smuggled HTTP/1.1¶Host: a¶¶ab", "400 closed" },
        { "R7 an excluded request with a body", "POST /no HTTP/1.1¶Host: a¶Content-Length: 3¶¶abc", "404 open" },
        { "R7 a HEAD with a body", "HEAD /1 HTTP/1.1¶Host: a¶Content-Length: 3¶¶abc", "200 open <- HEAD /1 HTTP/1.1 Content-Length: 3 [abc]" },
        { "R9 HEAD", "HEAD /1 HTTP/1.1¶Host: a¶¶", "200 open <- HEAD /1 HTTP/1.1" },
        { "R3 HTTP/1.0", "GET /1 HTTP/1.0¶Host: a¶¶", "200 closed <- GET /1 HTTP/1.1" },
        { "R3 HTTP/1.0 that stays", "GET /1 HTTP/1.0¶Host: a¶Connection: keep-alive¶¶", "200 open <- GET /1 HTTP/1.1" },
        { "R19 HTTP/1.0 without Host", "GET /1 HTTP/1.0¶¶", "200 closed <- GET /1 HTTP/1.1" },
        { "R3 HTTP/1.0 with a length", "POST /1 HTTP/1.0¶Host: a¶Content-Length: 3¶¶abc", "200 closed <- POST /1 HTTP/1.1 Content-Length: 3 [abc]" },
        { "R3 HTTP/1.0 with chunks", "POST /1 HTTP/1.0¶Host: a¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶", "400 closed" },
        { "R3 HTTP/1.0 with both", "POST /1 HTTP/1.0¶Host: a¶Content-Length: 3¶Transfer-Encoding: chunked¶¶abc", "400 closed" },
        { "R3 HTTP/1.0 without length", "POST /1 HTTP/1.0¶Host: a¶¶", "400 closed" },
        { "R1 POST without length", "POST /1 HTTP/1.1¶Host: a¶¶", "200 open <- POST /1 HTTP/1.1 Content-Length: 0" },
        { "R1 Expect", "POST /1 HTTP/1.1¶Host: a¶Expect: 100-continue¶Content-Length: 3¶¶abc", "200 open <- POST /1 HTTP/1.1 Expect: 100-continue¶Content-Length: 3 [abc]" },
        { "R1 Expect in any case", "POST /1 HTTP/1.1¶Host: a¶Expect: 100-Continue¶Content-Length: 3¶¶abc", "200 open <- POST /1 HTTP/1.1 Expect: 100-continue¶Content-Length: 3 [abc]" },
        { "R1 Expect with chunks", "POST /1 HTTP/1.1¶Host: a¶Expect: 100-continue¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶", "200 open <- POST /1 HTTP/1.1 Expect: 100-continue¶Transfer-Encoding: chunked [abc]" },
        { "R1 Expect without body", "GET /1 HTTP/1.1¶Host: a¶Expect: 100-continue¶¶", "200 open <- GET /1 HTTP/1.1" },
        { "R1 Expect of nothing", "POST /1 HTTP/1.1¶Host: a¶Expect: 100-continue¶Content-Length: 0¶¶", "200 open <- POST /1 HTTP/1.1 Content-Length: 0" },
        { "R1 another expectation", "POST /1 HTTP/1.1¶Host: a¶Expect: y 100-continue¶Content-Length: 3¶¶abc", "200 open <- POST /1 HTTP/1.1 Content-Length: 3 [abc]" },
        { "R1 Expect with HTTP/1.0", "POST /1 HTTP/1.0¶Host: a¶Expect: 100-continue¶Content-Length: 3¶¶abc", "200 closed <- POST /1 HTTP/1.1 Expect: 100-continue¶Content-Length: 3 [abc]" },
        { "R38 Upgrade with a body", "POST /1 HTTP/1.1¶Host: a¶Connection: Upgrade¶Upgrade: websocket¶Content-Length: 3¶¶abc", "400 closed" },
        { "R38 Upgrade with chunks", "GET /1 HTTP/1.1¶Host: a¶Connection: keep-alive, Upgrade¶Upgrade: websocket¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶", "400 closed" },
        { "R38 Upgrade to h2c with a body", "POST /1 HTTP/1.1¶Host: a¶Connection: Upgrade, HTTP2-Settings¶Upgrade: h2c¶HTTP2-Settings: AA¶Content-Length: 3¶¶abc", "400 closed" },
        { "R10 TLS on a plain port", "\u0016\u0003\u0001\u0002\0\u0001\0", "400 closed" },
        { "R13 an endless target", $"GET /{new string('x', 20_000)} HTTP/1.1¶Host: a¶¶", "414 closed" },
        { "R13 an endless query", $"GET /?{new string('x', 20_000)} HTTP/1.1¶Host: a¶¶", "414 closed" },
        { "R13 an endless method", $"{new string('X', 20_000)} / HTTP/1.1¶Host: a¶¶", "414 closed" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Lengths))]
    public Task A_length_is_a_number_and_there_is_one(string rule, string rest, string outcome) =>
        gateway.AssertAsync(rule, $"POST /x HTTP/1.1¶Host: a¶{rest}", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Codings))]
    public Task The_only_coding_is_chunked(string rule, string rest, string outcome) =>
        gateway.AssertAsync(rule, $"POST /x HTTP/1.1¶Host: a¶{rest}", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Chunks))]
    public Task Chunks_are_read_by_the_letter_and_written_anew(string rule, string chunks, string outcome) =>
        gateway.AssertAsync(rule, $"POST /x HTTP/1.1¶Host: a¶Transfer-Encoding: chunked¶¶{chunks}", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Messages))]
    public Task Messages_begin_and_end_where_their_framing_says(string rule, string messages, string outcome) =>
        gateway.AssertAsync(rule, messages, outcome);
}
