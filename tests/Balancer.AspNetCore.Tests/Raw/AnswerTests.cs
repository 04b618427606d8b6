using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Raw;

public class AnswerTests(AnswerGateway gateway) : IClassFixture<AnswerGateway>
{
    public static TheoryData<string, string, string> StatusLines => new()
    {
        { "R34 plain", "HTTP/1.1 200 OK", "200 [abc]" },
        { "R34 no phrase", "HTTP/1.1 200 ", "200 [abc]" },
        { "R34 no phrase and no space", "HTTP/1.1 200", "200 [abc]" },
        { "R34 another phrase", "HTTP/1.1 200 Fine, thanks", "200 [abc]" },
        { "R34 8-bit phrase", "HTTP/1.1 200 \u00c3\u00a9", "200 [abc]" },
        { "R34 unknown status", "HTTP/1.1 299 Odd", "299 [abc]" },
        { "R34 status 599", "HTTP/1.1 599 Odd", "599 [abc]" },
        { "R34 status 600", "HTTP/1.1 600 Odd", "502" },
        { "R34 status 999", "HTTP/1.1 999 Odd", "502" },
        { "R34 status 000", "HTTP/1.1 000 Odd", "502" },
        { "R34 status 099", "HTTP/1.1 099 Odd", "502" },
        { "R34 two digits", "HTTP/1.1 20 OK", "502" },
        { "R34 four digits", "HTTP/1.1 2000 OK", "502" },
        { "R34 a minus", "HTTP/1.1 -20 OK", "502" },
        { "R34 a letter", "HTTP/1.1 20O OK", "502" },
        { "R34 no status", "HTTP/1.1 OK", "502" },
        { "R34 hex", "HTTP/1.1 0xC OK", "502" },
        { "R34 NUL in the phrase", "HTTP/1.1 200 O\0K", "502" },
        { "R34 bare CR in the phrase", "HTTP/1.1 200 O\rK", "502" },
        { "R34 control in the phrase", "HTTP/1.1 200 O\u0001K", "502" },
        { "R10 two spaces", "HTTP/1.1  200 OK", "502" },
        { "R10 tabs", "HTTP/1.1\t200\tOK", "502" },
        { "R10 tab behind the status", "HTTP/1.1 200\tOK", "502" },
        { "R10 space before", " HTTP/1.1 200 OK", "502" },
        { "R10 HTTP/1.0", "HTTP/1.0 200 OK", "200 [abc]" },
        { "R10 HTTP/1.2", "HTTP/1.2 200 OK", "502" },
        { "R10 HTTP/2.0", "HTTP/2.0 200 OK", "502" },
        { "R10 HTTP/2", "HTTP/2 200 OK", "502" },
        { "R10 HTTP/0.9", "HTTP/0.9 200 OK", "502" },
        { "R10 HTTP/11.1", "HTTP/11.1 200 OK", "502" },
        { "R10 HTTP/1.10", "HTTP/1.10 200 OK", "502" },
        { "R10 lower case", "http/1.1 200 OK", "502" },
        { "R10 another protocol", "ICY 200 OK", "502" },
        { "R10 a request", "GET / HTTP/1.1", "502" },
        { "R10 no version", "200 OK", "502" },
        { "R10 a page", "<html>", "502" },
        { "R10 an empty line before", "¶HTTP/1.1 200 OK", "502" },
        { "R10 NUL before", "\0HTTP/1.1 200 OK", "502" },
        { "R10 a byte order mark", "\u00ef\u00bb\u00bfHTTP/1.1 200 OK", "502" },
        { "R10 bare LF", "HTTP/1.1 200 OK\nX-A: 1", "502" },
        { "R13 an endless phrase", $"HTTP/1.1 200 {new string('x', 70_000)}", "502" },
    };

    public static TheoryData<string, string, string> Fields => new()
    {
        { "R11 plain", "X-A: 1", "200 X-A: 1 [abc]" },
        { "R11 empty value", "X-A:", "200 X-A:  [abc]" },
        { "R11 space around the value", "X-A: \t 1 \t ", "200 X-A: 1 [abc]" },
        { "R11 8-bit value", "X-A: \u00c3\u00a9", "502" },
        { "R11 two lines of a name", "X-A: 1¶X-A: 2", "200 X-A: 1 X-A: 2 [abc]" },
        { "R11 no colon", "broken", "502" },
        { "R11 no name", ": 1", "502" },
        { "R11 space before the colon", "X-A : 1", "502" },
        { "R11 tab before the colon", "X-A\t: 1", "502" },
        { "R11 space in the name", "X A: 1", "502" },
        { "R11 space before the first name", " X-A: 1", "502" },
        { "R11 obs-fold", "X-A: 1¶ 2", "502" },
        { "R11 obs-fold with a tab", "X-A: 1¶\t2", "502" },
        { "R11 obs-fold that hides a length", "X-A: 1¶ Content-Length: 5", "502" },
        { "R11 NUL in the value", "X-A: a\0b", "502" },
        { "R11 NUL in the name", "X\0A: 1", "502" },
        { "R11 bell", "X-A: a\u0007b", "502" },
        { "R11 DEL", "X-A: a\u007fb", "502" },
        { "R11 bare CR", "X-A: a\rb", "502" },
        { "R11 bare CR that hides a line", "X-A: a\rSet-Cookie: x=1", "502" },
        { "R11 bare LF", "X-A: a\nX-B: b", "502" },
        { "R11 8-bit name", "X-\u00e9: 1", "502" },
        { "R11 parentheses in the name", "X(A): 1", "502" },
        { "R11 quotes in the name", "\"X\": 1", "502" },
        { "R12 underscore", "X_A: 1", "200 X_A: 1 [abc]" },
        { "R16 Keep-Alive", "Keep-Alive: timeout=5", "200 [abc]" },
        { "R16 Proxy-Authenticate", "Proxy-Authenticate: Basic", "200 [abc]" },
        { "R16 Proxy-Connection", "Proxy-Connection: close", "200 [abc]" },
        { "R16 Upgrade", "Upgrade: h2c", "200 [abc]" },
        { "R16 Trailer", "Trailer: X-T", "200 [abc]" },
        { "R16 TE", "TE: trailers", "200 [abc]" },
        { "R16 Connection: close", "Connection: close", "200 [abc]" },
        { "R16 nominated", "Connection: X-A¶X-A: 1¶X-B: 2", "200 X-B: 2 [abc]" },
        { "R16 nominating a length", "Connection: Content-Length", "200 [abc]" },
        { "R33 a file to send", "X-Sendfile: /etc/passwd", "200 X-Sendfile: /etc/passwd [abc]" },
        { "R33 an internal redirect", "X-Accel-Redirect: /admin", "200 X-Accel-Redirect: /admin [abc]" },
        { "R33 Refresh elsewhere", "Refresh: 0;url=http://evil/", "200 Refresh: 0;url=http://evil/ [abc]" },
        { "R35 Location elsewhere", "Location: http://other/x", "200 Location: http://other/x [abc]" },
        { "R35 Set-Cookie twice", "Set-Cookie: a=1; Path=/¶Set-Cookie: b=2", "200 Set-Cookie: a=1; Path=/ Set-Cookie: b=2 [abc]" },
        { "R35 Set-Cookie that is none", "Set-Cookie: ;;=", "200 Set-Cookie: ;;= [abc]" },
        { "R13 a long line", $"X-A: {new string('x', 9_000)}", "502" },
        { "R13 many lines", string.Concat(Enumerable.Range(0, 250).Select(i => $"X-{i}: 1¶")) + "X-A: 1", "502" },
        { "R13 many bytes", string.Concat(Enumerable.Range(0, 20).Select(i => $"X-{i}: {new string('x', 4_000)}¶")) + "X-A: 1", "502" },
    };

    public static TheoryData<string, string, string> Framings => new()
    {
        { "R8 a length", "HTTP/1.1 200 OK¶Content-Length: 3¶¶abc", "200 [abc]" },
        { "R8 nothing", "HTTP/1.1 200 OK¶Content-Length: 0¶¶", "200 []" },
        { "R8 until the end", "HTTP/1.1 200 OK¶¶abc✂", "200 [abc]" },
        { "R8 until the end, nothing", "HTTP/1.1 200 OK¶¶✂", "200 []" },
        { "R8 HTTP/1.0 until the end", "HTTP/1.0 200 OK¶¶abc✂", "200 [abc]" },
        { "R8 HTTP/1.0 with a length", "HTTP/1.0 200 OK¶Content-Length: 3¶¶abc", "200 [abc]" },
        { "R8 HTTP/1.0 that says it stays", "HTTP/1.0 200 OK¶Connection: keep-alive¶Content-Length: 3¶¶abc", "200 [abc]" },
        { "R3 HTTP/1.0 with chunks", "HTTP/1.0 200 OK¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶✂", "502" },
        { "R4 leading zeros", "HTTP/1.1 200 OK¶Content-Length: 003¶¶abc", "200 [abc]" },
        { "R4 twice the same", "HTTP/1.1 200 OK¶Content-Length: 3¶Content-Length: 3¶¶abc", "502" },
        { "R4 two lengths", "HTTP/1.1 200 OK¶Content-Length: 3¶Content-Length: 2¶¶abc✂", "502" },
        { "R4 a list", "HTTP/1.1 200 OK¶Content-Length: 3, 3¶¶abc✂", "502" },
        { "R4 plus", "HTTP/1.1 200 OK¶Content-Length: +3¶¶abc✂", "502" },
        { "R4 minus", "HTTP/1.1 200 OK¶Content-Length: -3¶¶abc✂", "502" },
        { "R4 hex", "HTTP/1.1 200 OK¶Content-Length: 0x3¶¶abc✂", "502" },
        { "R4 empty", "HTTP/1.1 200 OK¶Content-Length:¶¶abc✂", "502" },
        { "R4 words", "HTTP/1.1 200 OK¶Content-Length: three¶¶abc✂", "502" },
        { "R4 space inside", "HTTP/1.1 200 OK¶Content-Length: 0 3¶¶abc✂", "502" },
        { "R4 beyond Int64", "HTTP/1.1 200 OK¶Content-Length: 9223372036854775808¶¶abc✂", "502" },
        { "R4 fraction", "HTTP/1.1 200 OK¶Content-Length: 3.0¶¶abc✂", "502" },
        { "R4 parentheses", "HTTP/1.1 200 OK¶Content-Length: (3)¶¶abc✂", "502" },
        { "R2 both", "HTTP/1.1 200 OK¶Content-Length: 3¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶✂", "502" },
        { "R2 both, the other way round", "HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶Content-Length: 3¶¶3¶abc¶0¶¶✂", "502" },
        { "R3 chunked", "HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶", "200 [abc]" },
        { "R3 chunked in any case", "HTTP/1.1 200 OK¶Transfer-Encoding: Chunked¶¶3¶abc¶0¶¶", "200 [abc]" },
        { "R3 identity", "HTTP/1.1 200 OK¶Transfer-Encoding: identity¶¶abc✂", "502" },
        { "R3 gzip", "HTTP/1.1 200 OK¶Transfer-Encoding: gzip¶¶abc✂", "502" },
        { "R3 chunked twice", "HTTP/1.1 200 OK¶Transfer-Encoding: chunked, chunked¶¶0¶¶✂", "502" },
        { "R3 two lines", "HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶Transfer-Encoding: chunked¶¶0¶¶✂", "502" },
        { "R3 a parameter", "HTTP/1.1 200 OK¶Transfer-Encoding: chunked;q=1¶¶0¶¶✂", "502" },
        { "R3 a longer word", "HTTP/1.1 200 OK¶Transfer-Encoding: xchunked¶¶0¶¶✂", "502" },
        { "R3 empty", "HTTP/1.1 200 OK¶Transfer-Encoding:¶¶abc✂", "502" },
        { "R3 vertical tab", "HTTP/1.1 200 OK¶Transfer-Encoding: \u000bchunked¶¶0¶¶✂", "502" },
        { "R3 space before the colon", "HTTP/1.1 200 OK¶Transfer-Encoding : chunked¶¶0¶¶✂", "502" },
        { "R9 204", "HTTP/1.1 204 No Content¶¶", "204 []" },
        { "R9 204 with a length", "HTTP/1.1 204 No Content¶Content-Length: 3¶¶abc", "204 []" },
        { "R9 204 with chunks", "HTTP/1.1 204 No Content¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶", "204 []" },
        { "R9 204 with surplus", "HTTP/1.1 204 No Content¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶bad", "204 []" },
        { "R9 304", "HTTP/1.1 304 Not Modified¶ETag: \"x\"¶¶", "304 ETag: \"x\" []" },
        { "R9 304 with a body", "HTTP/1.1 304 Not Modified¶Content-Length: 3¶¶abc", "304 []" },
        { "R9 304 with chunks", "HTTP/1.1 304 Not Modified¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶", "304 []" },
        { "R9 205", "HTTP/1.1 205 Reset Content¶Content-Length: 0¶¶", "205 []" },
        { "R9 205 with a body", "HTTP/1.1 205 Reset Content¶Content-Length: 3¶¶abc", "205 []" },
        { "R9 an answer behind the answer", "HTTP/1.1 200 OK¶Content-Length: 3¶¶abcHTTP/1.1 200 OK¶Content-Length: 3¶¶bad", "200 [abc]" },
        { "R9 a byte behind the answer", "HTTP/1.1 200 OK¶Content-Length: 3¶¶abcX", "200 [abc]" },
        { "R9 an empty line behind the answer", "HTTP/1.1 200 OK¶Content-Length: 3¶¶abc¶", "200 [abc]" },
        { "R9 an answer behind chunks", "HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶3¶abc¶0¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶bad", "200 [abc]" },
        { "R9 an answer behind nothing", "HTTP/1.1 200 OK¶Content-Length: 0¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶bad", "200 []" },
        { "R34 100 before", "HTTP/1.1 100 Continue¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶abc", "200 [abc]" },
        { "R34 102 and 103 before", "HTTP/1.1 102 Processing¶¶HTTP/1.1 103 Early Hints¶Link: </x>¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶abc", "200 [abc]" },
        { "R34 100 with a length", "HTTP/1.1 100 Continue¶Content-Length: 3¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶abc", "200 [abc]" },
        { "R34 100 with chunks", "HTTP/1.1 100 Continue¶Transfer-Encoding: chunked¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶abc", "200 [abc]" },
        { "R34 100 and no more", "HTTP/1.1 100 Continue¶¶✂", "502" },
        { "R34 100 with a broken line", "HTTP/1.1 100 Continue¶broken¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶abc✂", "502" },
        { "R34 sixteen interim answers", string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints¶¶", 16)) + "HTTP/1.1 200 OK¶Content-Length: 3¶¶abc", "200 [abc]" },
        { "R34 a flood of interim answers", string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints¶¶", 5_000)) + "HTTP/1.1 200 OK¶Content-Length: 3¶¶abc✂", "502" },
        { "R38 101 unasked", "HTTP/1.1 101 Switching Protocols¶Connection: Upgrade¶Upgrade: websocket¶¶abc", "502" },
        { "R38 101 and an answer", "HTTP/1.1 101 Switching Protocols¶¶HTTP/1.1 200 OK¶Content-Length: 3¶¶abc", "502" },
        { "R39 nothing at all", "✂", "502" },
        { "R39 an empty line", "¶✂", "502" },
        { "R8 only a status line", "HTTP/1.1 200 OK✂", "502" },
        { "R8 a head without end", "HTTP/1.1 200 OK¶Content-Length: 3¶✂", "502" },
    };

    public static TheoryData<string, string, string> Chunks => new()
    {
        { "R5 two chunks", "3¶abc¶2¶de¶0¶¶", "200 [abcde]" },
        { "R5 no chunk", "0¶¶", "200 []" },
        { "R5 zeros", "0003¶abc¶000¶¶", "200 [abc]" },
        { "R5 upper-case digits", "A¶0123456789¶0¶¶", "200 [0123456789]" },
        { "R5 extension", "3;a=b¶abc¶0;c¶¶", "200 [abc]" },
        { "R6 a trailer", "3¶abc¶0¶X-T: 1¶¶", "200 [abc]" },
        { "R6 a trailer that frames", "3¶abc¶0¶Content-Length: 9¶¶", "200 [abc]" },
        { "R6 a trailer that sets a cookie", "3¶abc¶0¶Set-Cookie: a=1¶¶", "200 [abc]" },
        { "R5 0x", "0x3¶abc¶0¶¶✂", "broken" },
        { "R5 plus", "+3¶abc¶0¶¶✂", "broken" },
        { "R5 minus", "-3¶abc¶0¶¶✂", "broken" },
        { "R5 no size", "¶abc¶0¶¶✂", "broken" },
        { "R5 a letter", "g¶abc¶0¶¶✂", "broken" },
        { "R5 space before the size", " 3¶abc¶0¶¶✂", "broken" },
        { "R5 space behind the size", "3 ¶abc¶0¶¶✂", "broken" },
        { "R5 tab behind the size", "3\t¶abc¶0¶¶✂", "broken" },
        { "R5 space before an extension", "3 ;a¶abc¶0¶¶✂", "broken" },
        { "R5 beyond Int32", "100000003¶abc¶0¶¶✂", "broken" },
        { "R5 beyond Int64", "10000000000000003¶abc¶0¶¶✂", "broken" },
        { "R5 negative", "fffffffffffffffe¶abc¶0¶¶✂", "broken" },
        { "R5 bare LF behind the size", "3\nabc¶0¶¶✂", "broken" },
        { "R5 bare CR behind the size", "3\rabc¶0¶¶✂", "broken" },
        { "R5 bare LF behind the data", "3¶abc\n0¶¶✂", "broken" },
        { "R5 nothing behind the data", "3¶abc0¶¶✂", "broken" },
        { "R5 more data than said", "3¶abcd¶0¶¶✂", "broken" },
        { "R5 bare LF in an extension", "3;a\nb¶abc¶0¶¶✂", "broken" },
        { "R5 bare CR in an extension", "3;a\rb¶abc¶0¶¶✂", "broken" },
        { "R5 NUL in an extension", "3;a\0b¶abc¶0¶¶✂", "broken" },
        { "R5 a control in an extension", "3;a\u0001b¶abc¶0¶¶✂", "broken" },
        { "R5 an endless extension", $"3;{new string('x', 20_000)}¶abc¶0¶¶✂", "broken" },
        { "R5 endless zeros", $"{new string('0', 20_000)}3¶abc¶0¶¶✂", "broken" },
        { "R5 bare LF behind the last size", "3¶abc¶0\n¶✂", "broken" },
        { "R5 bare LFs at the end", "3¶abc¶0\n\n✂", "broken" },
        { "R8 no last chunk", "3¶abc¶✂", "broken" },
        { "R8 no end of trailers", "3¶abc¶0¶✂", "broken" },
        { "R11 a trailer without colon", "3¶abc¶0¶broken¶¶✂", "broken" },
        { "R11 a trailer with NUL", "3¶abc¶0¶X-T: a\0b¶¶✂", "broken" },
        { "R13 endless trailers", $"3¶abc¶0¶{string.Concat(Enumerable.Repeat("X-T: 1¶", 20_000))}¶✂", "broken" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(StatusLines))]
    public Task A_status_line_parses_or_is_a_502(string rule, string line, string outcome) =>
        gateway.AssertAsync(rule, "GET", $"{line}¶Content-Length: 3¶¶abc✂", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Fields))]
    public Task A_header_line_of_an_answer_is_valid_or_the_answer_is_a_502(string rule, string lines, string outcome) =>
        gateway.AssertAsync(rule, "GET", $"HTTP/1.1 200 OK¶{lines}¶Content-Length: 3¶¶abc", outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Framings))]
    public Task An_answer_ends_where_its_framing_says(string rule, string answer, string outcome) =>
        gateway.AssertAsync(rule, "GET", answer, outcome);

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Framings))]
    public Task So_does_the_answer_to_a_request_with_a_body(string rule, string answer, string outcome) =>
        gateway.AssertAsync(rule, "POST", answer, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("HTTP/1.1 200 OK¶X-A: 1¶Content-Length: 10¶¶0123456789")]
    [InlineData("HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶3¶abc¶4;x=y¶defg¶0¶X-T: 1¶¶")]
    [InlineData("HTTP/1.1 103 Early Hints¶Link: </x>¶¶HTTP/1.1 404 Not Found¶Content-Length: 3¶¶abc")]
    public async Task R8_an_answer_that_breaks_off_never_looks_whole(string answer)
    {
        for (var bytes = 1; bytes < RawText.Bytes(answer).Length; bytes++)
        {
            await gateway.AssertAsync($"R8 after {bytes} bytes", "GET", RawText.Bytes(answer)[..bytes] + "✂", "broken");
        }
    }

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Chunks))]
    public Task Chunks_of_an_answer_are_read_by_the_letter(string rule, string chunks, string outcome) =>
        gateway.AssertAsync(rule, "GET", $"HTTP/1.1 200 OK¶Transfer-Encoding: chunked¶¶{chunks}", outcome);
}
