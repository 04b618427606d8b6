using System.Collections.Concurrent;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Raw;

/// <summary>
/// A gateway for raw requests, over a backend that answers with the target it was asked for and remembers what it heard. One for all rows of
/// a table: what a row leaves behind, the next one would meet.
/// </summary>
public sealed class RequestGateway : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _heard = new();
    private ScriptedBackend _backend = null!;
    private Front _front = null!;

    public async Task InitializeAsync()
    {
        _backend = ScriptedBackend.Play(AnswerAsync);
        _front = await Front.StartAsync(ReverseProxy.Create("www").Exclude("/no").ProxyPass("/", _backend.Url).Build());
    }

    public async Task DisposeAsync()
    {
        await _front.DisposeAsync();
        _backend.Dispose();
    }

    /// <summary>
    /// Sends the bytes, with an ordinary request for <c>/again</c> right behind them. The outcome is the statuses in order; then <c>open</c> when
    /// the ordinary request got its own answer and <c>closed</c> when it got none; then the
    /// whole requests that the backend heard before it.
    /// </summary>
    public async Task AssertAsync(string rule, string request, string outcome)
    {
        var heard = await AskAsync(request);
        Assert.True(heard == outcome, $"{rule}: {heard}");
    }

    private async Task<string> AskAsync(string request)
    {
        _heard.Clear();
        using var client = await _front.OpenAsync();
        await client.SayAsync(RawText.Bytes(request) + "GET /again HTTP/1.1\r\nHost: a\r\n\r\n");
        var (statuses, isOpen) = await HearAsync(client, request.StartsWith("HEAD ", StringComparison.Ordinal));
        Assert.Equal("/end", (await _front.GetAsync("/end")).Body); // whatever was said before: the next client gets its own answer
        var heard = _heard.ToArray();
        Assert.StartsWith("GET /end ", heard[^1], StringComparison.Ordinal);
        return $"{statuses}{(isOpen ? "open" : "closed")}{string.Concat(heard[..^(isOpen ? 2 : 1)].Select(h => " <- " + h))}";
    }

    private static async Task<(string Statuses, bool IsOpen)> HearAsync(Conversation client, bool isHead)
    {
        var statuses = "";
        while (await client.HearHeadAsync() is { Length: > 12 } head)
        {
            var status = head.Substring(9, 3);
            if (status[0] == '1' || isHead)
            {
                statuses += status + " ";
                isHead &= status[0] == '1';
                continue;
            }

            var (body, isWhole) = await RawText.HearBodyAsync(client, head, endsWithConnection: true);
            Assert.True(isWhole);
            if (body == "/again")
            {
                return (statuses, true);
            }

            statuses += status + " ";
        }

        return (statuses, false);
    }

    private async Task AnswerAsync(Conversation c, ScriptedBackend backend)
    {
        while (await c.HearHeadAsync() is { Length: > 0 } head)
        {
            if (RawText.Field(head, "Expect") is not null)
            {
                await c.SayAsync("HTTP/1.1 100 Continue\r\n\r\n");
            }

            var (body, isWhole) = await RawText.HearBodyAsync(c, head, endsWithConnection: false);
            if (!isWhole)
            {
                return; // a member that goes by the framing knows that there was no request
            }

            _heard.Enqueue(Shown(head, body));
            var target = head.Split(' ')[1];
            var isHead = head.StartsWith("HEAD ", StringComparison.Ordinal);
            await c.SayAsync($"HTTP/1.1 200 OK\r\nContent-Length: {target.Length}\r\n\r\n{(isHead ? "" : target)}");
        }
    }

    // Exactly what came, without the lines that every request of this client has, when they are what they must be.
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

        return RawText.Notation(head[..^4].Replace(" HTTP/1.1\r\n", " HTTP/1.1 ", StringComparison.Ordinal)) + (body.Length > 0 ? $" [{RawText.Notation(body)}]" : "");
    }
}
