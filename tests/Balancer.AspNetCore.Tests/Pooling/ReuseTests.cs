using System.Net;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Pooling;

/// <summary>R39: which connections go back to the pool, and which of those are used again.</summary>
public class ReuseTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("POST", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    public async Task A_connection_whose_answer_is_whole_is_used_again(string method, string answer)
    {
        using var backend = ScriptedBackend.Saying(answer);
        await using var pooled = await Pooled.OverAsync(backend, _ => { });

        await pooled.Front.AskAsync($"{method} /a HTTP/1.1", method == "POST" ? "Content-Length: 4\r\n" : "", method == "POST" ? "body" : "");
        await pooled.Front.AskAsync($"{method} /b HTTP/1.1");

        Assert.Equal((1, 2), (backend.Connections, backend.Heads.Count));
    }

    [Theory(Timeout = 2 * Limits.Test)]
    [InlineData(4)]
    [InlineData(6_000)]
    public async Task An_answer_that_is_faster_than_we_are_is_not_an_early_one(int length)
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 })
            {
                await c.HearAsync(length);
                await c.SayAsync(ScriptedBackend.Ok("ok"));
            }
        });
        await using var pooled = await Pooled.OverAsync(backend, _ => { });

        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await pooled.Front.PostAsync(new string('x', length))).Status);
        }

        Assert.Equal(1, backend.Connections);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\nstray")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("HTTP/1.1 600 What\r\nContent-Length: 0\r\n\r\n")]
    public async Task After_an_answer_that_leaves_doubt_the_connection_is_closed(string answer)
    {
        using var backend = ScriptedBackend.Saying(answer);
        await using var pooled = await Pooled.OverAsync(backend, _ => { });

        await pooled.Front.AskAsync("GET /a HTTP/1.1");
        await pooled.Front.AskAsync("GET /b HTTP/1.1");

        Assert.Equal(2, backend.Connections);
        await Limits.UntilAsync(() => pooled.Now.InUse == 0);
        Assert.DoesNotContain("stray", await pooled.Front.AskAsync("GET /c HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Words_that_nobody_waits_for_are_nobodys_answer()
    {
        var said = new TaskCompletionSource();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            var path = (await b.HearHeadAsync(c)).Split(' ')[1];
            await c.SayAsync(ScriptedBackend.Ok(path));
            if (path == "/a")
            {
                await c.SayAsync(ScriptedBackend.Ok("stray"));
                said.SetResult();
            }

            await c.HearAllAsync();
        });
        await using var pooled = await Pooled.OverAsync(backend, _ => { });
        Assert.Equal("/a", (await pooled.Front.GetAsync("/a")).Body);
        await said.Task;

        Assert.Equal("/b", (await pooled.Front.PostAsync("body", "/b")).Body);
        Assert.Equal(2, backend.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_backend_that_was_restarted_on_its_port_gets_the_next_post()
    {
        var before = ScriptedBackend.Named("before");
        await using var pooled = await Pooled.OverAsync(before, m => m.Pool(p => p.Min(3)));
        await pooled.AskAsync();
        await Limits.UntilAsync(() => pooled.Now.Idle == 3);

        var port = before.Port;
        before.Kill();
        using var after = ScriptedBackend.PlayAt(new IPEndPoint(IPAddress.Loopback, port), async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 })
            {
                await c.SwallowAsync(4);
                await c.SayAsync(ScriptedBackend.Ok("after"));
            }
        });

        Assert.Equal((HttpStatusCode.OK, "after"), await pooled.Front.PostAsync("body"));
        Assert.Equal((HttpStatusCode.OK, "after"), await pooled.Front.PostAsync("body"));
        Assert.Equal(2, after.Heads.Count);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_answer_that_breaks_off_closes_the_connection_and_leaves_nothing_in_use()
    {
        using var backend = ScriptedBackend.SayingOnce("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        await using var pooled = await Pooled.OverAsync(backend, _ => { });

        await pooled.Front.AskAsync("GET / HTTP/1.1");

        await Limits.UntilAsync(() => pooled.Now.Open == 0);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_that_leaves_in_the_middle_of_an_answer_costs_its_connection()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            await c.HearAllAsync();
        });
        await using var pooled = await Pooled.OverAsync(backend, _ => { });
        using (var client = await pooled.Front.OpenAsync())
        {
            await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await client.HearHeadAsync();
            client.Reset();
        }

        await Limits.UntilAsync(() => backend.Open == 0 && pooled.Now.Open == 0);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_answer_before_the_end_of_the_body_closes_the_connection()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            await c.HearAllAsync();
        });
        await using var pooled = await Pooled.OverAsync(backend, _ => { });

        Assert.StartsWith("HTTP/1.1 413 ", await pooled.Front.AskHeadAsync("POST / HTTP/1.1", "Content-Length: 100\r\n"), StringComparison.Ordinal);

        await Limits.UntilAsync(() => backend.Open == 0 && pooled.Now.Open == 0);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_overridden_error_page_keeps_the_connection()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops");
        var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").ProxyErrorOverride(500).Build());

        await front.GetAsync();
        await front.GetAsync();

        Assert.Equal(1, backend.Connections);
    }
}
