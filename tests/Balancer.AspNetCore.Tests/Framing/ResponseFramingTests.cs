using System.Net;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Framing;

public class ResponseFramingTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "R10 no status line", "hello\r\n\r\n" },
        { "R10 HTTP/0.9", "<html>old</html>" },
        { "R10 unknown version", "HTTP/3.0 200 OK\r\nContent-Length: 0\r\n\r\n" },
        { "R34 status below 100", "HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n" },
        { "R34 status above 599", "HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n" },
        { "R38 an upgrade nobody asked for", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" },
        { "R8 two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc" },
        { "R8 length and coding", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n" },
        { "R4 signed length", "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nab" },
        { "R3 other coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" },
        { "R11 a line without colon", "HTTP/1.1 200 OK\r\nbroken\r\nContent-Length: 0\r\n\r\n" },
        { "R13 a line beyond responsefieldsize", $"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 9000)}\r\nContent-Length: 0\r\n\r\n" },
        { "R13 too many lines", $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Range(0, 300).Select(i => $"X-{i}: 1\r\n"))}Content-Length: 0\r\n\r\n" },
        { "a head that breaks off", "HTTP/1.1 200 OK\r\nContent-Le" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Bad))]
    public async Task An_answer_that_makes_no_sense_is_a_502_and_its_connection_is_closed(string rule, string answer)
    {
        using var backend = ScriptedBackend.SayingOnce(answer);
        await using var front = await Front.OverAsync(backend.Url);

        var (status, body) = await front.GetAsync();

        Assert.True(status == HttpStatusCode.BadGateway, $"{rule}: {status}");
        Assert.Equal("502 Bad Gateway\n", body);
        await front.GetAsync();
        Assert.Equal(2, backend.Connections);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "Content-Length: 5")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n", "ETag: \"x\"")]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\nX-Kept: 1\r\n\r\n", "X-Kept: 1")]
    public async Task R9_an_answer_without_body_has_none_and_keeps_its_connection(string method, string answer, string line)
    {
        using var backend = ScriptedBackend.Saying(answer);
        await using var front = await Front.OverAsync(backend.Url);

        var heard = await front.AskAsync($"{method} / HTTP/1.1");
        await front.AskAsync($"{method} / HTTP/1.1");

        Assert.Contains(line, heard, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", heard, StringComparison.Ordinal);
        Assert.Equal(1, backend.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R9_surplus_bytes_never_become_somebody_elses_answer()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync(ScriptedBackend.Ok("mine") + ScriptedBackend.Ok("poison"));
            await b.HearHeadAsync(c);
        });
        await using var front = await Front.OverAsync(backend.Url);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("mine", (await front.GetAsync()).Body);
        }
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R2_both_lengths_in_a_request_are_refused_and_the_connection_closes()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();

        await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
        var heard = await client.HearAllAsync();

        Assert.StartsWith("HTTP/1.1 400 ", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("200 OK", heard, StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("chunked, chunked")]
    [InlineData("gzip, chunked")]
    [InlineData("\u000bchunked")]
    public async Task R3_any_other_coding_of_a_request_is_refused(string coding)
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.OverAsync(backend.Url);

        var heard = await front.AskAsync("POST / HTTP/1.1", $"Transfer-Encoding: {coding}\r\n", "0\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|501) ", heard);
        Assert.Empty(backend.Heads);
    }
}
