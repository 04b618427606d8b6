using System.Net;
using System.Net.Sockets;
using System.Text;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Trailers;

public class TrailerTests
{
    private const string Trailing = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum, Set-Cookie, bad name\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\nX-Sum: 7\r\nx-more:\t two \r\n\r\n";

    [Fact(Timeout = Limits.Test)]
    public async Task D34_a_client_that_asks_gets_the_lines_behind_a_chunked_answer_and_keeps_its_connection()
    {
        using var backend = ScriptedBackend.Saying(Trailing);
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();

        for (var i = 0; i < 3; i++)
        {
            await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n");
            var head = await client.HearHeadAsync();
            Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", head, StringComparison.Ordinal);
            Assert.Contains("\r\nTrailer: X-Sum\r\n", head, StringComparison.Ordinal);
            Assert.Equal(("abcdefg", "X-Sum: 7\r\nx-more: two\r\n"), await HearChunksAsync(client));
        }

        Assert.Equal(1, backend.Connections);
        Assert.All(backend.Heads, head => Assert.Contains("\r\nConnection: Keep-Alive, TE\r\nTE: trailers\r\n", head, StringComparison.Ordinal));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("")]
    [InlineData("TE: gzip\r\n")]
    [InlineData("TE: xtrailers\r\n")]
    public async Task R6_a_client_that_does_not_ask_gets_none(string te)
    {
        using var backend = ScriptedBackend.Saying(Trailing);
        await using var front = await Front.OverAsync(backend.Url);

        var answer = await front.AskAsync("GET / HTTP/1.1", te);

        Assert.EndsWith("\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Sum", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nTE:", backend.Head, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("HEAD / HTTP/1.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK")]
    [InlineData("GET / HTTP/1.1", "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204 No Content")]
    [InlineData("GET / HTTP/1.1", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n", "HTTP/1.1 304 Not Modified")]
    public async Task R9_where_there_is_no_body_there_is_nothing_behind_it(string request, string said, string heard)
    {
        using var backend = ScriptedBackend.Saying(said);
        await using var front = await Front.OverAsync(backend.Url);

        var answer = await front.AskAsync(request, "TE: trailers\r\n");

        Assert.StartsWith(heard, answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R8_an_answer_that_breaks_off_has_no_last_chunk()
    {
        using var backend = ScriptedBackend.SayingOnce("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();
        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n");

        Assert.DoesNotContain("\r\n0\r\n\r\n", await client.HearAllAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_answer_with_a_length_keeps_it()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.OverAsync(backend.Url);

        Assert.Contains("\r\nContent-Length: 5\r\n", await front.AskAsync("GET / HTTP/1.1", "TE: trailers\r\n"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_replaced_error_page_has_a_length_and_nothing_behind_it()
    {
        using var backend = ScriptedBackend.Saying(Trailing.Replace("200 OK", "500 Oops", StringComparison.Ordinal));
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).ProxyErrorOverride(500).Build());

        Assert.EndsWith("\r\n\r\n500 Internal Server Error\n", await front.AskAsync("GET / HTTP/1.1", "TE: trailers\r\n"), StringComparison.Ordinal);
    }

    public static TheoryData<string> Forbidden => [.. """
        Content-Length: 1|Transfer-Encoding: chunked|Host: b|Trailer: X|Connection: close|Keep-Alive: 1|Proxy-Connection: x|Upgrade: x|TE: gzip
        Authorization: Basic x|Proxy-Authorization: x|Proxy-Authenticate: x|WWW-Authenticate: x|Cookie: a=1|Set-Cookie: a=1|Set-cookie: a=1
        X-Forwarded-For: 1.2.3.4|X-Forwarded-Host: b|X-Forwarded-Anything: b|Forwarded: for=1|X-Real-IP: 1.2.3.4|Via: 1.1 x|Max-Forwards: 0|Expect: 100-continue
        Content-Type: text/html|Content-Encoding: gzip|Content-Range: bytes 0-1/2|Content-Location: /x|Range: bytes=0-|If-Match: *|If-None-Match: *|If-Range: x
        Cache-Control: no-store|Expires: 0|Age: 1|Vary: *|Location: //b|Date: x|Proxy: http://b|X-Bytes: ä
        """.Split(['|', '\n'])];

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Forbidden))]
    public async Task R6_no_line_behind_an_answer_frames_routes_or_signs_in(string line)
    {
        using var backend = ScriptedBackend.Saying($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-A: 1\r\n{line}\r\nX-B: 2\r\n\r\n");
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();
        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n");
        await client.HearHeadAsync();

        Assert.Equal(("abc", "X-A: 1\r\nX-B: 2\r\n"), await HearChunksAsync(client));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R16_a_line_that_connection_names_stays_on_its_hop()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Hop: 1\r\nX-B: 2\r\n\r\n");
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();
        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n");
        await client.HearHeadAsync();

        Assert.Equal(("", "X-B: 2\r\n"), await HearChunksAsync(client));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_of_http2_gets_them_too()
    {
        using var backend = ScriptedBackend.Saying(Trailing);
        await using var front = await Http2FrontAsync(backend.Url);
        using var request = Http2Request(HttpMethod.Get);
        request.Headers.TE.ParseAdd("trailers");

        using var answer = await front.Client.SendAsync(request);

        Assert.Equal("abcdefg", await answer.Content.ReadAsStringAsync());
        Assert.Equal(("7", "two"), (answer.TrailingHeaders.GetValues("X-Sum").Single(), answer.TrailingHeaders.GetValues("x-more").Single()));
        Assert.Equal(["X-Sum"], answer.Headers.Trailer);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_of_http2_that_does_not_ask_gets_none()
    {
        using var backend = ScriptedBackend.Saying(Trailing);
        await using var front = await Http2FrontAsync(backend.Url);
        using var request = Http2Request(HttpMethod.Get);

        using var answer = await front.Client.SendAsync(request);

        Assert.Equal("abcdefg", await answer.Content.ReadAsStringAsync());
        Assert.Empty(answer.TrailingHeaders);
    }

#if !STOCK_CLIENT // .NET's client has no words for them
    [Fact(Timeout = Limits.Test)]
    public async Task The_lines_behind_a_chunked_request_reach_the_member()
    {
        var heard = new TaskCompletionSource<(string, string)>();
        using var backend = ChunkHearing(heard);
        await using var front = await Front.OverAsync(backend.Url);

        var answer = await front.AskAsync("POST / HTTP/1.1", "Transfer-Encoding: chunked\r\nTrailer: X-Sum, Host\r\n", "3\r\nabc\r\n0\r\nX-Sum: 3\r\nx-more: two\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        var (body, trailers) = await heard.Task;
        Assert.Equal(("abc", "X-Sum: 3\r\nx-more: two\r\n"), (body, trailers));
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n", backend.Head, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Forbidden))]
    [InlineData("X_Under: 1")]
    public async Task R6_no_line_behind_a_request_frames_routes_or_signs_in(string line)
    {
        var heard = new TaskCompletionSource<(string, string)>();
        using var backend = ChunkHearing(heard);
        await using var front = await Front.OverAsync(backend.Url);
        if (line.StartsWith("X-Bytes", StringComparison.Ordinal))
        {
            return; // the server in front closes the connection at such bytes
        }

        var answer = await front.AskAsync("POST / HTTP/1.1", "Transfer-Encoding: chunked\r\n", $"3\r\nabc\r\n0\r\nX-A: 1\r\n{line}\r\nX-B: 2\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Equal(("abc", "X-A: 1\r\nX-B: 2\r\n"), await heard.Task);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Many_lines_behind_a_long_request_reach_the_member()
    {
        var heard = new TaskCompletionSource<(string, string)>();
        using var backend = ChunkHearing(heard);
        await using var front = await Front.OverAsync(backend.Url);
        var body = new string('x', 100_000);
        var trailers = string.Concat(Enumerable.Range(0, 90).Select(i => $"X-{i}: {new string('y', 200)}\r\n"));

        Assert.StartsWith("HTTP/1.1 200 ", await front.AskAsync("POST / HTTP/1.1", "Transfer-Encoding: chunked\r\n", $"186a0\r\n{body}\r\n0\r\n{trailers}\r\n"), StringComparison.Ordinal);
        Assert.Equal((body, trailers), await heard.Task);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_request_with_a_length_has_nothing_behind_it()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.OverAsync(backend.Url);

        await front.AskAsync("POST / HTTP/1.1", "Content-Length: 3\r\nTrailer: X-A\r\n", "abc");

        Assert.DoesNotContain("Trailer", backend.Head, StringComparison.Ordinal);
    }

    private static ScriptedBackend ChunkHearing(TaskCompletionSource<(string Body, string Trailers)> heard) => ScriptedBackend.Play(async (c, b) =>
    {
        await b.HearHeadAsync(c);
        heard.TrySetResult(await HearChunksAsync(c));
        await c.SayAsync(ScriptedBackend.Ok("ok"));
        await c.HearAllAsync();
    });
#endif

    internal static Task<Front> Http2FrontAsync(string member) =>
        Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", member).Build(), services: OverHttp2);

    internal static void OverHttp2(IServiceCollection services) => services.Configure<KestrelServerOptions>(
        kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));

    internal static HttpRequestMessage Http2Request(HttpMethod method, string path = "/") =>
        new(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    internal static async Task<(string Body, string Trailers)> HearChunksAsync(Conversation c)
    {
        var (body, line) = (new StringBuilder(), new StringBuilder());
        while (true)
        {
            var size = Convert.ToInt32(await HearLineAsync(c, line), 16);
            if (size == 0)
            {
                break;
            }

            body.Append(await c.HearAsync(size));
            Assert.Equal("", await HearLineAsync(c, line));
        }

        var trailers = "";
        for (var next = await HearLineAsync(c, line); next.Length > 0; next = await HearLineAsync(c, line))
        {
            trailers += next + "\r\n";
        }

        return (body.ToString(), trailers);
    }

    private static async Task<string> HearLineAsync(Conversation c, StringBuilder line)
    {
        line.Clear();
        while (line.Length < 2 || line[^1] != '\n')
        {
            var next = await c.HearAsync(1);
            line.Append(next.Length == 1 ? next : throw new SocketException());
        }

        return line.ToString(0, line.Length - 2);
    }
}
