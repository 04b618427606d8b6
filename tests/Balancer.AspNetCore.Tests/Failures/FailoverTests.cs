using System.Net;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Failures;

public class FailoverTests
{
    private const string Closed = "";

    [Fact(Timeout = Limits.Test)]
    public async Task A_refused_connection_fails_over_also_for_a_post_with_body()
    {
        using var well = ScriptedBackend.Named("well");
        await using var front = await Front.OverAsync(ScriptedBackend.RefusingUrl(), well.Url);

        Assert.Equal((HttpStatusCode.OK, "well"), await front.PostAsync("the body"));
        Assert.Contains("Content-Length: 8\r\n", well.Head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D8_a_name_that_does_not_resolve_fails_over()
    {
        using var well = ScriptedBackend.Named("well");
        await using var front = await Front.OverAsync("http://no-such-host.invalid", well.Url);

        Assert.Equal("well", (await front.GetAsync()).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task With_all_members_down_the_answer_is_503()
    {
        await using var front = await Front.OverAsync(ScriptedBackend.RefusingUrl(), ScriptedBackend.RefusingUrl());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "503 Service Unavailable\n"), await front.GetAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await front.PostAsync("body")).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R40_a_post_that_went_out_is_never_sent_again()
    {
        using var closes = ScriptedBackend.SayingOnce(Closed);
        using var well = ScriptedBackend.Named("well");
        await using var front = await Front.OverAsync(closes.Url, well.Url);

        Assert.Equal((HttpStatusCode.BadGateway, "502 Bad Gateway\n"), await front.PostAsync("body"));
        Assert.Single(closes.Heads);
        Assert.Empty(well.Heads);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("GET", 200, 2)]
    [InlineData("HEAD", 200, 2)]
    [InlineData("POST", 502, 1)]
    [InlineData("PATCH", 502, 1)]
    public async Task D11_a_request_lost_with_a_stale_connection_is_repeated_once_if_safe(string method, int status, int sent)
    {
        // Answers the first request of a connection and drops the second.
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            await b.HearHeadAsync(c);
        });
        await using var front = await Front.OverAsync(backend.Url);
        await front.AskAsync("GET /first HTTP/1.1");

        var answer = await front.AskAsync($"{method} /second HTTP/1.1");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(sent, backend.Heads.Count(h => h.Contains("/second", StringComparison.Ordinal)));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_connection_that_the_member_closed_while_idle_costs_nobody_a_post()
    {
        var closed = new TaskCompletionSource();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await c.SayAsync(await b.HearHeadAsync(c) is { Length: > 0 } ? ScriptedBackend.Ok("ok") : "");
            c.Close();
            closed.TrySetResult();
        });
        await using var front = await Front.OverAsync(backend.Url);

        Assert.Equal("ok", (await front.PostAsync("")).Body);
        await closed.Task;
        Assert.Equal("ok", (await front.PostAsync("")).Body);
        Assert.Equal(2, backend.Heads.Count);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_fresh_connection_closed_without_answer_is_a_502(string method)
    {
        using var backend = ScriptedBackend.SayingOnce(Closed);
        await using var front = await Front.OverAsync(backend.Url);

        Assert.StartsWith("HTTP/1.1 502 ", await front.AskAsync($"{method} / HTTP/1.1"), StringComparison.Ordinal);
        Assert.Single(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D9_silence_beyond_the_timeout_is_a_504()
    {
        using var silent = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.HearAllAsync();
        });
        var foo = Balancer.Create("foo").Member(silent.Url, m => m.Timeout(Limits.Sec(1))).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        Assert.Equal((HttpStatusCode.GatewayTimeout, "504 Gateway Timeout\n"), await front.GetAsync());
        Assert.Equal(0, foo.Snapshot().Members.Sum(m => m.Busy));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D10_a_full_pool_sends_the_request_to_the_next_member_and_blames_nobody()
    {
        var (arrived, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var slow = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            arrived.SetResult();
            await leave.Task;
            await c.SayAsync(ScriptedBackend.Ok("slow"));
        });
        using var other = ScriptedBackend.Named("other");
        var foo = Balancer.Create("foo")
            .Member(slow.Url, m => m.LoadFactor(100).Pool(p => p.Max(1).Acquire(Limits.Ms(1))))
            .Member(other.Url).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
        var first = front.GetAsync();
        await arrived.Task;

        Assert.Equal("other", (await front.GetAsync()).Body);
        Assert.All(foo.Snapshot().Members, m => Assert.Equal(MemberStatus.None, m.Status & MemberStatus.InError));
        leave.SetResult();
        Assert.Equal("slow", (await first).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_ping_that_is_not_answered_fails_over_with_the_body_intact()
    {
        using var silent = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.HearAllAsync();
        });
        using var well = ScriptedBackend.Named("well");
        var foo = Balancer.Create("foo").Member(silent.Url, m => m.Ping(Limits.Sec(1))).Member(well.Url).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        Assert.Equal("well", (await front.PostAsync("intact")).Body);
        Assert.Contains("Expect: 100-continue\r\n", silent.Head, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 6\r\n", well.Head, StringComparison.Ordinal);
    }
}
