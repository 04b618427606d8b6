#if !STOCK_CLIENT // the front is the same
namespace Balancing.AspNetCore.Tests.Http2;

/// <summary>Bodies, lines behind them, and frames out of place (RFC 9113 §5, §6, §8); see <see cref="Http2Conversation.PlayAsync"/> for the notation.</summary>
public sealed class FrontBodyTests(Http2Gateway gateway) : IClassFixture<Http2Gateway>
{
    private const string Post = ":method: POST¶SPA";
    private const string Held = ":path: /held¶SA¶:method: POST"; // answered by nobody

    public static TheoryData<string, string, string> Bodies => new()
    {
        { "9113 8.1.1 a length that fits", $"H {Post}¶content-length: 3 | DE abc", "200 [/x] open <- POST /x HTTP/1.1 Content-Length: 3 [abc]" },
        { "9113 8.1.1 in pieces", $"H {Post}¶content-length: 3 | D a | D b | DE c", "200 [/x] open <- POST /x HTTP/1.1 Content-Length: 3 [abc]" },
        { "9113 8.1.1 an empty last piece", $"H {Post}¶content-length: 3 | D abc | DE", "200 [/x] open <- POST /x HTTP/1.1 Content-Length: 3 [abc]" },
        { "H2.CL a length too long", $"H {Post}¶content-length: 5 | DE abc", "rst PROTOCOL_ERROR open" },
        { "H2.CL a length too short", $"H {Post}¶content-length: 2 | DE abc", "rst PROTOCOL_ERROR open" },
        { "H2.CL a length of 0 and a body", $"H {Held}¶content-length: 0 | DE GET /evil HTTP/1.1", "rst PROTOCOL_ERROR open" },
        { "H2.CL a length and no body", $"HE {Post}¶content-length: 3", "rst PROTOCOL_ERROR open" },
        { "R4 a sign", $"H {Post}¶content-length: +3 | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R4 a minus", $"H {Post}¶content-length: -3 | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R4 hexadecimal", $"H {Post}¶content-length: 0x3 | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R4 a space in it", $"H {Post}¶content-length: 3 3 | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R4 a list", $"H {Post}¶content-length: 3, 3 | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R4 twice the same", $"H {Post}¶content-length: 3¶content-length: 3 | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R4 two lengths", $"H {Post}¶content-length: 3¶content-length: 4 | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R4 too large for a number", $"H {Post}¶content-length: 99999999999999999999 | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R4 empty", $"H {Post}¶content-length: ∅ | DE abc", "goaway PROTOCOL_ERROR shut" },
        { "R1 without a length", $"H {Post} | D abc | DE def", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abcdef]" },
        { "R1 no body", $"HE {Post}", "200 [/x] open <- POST /x HTTP/1.1 Content-Length: 0" },
        { "R1 a GET with a body", "H MSPA | DE abc", "200 [/x] open <- GET /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R1 what looks like chunks", $"H {Post} | DE 0\r\n\r\nGET /evil HTTP/1.1\r\nHost: a\r\n\r\n", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [0\r\n\r\nGET /evil HTTP/1.1\r\nHost: a]" },
        { "R1 H2.TE a body in chunks", $"H {Post}¶transfer-encoding: chunked | DE 0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n", "400 open" },
        { "9113 6.1 padding", $"H {Post} | F 0 9 1 0261626300ff", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "9113 6.1 nothing but padding", $"H {Post} | F 0 8 1 020000 | DE abc", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "9113 6.1 more padding than frame", $"H {Post} | F 0 9 1 05616263", "goaway PROTOCOL_ERROR shut" },
    };

    public static TheoryData<string, string, string> Trailers => new()
    {
        { "9113 8.1 trailers", $"H {Post} | D abc | T x-t: 1¶x-u: 2", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc] x-t: 1¶x-u: 2" },
        { "9113 8.1 trailers behind a length", $"H {Post}¶content-length: 3 | D abc | T x-t: 1", "200 [/x] open <- POST /x HTTP/1.1 Content-Length: 3 [abc]" },
        { "9113 8.1 trailers with a pseudo-header", $"H {Post} | D abc | T :path: /evil", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.1 trailers with a status", $"H {Post} | D abc | T :status: 200", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.2.1 trailers in upper case", $"H {Post} | D abc | T X-T: 1", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.2.2 trailers with connection", $"H {Post} | D abc | T connection: close", "goaway PROTOCOL_ERROR shut" },
        { "R6 trailers that frame", $"H {Post} | D abc | T content-length: 9¶transfer-encoding: chunked", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R6 trailers that route", $"H {Post} | D abc | T host: b¶x-forwarded-for: 9.9.9.9¶x-t: 1", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc] x-t: 1" },
        { "R6 trailers that sign in", $"H {Post} | D abc | T authorization: x¶cookie: a=1¶x-t: 1", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc] x-t: 1" },
        { "R11 trailers with CR LF", $"H {Post} | D abc | T x-t: a\r\nb: c", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]" },
        { "R11 trailers with NUL", $"H {Post} | D abc | T x-t: a\0b", "goaway PROTOCOL_ERROR shut" },
        { "R11 trailers with a bell", $"H {Post} | D abc | T x-t: a\u0007b¶x-u: 1", "200 [/x] open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc] x-u: 1" },
        { "9113 8.1 trailers that do not end", $"H {Post} | D abc | H x-t: 1", "goaway PROTOCOL_ERROR shut" },
        { "9113 8.1 something behind trailers", $"H {Held} | D abc | T x-t: 1 | DE def", "goaway STREAM_CLOSED shut" },
    };

    public static TheoryData<string, string, string> Frames => new()
    {
        { "9113 5.1 DATA on an idle stream", "F 0 1 1 616263", "goaway PROTOCOL_ERROR shut" },
        { "9113 5.1 DATA behind the end", $"HE {Held} | D abc", "goaway STREAM_CLOSED shut" },
        { "9113 5.1 HEADERS behind the end", $"HE {Held} | HE MSPA", "goaway STREAM_CLOSED shut" },
        { "9113 5.1 RST_STREAM on an idle stream", "R 8", "goaway PROTOCOL_ERROR shut" },
        { "9113 5.1 WINDOW_UPDATE on an idle stream", "F 8 0 1 00000001", "goaway PROTOCOL_ERROR shut" },
        { "9113 5.1.1 an even stream", "F 1 5 2 82868441", "goaway PROTOCOL_ERROR shut" },
        { "9113 5.1.1 stream 0", "F 1 5 0 828684", "goaway PROTOCOL_ERROR shut" },
        { "9113 5.1.1 a stream below the last", "F 1 5 7 828604052f68656c64410161 | HE MSPA", "goaway STREAM_CLOSED shut" },
        { "9113 4.1 a frame of an unknown type", "F 250 255 1 00 | HE MSPA", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 4.2 a frame too large", "F 250 0 0 {16385}", "goaway FRAME_SIZE_ERROR shut" },
        { "9113 4.3 a block that breaks off", "F 1 5 1 0001", "goaway COMPRESSION_ERROR shut" },
        { "9113 4.3 an index of nothing", "F 1 5 1 ff00", "goaway COMPRESSION_ERROR shut" },
        { "7541 4.2 a table too large", "F 1 5 1 3fffff7f", "goaway COMPRESSION_ERROR shut" },
        { "9113 6.2 padding longer than the frame", "F 1 13 1 ff828684", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.2 a block in two frames", "F 1 1 1 828684 | F 9 4 1 410161", "200 [/] open <- GET / HTTP/1.1" },
        { "9113 6.2 a block in many frames", "F 1 1 1 82 | F 9 0 1 86 | F 9 0 1 | F 9 0 1 84 | F 9 4 1 410161", "200 [/] open <- GET / HTTP/1.1" },
        { "9113 6.2 another frame in between", "F 1 1 1 828684 | F 6 0 0 0000000000000000", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.2 another stream in between", "F 1 1 1 828684 | F 9 4 3 410161", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.10 CONTINUATION of nothing", "F 9 4 1 828684", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.10 CONTINUATION behind the end of the block", "H MSPA | F 9 4 1 0001780131", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.3 PRIORITY, long since without meaning", "F 2 0 1 0000000010 | HE MSPA", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 6.3 PRIORITY of the wrong size", "F 2 0 1 00000000", "goaway FRAME_SIZE_ERROR shut" },
        { "9113 6.4 RST_STREAM of the wrong size", "H MSPA | F 3 0 1 000000", "goaway FRAME_SIZE_ERROR shut" },
        { "9113 6.5 SETTINGS of the wrong size", "F 4 0 0 0001000000", "goaway FRAME_SIZE_ERROR shut" },
        { "9113 6.5 SETTINGS on a stream", "F 4 0 1", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.5 an answer to SETTINGS with a payload", "F 4 1 0 000100000000", "goaway FRAME_SIZE_ERROR shut" },
        { "9113 6.5.2 ENABLE_PUSH of 2", "F 4 0 0 000200000002", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.5.2 a window too large", "F 4 0 0 000480000000", "goaway FLOW_CONTROL_ERROR shut" },
        { "9113 6.5.2 frames too small", "F 4 0 0 000500000001", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.5.2 an unknown setting", "F 4 0 0 00ff00000001 | HE MSPA", "200 [/x] open <- GET /x HTTP/1.1" },
        { "9113 6.6 PUSH_PROMISE of a client", "H MSPA | F 5 4 1 0000000282", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.7 PING of the wrong size", "F 6 0 0 00", "goaway FRAME_SIZE_ERROR shut" },
        { "9113 6.7 PING on a stream", "F 6 0 1 0000000000000000", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.8 GOAWAY on a stream", "F 7 0 1 0000000000000000", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.9 WINDOW_UPDATE of 0 on the connection", "F 8 0 0 00000000", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.9 WINDOW_UPDATE of 0 on a stream", "H MSPA | F 8 0 1 00000000", "goaway PROTOCOL_ERROR shut" },
        { "9113 6.9.1 a window beyond all numbers", "F 8 0 0 7fffffff", "goaway FLOW_CONTROL_ERROR shut" },
        { "9113 6.9.1 a stream's window beyond all numbers", "H MSPA | F 8 0 1 7fffffff", "rst FLOW_CONTROL_ERROR open" },
        { "9113 6.9 WINDOW_UPDATE of the wrong size", "F 8 0 0 0000", "goaway FRAME_SIZE_ERROR shut" },
        { "9113 8.3.1 a stream that depends on itself", "F 1 37 1 0000000110828684410161", "goaway PROTOCOL_ERROR shut" },
    };

    [Theory(Timeout = Network.Limits.Test)]
    [MemberData(nameof(Bodies))]
    [MemberData(nameof(Trailers))]
    public Task A_request_ends_where_its_frames_say(string rule, string script, string outcome) =>
        gateway.AssertAsync(rule, outcome, c => c.PlayAsync(script));

    [Theory(Timeout = Network.Limits.Test)]
    [MemberData(nameof(Frames))]
    public Task A_frame_out_of_place_ends_its_stream_or_its_connection(string rule, string script, string outcome) =>
        gateway.AssertAsync(rule, outcome, c => c.PlayAsync(script.Replace("{16385}", new string('0', 2 * 16_385), StringComparison.Ordinal)));
}
#endif
