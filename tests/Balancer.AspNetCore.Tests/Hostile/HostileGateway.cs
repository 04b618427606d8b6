using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Raw;
using Balancing.Testing;
using Microsoft.Extensions.DependencyInjection;
using ScriptedBackend = Balancing.AspNetCore.Tests.Network.ScriptedBackend;

namespace Balancing.AspNetCore.Tests.Hostile;

/// <summary>
/// A gateway over a member that does with <c>/bad</c> whatever a row says, and answers everything else as it should. In a row, besides
/// <c>¶</c> for CR LF: <c>✂</c> closes, <c>⚡</c> resets, <c>◐</c> closes for writing alone, <c>…</c> says nothing more, <c>‥</c> waits until
/// the client has its answer, <c>~</c> at the start says it byte by byte, <c>!</c> at the start does not read the request.
/// </summary>
public sealed class HostileGateway : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private ScriptedBackend _backend = null!;
    private Balancer _balancer = null!;
    private Front _front = null!;
    private readonly ConcurrentDictionary<int, Socket> _links = new(); // the gateway's ends, by port
    private Row _row = new("");

    public async Task InitializeAsync()
    {
        _backend = ScriptedBackend.Play(PlayAsync);
        _balancer = Balancer.Create("foo").Member(_backend.Url, m => m.Pool(p => p.Max(2))).Build();
        var site = ReverseProxy.Create("www").Balancer(_balancer).ProxyPass("/", "balancer://foo/").Build();
        _front = await Front.StartAsync(site, services: s => s.AddProxyPass(o =>
        {
            o.Time = _clock;
            o.Between = (stream, socket) =>
            {
                _links[((IPEndPoint)socket.LocalEndPoint!).Port] = socket;
                return stream;
            };
        }));
    }

    public async Task DisposeAsync()
    {
        await _front.DisposeAsync();
        _backend.Dispose();
    }

    /// <summary>The client gets this outcome, or an answer that visibly has no end where that is <c>broken</c>; the next ones get their own.</summary>
    public async Task AssertAsync(string method, string row, string outcome)
    {
        var played = _row = new Row(row);
        var asking = AskAsync(method);
        if (row.Contains('…', StringComparison.Ordinal))
        {
            await Task.WhenAny(asking, played.Silent.Task);
            while (!asking.IsCompleted)
            {
                _clock.Advance(Limits.Sec(1));
                await Task.Yield();
            }
        }

        var heard = await asking;
        var isIncomplete = heard is "502" or "504" or "nothing" || heard.EndsWith(" broken", StringComparison.Ordinal);
        Assert.True(heard == outcome || (outcome == "broken" && isIncomplete), heard);
        played.Answered.TrySetResult();
        if (row.Contains('‥', StringComparison.Ordinal))
        {
            await played.Said.Task;
            await Limits.UntilAsync(() => HasArrived(played.Port)); // sent is not yet arrived, and before that nobody can tell
        }

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("/next", (await _front.GetAsync("/next")).Body);
        }

        await Limits.UntilAsync(() => _balancer.Snapshot().Members[0] is { Busy: 0, Connections: { InUse: 0, Opening: 0, Waiting: 0 } });
        Assert.Equal(MemberStatus.None, _balancer.Snapshot().Members[0].Status & MemberStatus.InError);
    }

    private async Task<string> AskAsync(string method)
    {
        using var client = await _front.OpenAsync();
        var size = method == "POST" ? 3 : 100_000;
        var body = method == "GET" ? "\r\n" : $"Content-Length: {size}\r\n\r\n{new string('b', size)}";
        await client.SayAsync($"{(method == "GET" ? "GET" : "POST")} /bad HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{body}");
        var head = await client.HearFinalHeadAsync();
        if (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            return "nothing";
        }

        var status = head.Substring(9, 3);
        var (text, isWhole) = status is "204" or "304" ? ("", true) : await RawText.HearBodyAsync(client, head, endsWithConnection: true);
        return text.StartsWith("50", StringComparison.Ordinal) ? status : $"{status} [{text}]{(isWhole ? "" : " broken")}";
    }

    private async Task PlayAsync(Conversation c, ScriptedBackend backend)
    {
        while (await backend.HearHeadAsync(c) is { Length: > 0 } head)
        {
            var target = head.Split(' ')[1];
            if (target == "/bad")
            {
                var row = _row;
                row.Port = c.PeerPort;
                if (row.Text[0] != '!')
                {
                    await RawText.HearBodyAsync(c, head, endsWithConnection: false);
                }

                await ActAsync(c, row);
                if (row.Text.AsSpan().IndexOfAny("✂⚡◐…!") >= 0)
                {
                    return;
                }

                continue;
            }

            await RawText.HearBodyAsync(c, head, endsWithConnection: false);
            await c.SayAsync(ScriptedBackend.Ok(target));
        }
    }

    private bool HasArrived(int port)
    {
        try
        {
            return _links[port].Poll(0, SelectMode.SelectRead);
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static async Task ActAsync(Conversation c, Row row)
    {
        var text = RawText.Bytes(row.Text.TrimStart('~', '!'));
        for (var at = 0; at < text.Length;)
        {
            var end = text.AsSpan(at).IndexOfAny("✂⚡◐…‥");
            var words = end < 0 ? text[at..] : text.Substring(at, end);
            if (row.Text[0] == '~')
            {
                foreach (var one in words)
                {
                    await c.SayAsync(one.ToString());
                    await Task.Yield();
                }
            }
            else
            {
                await c.SayAsync(words);
            }

            at += words.Length;
            if (at < text.Length)
            {
                await MarkAsync(c, text[at++], row);
            }
        }

        row.Said.TrySetResult();
    }

    private static async Task MarkAsync(Conversation c, char mark, Row row)
    {
        switch (mark)
        {
            case '✂':
                c.Close();
                break;
            case '⚡':
                c.Reset();
                break;
            case '◐':
                c.EndSaying();
                row.Said.TrySetResult();
                await c.HearAllAsync();
                break;
            case '…':
                row.Silent.TrySetResult();
                await c.HearAllAsync();
                break;
            default:
                await row.Answered.Task;
                break;
        }
    }

    /// <summary>One row, and how far it was played.</summary>
    private sealed class Row(string text)
    {
        public string Text => text;

        public int Port { get; set; }

        public TaskCompletionSource Silent { get; } = new();

        public TaskCompletionSource Answered { get; } = new();

        public TaskCompletionSource Said { get; } = new();
    }
}
