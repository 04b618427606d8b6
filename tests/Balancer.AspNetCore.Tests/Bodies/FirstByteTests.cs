using System.Net;
using System.Text;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Trailers;

namespace Balancing.AspNetCore.Tests.Bodies;

/// <summary>Server-sent events and long polling: what a member says goes on at once, as in httpd whatever flushpackets says.</summary>
public class FirstByteTests
{
    public static TheoryData<bool, string> Ways => new()
    {
        { false, "Transfer-Encoding: chunked" },
        { false, "Connection: close" },
        { true, "Transfer-Encoding: chunked" },
        { true, "Connection: close" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Ways))]
    public async Task Every_event_reaches_the_client_before_the_member_says_the_next(bool http2, string framing)
    {
        var heard = new SemaphoreSlim(0);
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{framing}\r\n\r\n");
            foreach (var said in (string[])["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"])
            {
                await heard.WaitAsync();
                await c.SayAsync(framing.EndsWith("chunked", StringComparison.Ordinal) ? $"9\r\n{said}\r\n" : said);
            }

            await heard.WaitAsync();
            await c.SayAsync(framing.EndsWith("chunked", StringComparison.Ordinal) ? "0\r\n\r\n" : "");
        });
        await using var front = await (http2 ? TrailerTests.Http2FrontAsync(backend.Url) : Front.OverAsync(backend.Url));
        using var request = http2 ? TrailerTests.Http2Request(HttpMethod.Get) : new HttpRequestMessage(HttpMethod.Get, "/");

        using var answer = await front.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead); // before any event
        await using var body = await answer.Content.ReadAsStreamAsync();
        var said = new byte[9];
        for (var i = 1; i <= 3; i++)
        {
            heard.Release();
            await body.ReadExactlyAsync(said);
            Assert.Equal($"data: {i}\n\n", Encoding.ASCII.GetString(said));
        }

        heard.Release();
        Assert.Equal(0, await body.ReadAsync(said));
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
    }

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Ways))]
    public async Task A_long_poll_is_answered_when_the_member_has_something_to_say(bool http2, string framing)
    {
        var happens = new TaskCompletionSource();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await happens.Task;
            var isChunked = framing.EndsWith("chunked", StringComparison.Ordinal);
            await c.SayAsync($"HTTP/1.1 200 OK\r\n{framing}\r\n\r\n{(isChunked ? "4\r\nnews\r\n" : "news")}");
            await c.HearAllAsync(); // and leaves the end open
        });
        await using var front = await (http2 ? TrailerTests.Http2FrontAsync(backend.Url) : Front.OverAsync(backend.Url));

        var asked = AskAsync(front.Client, http2);
        await Limits.UntilAsync(() => backend.Heads.Count == 1);
        Assert.False(asked.IsCompleted);
        happens.SetResult();
        using var answer = await asked;
        await using var body = await answer.Content.ReadAsStreamAsync();
        var news = new byte[4];
        await body.ReadExactlyAsync(news);

        Assert.Equal("news", Encoding.ASCII.GetString(news));
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, bool http2)
    {
        using var request = http2 ? TrailerTests.Http2Request(HttpMethod.Get) : new HttpRequestMessage(HttpMethod.Get, "/");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
