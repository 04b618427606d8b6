using System.Net;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Pooling;

/// <summary>pingmethod: a kept connection is asked before it is used again.</summary>
public class OptionsPingTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("HTTP/1.1 200 OK\r\nAllow: GET\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone")]
    [InlineData("HTTP/1.1 204 No Content\r\nConnection: Keep-Alive\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")]
    public async Task A_kept_connection_that_gives_a_sign_of_life_is_used_again(string sign)
    {
        using var backend = Pinged(sign);
        await using var pooled = await Pooled.OverAsync(backend, m => m.Ping(Limits.Sec(1), PingMethod.Options));

        await pooled.AskAsync("/a");
        await pooled.AskAsync("/b");

        Assert.Equal(["GET /a", "OPTIONS *", "GET /b"], Requests(backend));
        Assert.Equal(1, backend.Connections);
        Assert.Contains($"\r\nHost: 127.0.0.1:{backend.Port}\r\n", backend.Heads.ElementAt(1), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("SSH-2.0\r\n\r\n")]
    public async Task After_any_other_answer_the_connection_is_closed_and_a_new_one_carries_the_request(string sign)
    {
        using var backend = Pinged(sign);
        await using var pooled = await Pooled.OverAsync(backend, m => m.Ping(Limits.Sec(1), PingMethod.Options));

        await pooled.AskAsync("/a");
        Assert.Equal((HttpStatusCode.OK, "ok"), await pooled.Front.PostAsync("", "/b"));

        Assert.Equal(["GET /a", "OPTIONS *", "POST /b"], Requests(backend));
        Assert.Equal(2, backend.Connections);
        Assert.Equal(MemberStatus.None, pooled.Balancer.Snapshot().Members[0].Status & MemberStatus.InError);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_connection_that_stays_silent_longer_than_ping_is_closed()
    {
        var asked = new TaskCompletionSource();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 } head && !head.StartsWith("OPTIONS", StringComparison.Ordinal))
            {
                await c.SayAsync(ScriptedBackend.Ok("ok"));
            }

            asked.TrySetResult();
            await c.HearAllAsync();
        });
        await using var pooled = await Pooled.OverAsync(backend, m => m.Ping(Limits.Sec(5), PingMethod.Options));
        await pooled.AskAsync("/a");
        var second = pooled.AskAsync("/b");
        await asked.Task;

        pooled.Clock.Advance(Limits.Sec(5));
        await second;

        Assert.Equal(["GET /a", "OPTIONS *", "GET /b"], Requests(backend));
        await Limits.UntilAsync(() => backend.Open == 1);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Requests_with_a_body_do_not_wait_for_leave_then()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var pooled = await Pooled.OverAsync(backend, m => m.Ping(Limits.Sec(1), PingMethod.Options));

        await pooled.Front.PostAsync("body");

        Assert.DoesNotContain("Expect", backend.Head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Without_a_ping_time_nobody_is_asked()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var pooled = await Pooled.OverAsync(backend, m => m.PingMethod(PingMethod.Options));

        await pooled.AskAsync("/a");
        await pooled.AskAsync("/b");

        Assert.Equal(["GET /a", "GET /b"], Requests(backend));
    }

    private static IEnumerable<string> Requests(ScriptedBackend backend) => backend.Heads.Select(head => head[..head.IndexOf(" HTTP", StringComparison.Ordinal)]);

    // Answers pings as told, and closes after an empty one.
    private static ScriptedBackend Pinged(string sign) => ScriptedBackend.Play(async (c, b) =>
    {
        while (await b.HearHeadAsync(c) is { Length: > 0 } head)
        {
            var said = head.StartsWith("OPTIONS", StringComparison.Ordinal) ? sign : ScriptedBackend.Ok("ok");
            if (said.Length == 0)
            {
                return;
            }

            await c.SayAsync(said);
        }
    });
}
