using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Raw;

/// <summary>A gateway over a backend that answers <c>/bad</c> with whatever a row says, and everything else as it should be.</summary>
public sealed class AnswerGateway : IAsyncLifetime
{
    private static readonly string[] OfNoInterest = ["Date:", "Content-Length:", "Transfer-Encoding:"];

    private ScriptedBackend _backend = null!;
    private Front _front = null!;
    private string _answer = "";

    public async Task InitializeAsync()
    {
        _backend = ScriptedBackend.Play(AnswerAsync);
        _front = await Front.OverAsync(_backend.Url);
    }

    public async Task DisposeAsync()
    {
        await _front.DisposeAsync();
        _backend.Dispose();
    }

    /// <summary>
    /// What the client gets when the backend says this and, at a <c>✂</c>, closes: status, header lines, and the body in brackets; or
    /// <c>broken</c>, when it depends on how the pieces come in whether the client gets a 502 or an answer that visibly has no end. The next
    /// clients get their own answers.
    /// </summary>
    public async Task AssertAsync(string rule, string method, string answer, string outcome)
    {
        _answer = answer;
        var heard = await AskAsync(method);
        var isIncomplete = heard is "502" or "nothing" || heard.EndsWith(" broken", StringComparison.Ordinal);
        Assert.True(heard == outcome || (outcome == "broken" && isIncomplete), $"{rule}: {heard}");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("/next", (await _front.GetAsync("/next")).Body);
        }
    }

    private async Task<string> AskAsync(string method)
    {
        using var client = await _front.OpenAsync();
        var body = method == "POST" ? "Content-Length: 3\r\n\r\nabc" : "\r\n";
        await client.SayAsync($"{method} /bad HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{body}");
        var head = await client.HearHeadAsync();
        while (head.StartsWith("HTTP/1.1 1", StringComparison.Ordinal))
        {
            head = await client.HearHeadAsync();
        }

        if (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            return "nothing";
        }

        var status = head.Substring(9, 3);
        var lines = head[..^4].Split("\r\n")[1..].Where(l => l != "Connection: close" && !OfNoInterest.Any(n => l.StartsWith(n, StringComparison.OrdinalIgnoreCase)));
        var hasBody = method != "HEAD" && status is not "204" and not "304";
        var (text, isWhole) = hasBody ? await RawText.HearBodyAsync(client, head, endsWithConnection: true) : ("", true);
        Assert.Equal("", await client.HearAllAsync());
        return text == "502 Bad Gateway\n" ? "502"
            : string.Join(' ', [status, .. lines, $"[{text}]", .. isWhole ? Array.Empty<string>() : ["broken"]]);
    }

    private async Task AnswerAsync(Conversation c, ScriptedBackend backend)
    {
        while (await backend.HearHeadAsync(c) is { Length: > 0 } head)
        {
            await RawText.HearBodyAsync(c, head, endsWithConnection: false);
            var target = head.Split(' ')[1];
            if (target != "/bad")
            {
                await c.SayAsync(ScriptedBackend.Ok(target));
                continue;
            }

            await c.SayAsync(RawText.Bytes(_answer.Replace("✂", "", StringComparison.Ordinal)));
            if (_answer.EndsWith('✂'))
            {
                return;
            }
        }
    }
}
