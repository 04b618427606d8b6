using System.Net;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Pooling;

/// <summary>Each number of a member's pool, as its backend sees it.</summary>
public class NumbersTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task A_kept_connection_carries_one_request_after_the_other()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var pooled = await Pooled.OverAsync(backend, _ => { });

        await pooled.AskAsync("/a");
        await pooled.AskAsync("/b");

        Assert.Equal(1, backend.Connections);
        Assert.Equal(new PoolSnapshot { Open = 1, Idle = 1, Acquired = 2, Opened = 1 }, pooled.Now);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Min_connections_are_opened_when_the_member_is_first_used_and_again_after_a_close()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Min(3)));
        Assert.Equal(0, backend.Connections);

        await pooled.AskAsync();
        await Limits.UntilAsync(() => backend.Connections == 4 && pooled.Now is { Idle: 3, Open: 3 });
        await pooled.AskAsync();

        await Limits.UntilAsync(() => backend.Connections == 5 && pooled.Now is { Idle: 3, Open: 3 });
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Smax_connections_stay_and_the_others_are_closed_when_they_come_back()
    {
        using var backend = Pooled.Gathering(4);
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.SMax(2)));

        await pooled.AskAtOnceAsync(4);

        await Limits.UntilAsync(() => backend.Open == 2);
        Assert.Equal((4, 2), (backend.Connections, pooled.Now.Idle));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task With_a_ttl_the_connections_above_smax_are_closed_in_time()
    {
        using var backend = Pooled.Gathering(4);
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.SMax(1).Ttl(Limits.Sec(10))));
        await pooled.AskAtOnceAsync(4);

        pooled.Clock.Advance(Limits.Sec(9));
        Assert.Equal(4, backend.Open);
        pooled.Clock.Advance(Limits.Sec(1));

        await Limits.UntilAsync(() => backend.Open == 1);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_connection_that_was_idle_for_ttl_is_closed_in_time_and_never_used_again()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Ttl(Limits.Sec(10))));
        await pooled.AskAsync();

        pooled.Clock.Advance(Limits.Sec(10));
        await Limits.UntilAsync(() => backend.Open == 0);
        await pooled.AskAsync();

        Assert.Equal(2, backend.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Max_is_never_passed_and_who_waits_is_served_in_the_order_of_coming()
    {
        using var leave = new SemaphoreSlim(0);
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 })
            {
                await leave.WaitAsync();
                await c.SayAsync(ScriptedBackend.Ok("ok"));
            }
        });
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Max(1)));
        var asked = new List<Task> { pooled.AskAsync("/0") };
        await Limits.UntilAsync(() => pooled.Now.InUse == 1);
        for (var i = 1; i <= 5; i++)
        {
            var waiting = i;
            asked.Add(pooled.AskAsync($"/{i}"));
            await Limits.UntilAsync(() => pooled.Now.Waiting == waiting);
        }

        leave.Release(6);
        await Task.WhenAll(asked);

        Assert.Equal(["/0", "/1", "/2", "/3", "/4", "/5"], backend.Heads.Select(head => head.Split(' ')[1]));
        Assert.Equal(1, backend.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D10_who_waits_longer_than_acquire_gets_a_503_and_no_member_is_blamed()
    {
        using var leave = new SemaphoreSlim(0);
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await leave.WaitAsync();
            await c.SayAsync(ScriptedBackend.Ok("ok"));
        });
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Max(1).Acquire(Limits.Sec(2))));
        var first = pooled.AskAsync();
        await Limits.UntilAsync(() => pooled.Now.InUse == 1);
        var second = pooled.Front.GetAsync();
        await Limits.UntilAsync(() => pooled.Now.Waiting == 1);
        await pooled.TimedAsync(Limits.Sec(2));

        pooled.Clock.Advance(Limits.Sec(2));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await second).Status);
        Assert.Equal((1, 1L), (backend.Connections, pooled.Now.Timeouts));
        Assert.Equal(MemberStatus.None, pooled.Balancer.Snapshot().Members[0].Status & MemberStatus.InError);
        leave.Release();
        await first;
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R43_without_acquire_nobody_waits_longer_than_timeout()
    {
        var began = new TaskCompletionSource();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.HearAsync(1);
            began.SetResult();
            await c.HearAsync(2);
            await c.SayAsync(ScriptedBackend.Ok("ok"));
        });
        await using var pooled = await Pooled.OverAsync(backend, m => m.Timeout(Limits.Sec(7)).Pool(p => p.Max(1)));
        using var slow = await pooled.Front.OpenAsync(); // it is the client's turn, so the clock does not run for it
        await slow.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n1");
        await began.Task;
        var second = pooled.Front.GetAsync();
        await Limits.UntilAsync(() => pooled.Now.Waiting == 1);

        await Limits.UntilAsync(() =>
        {
            pooled.Clock.Advance(Limits.Sec(1));
            return second.IsCompleted;
        });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await second).Status);
        await slow.SayAsync("23");
        Assert.StartsWith("HTTP/1.1 200 OK", await slow.HearHeadAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_that_leaves_the_line_makes_room_for_the_next()
    {
        using var leave = new SemaphoreSlim(0);
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 })
            {
                await leave.WaitAsync();
                await c.SayAsync(ScriptedBackend.Ok("ok"));
            }
        });
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Max(1)));
        var first = pooled.AskAsync("/first");
        await Limits.UntilAsync(() => pooled.Now.InUse == 1);
        var impatient = await pooled.Front.OpenAsync();
        await impatient.SayAsync("GET /impatient HTTP/1.1\r\nHost: a\r\n\r\n");
        await Limits.UntilAsync(() => pooled.Now.Waiting == 1);
        var last = pooled.AskAsync("/last");
        await Limits.UntilAsync(() => pooled.Now.Waiting == 2);

        impatient.Reset();
        await Limits.UntilAsync(() => pooled.Now.Waiting == 1);
        leave.Release(2);
        await Task.WhenAll(first, last);

        Assert.Equal(["/first", "/last"], backend.Heads.Select(head => head.Split(' ')[1]));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task With_disablereuse_every_connection_is_used_once_and_closed()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var pooled = await Pooled.OverAsync(backend, m => m.DisableReuse());

        await pooled.AskAsync();
        await pooled.AskAsync();

        Assert.Equal(2, backend.Connections);
        await Limits.UntilAsync(() => backend.Open == 0);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_plain_target_has_a_pool_too()
    {
        using var backend = Pooled.Gathering(2);
        var site = ReverseProxy.Create("www").ProxyPass("/", backend.Url + "/", p => p.Worker(w => w.Pool(n => n.SMax(1)))).Build();
        await using var front = await Front.StartAsync(site);

        await Task.WhenAll(front.GetAsync("/a"), front.GetAsync("/b"));

        await Limits.UntilAsync(() => backend.Open == 1);
        Assert.Equal(1, Assert.Single(site.Balancers).Snapshot().Members[0].Connections.Idle);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_end_of_the_application_closes_what_is_idle()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using (var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Min(2))))
        {
            await pooled.AskAsync();
            await Limits.UntilAsync(() => backend.Open == 2);
        }

        await Limits.UntilAsync(() => backend.Open == 0);
    }
}
