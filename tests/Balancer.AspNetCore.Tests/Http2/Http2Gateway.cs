#if !STOCK_CLIENT // the front is the same
using System.Collections.Concurrent;
using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Raw;
using Balancing.AspNetCore.Tests.Trailers;

namespace Balancing.AspNetCore.Tests.Http2;

/// <summary>
/// A gateway for raw HTTP/2, over a backend that answers with the target it was asked for and remembers what it heard. One for all rows of a
/// table: what a row leaves behind, the next one would meet.
/// </summary>
public sealed class Http2Gateway : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _heard = new();
    private ScriptedBackend _backend = null!;
    private Front _front = null!;

    internal int Port => _front.Port;

    public async Task InitializeAsync()
    {
        _backend = ScriptedBackend.Play(AnswerAsync);
        _front = await TrailerTests.Http2FrontAsync(_backend.Url);
    }

    public async Task DisposeAsync()
    {
        await _front.DisposeAsync();
        _backend.Dispose();
    }

    /// <summary>
    /// Sends what the row says on a connection of its own, and an ordinary request for <c>/again</c> behind it on stream 101. The outcome is what
    /// became of stream 1; then <c>open</c> when the ordinary request got its own answer, else <c>shut</c>; then the whole requests that the
    /// backend heard before it.
    /// </summary>
    internal async Task AssertAsync(string rule, string outcome, Func<Http2Conversation, Task> row, params string[] ofInterest)
    {
        _heard.Clear();
        using var client = await Http2Conversation.OpenAsync(Port);
        try
        {
            await row(client);
        }
        catch (SocketException)
        {
            // It was over before all was said; what became of it is heard now.
        }

        var first = await client.HearAsync(1, ofInterest);
        var isOpen = !first.Contains("goaway", StringComparison.Ordinal) && first != "closed";
        if (isOpen)
        {
            await client.SendHeadAsync(101, ":method: GET¶:path: /again¶:scheme: http¶:authority: a");
            isOpen = await client.HearAsync(101) == "200 [/again]";
        }

        using (var next = await Http2Conversation.OpenAsync(Port))
        {
            await next.SendHeadAsync(1, ":method: GET¶:path: /end¶:scheme: http¶:authority: a");
            Assert.Equal("200 [/end]", await next.HearAsync(1)); // whatever was said before: the next client gets its own answer
        }

        var heard = _heard.ToArray().Where(h => !h.StartsWith("GET /end ", StringComparison.Ordinal) && !h.StartsWith("GET /again ", StringComparison.Ordinal));
        var shown = $"{first.Trim()} {(isOpen ? "open" : "shut")}{string.Concat(heard.Select(h => " <- " + h))}";
        var isCut = shown == "closed shut" && outcome.StartsWith("goaway", StringComparison.Ordinal); // TCP may lose the last word of who hangs up
        Assert.True(shown == outcome || isCut, $"{rule}: {shown}");
    }

    private async Task AnswerAsync(Conversation c, ScriptedBackend backend)
    {
        while (await c.HearHeadAsync() is { Length: > 0 } head)
        {
            if (head.Contains(" /held ", StringComparison.Ordinal))
            {
                await c.HearAllAsync();
                return;
            }

            var isChunked = RawText.Field(head, "Transfer-Encoding") is not null;
            var (body, trailers) = isChunked ? await TrailerTests.HearChunksAsync(c) : (await HearPlainAsync(c, head), "");
            _heard.Enqueue(Shown(head, body) + (trailers.Length > 0 ? $" {RawText.Notation(trailers[..^2])}" : ""));
            var target = head.Split(' ')[1];
            var isHead = head.StartsWith("HEAD ", StringComparison.Ordinal);
            await c.SayAsync(target switch
            {
                "/204" or "/304" => $"HTTP/1.1 {target[1..]} Nothing\r\nETag: \"1\"\r\n\r\n",
                "/hop" => "HTTP/1.1 200 OK\r\nConnection: x-hop, Keep-Alive\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\nUpgrade: h2c\r\n\r\n0\r\n\r\n",
                "/priority" => "HTTP/1.1 200 OK\r\nPriority: u=5\r\nContent-Length: 0\r\n\r\n",
                "/bad" => "HTTP/1.1 200 OK\r\nX-A: a\0b\r\nContent-Length: 0\r\n\r\n",
                "/short" => "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nabc",
                _ => $"HTTP/1.1 200 OK\r\nContent-Length: {target.Length}\r\n\r\n{(isHead ? "" : target)}",
            });
            if (target == "/short")
            {
                return;
            }
        }
    }

    private static async Task<string> HearPlainAsync(Conversation c, string head)
    {
        var (body, isWhole) = await RawText.HearBodyAsync(c, head, endsWithConnection: false);
        return isWhole ? body : throw new SocketException(); // a member that goes by the framing knows that there was no request
    }

    private string Shown(string head, string body)
    {
        foreach (var same in (string[])
            [
                $"Host: 127.0.0.1:{_backend.Port}", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: a", "X-Forwarded-Server: a", "Connection: Keep-Alive",
            ])
        {
            var at = head.IndexOf($"\r\n{same}\r\n", StringComparison.Ordinal);
            head = at < 0 ? head : head.Remove(at, same.Length + 2);
        }

        return RawText.Notation(head[..^4].Replace(" HTTP/1.1\r\n", " HTTP/1.1 ", StringComparison.Ordinal)) + (body.Length > 0 ? $" [{body}]" : "");
    }
}
#endif
