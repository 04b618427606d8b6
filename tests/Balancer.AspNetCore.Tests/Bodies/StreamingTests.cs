using System.Text;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Bodies;

public class StreamingTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task A_chunked_body_arrives_chunked_and_whole()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            var body = await c.HearAsync("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n".Length);
            await c.SayAsync(ScriptedBackend.Ok(body.Replace("\r\n", "|", StringComparison.Ordinal)));
        });
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();

        await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        await client.SayAsync("3\r\nabc\r\n");
        await Limits.UntilAsync(() => backend.Heads.Count > 0);
        await client.SayAsync("2\r\nde\r\n0\r\n\r\n");
        var heard = await client.HearAllAsync();

        Assert.Contains("Transfer-Encoding: chunked\r\n", backend.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", backend.Head, StringComparison.Ordinal);
        Assert.EndsWith("|0||", heard, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Every_drop_of_a_slow_answer_reaches_the_client_at_once()
    {
        var heard = new SemaphoreSlim(0);
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            foreach (var drop in (string[])["a", "b", "c"])
            {
                await heard.WaitAsync();
                await c.SayAsync($"1\r\n{drop}\r\n");
            }

            await c.SayAsync("0\r\n\r\n");
        });
        await using var front = await Front.OverAsync(backend.Url);

        // The head alone must come first: the backend waits for us to have it.
        using var answer = await front.Client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var drop = new byte[1];
        var all = new StringBuilder();
        do
        {
            heard.Release();
        }
        while (await body.ReadAsync(drop) > 0 && all.Append((char)drop[0]).Length < 3);

        Assert.Equal("abc", all.ToString());
        Assert.Equal(0, await body.ReadAsync(drop));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_first_bytes_of_a_slow_request_reach_the_member_at_once()
    {
        var first = new TaskCompletionSource<string>();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            first.SetResult(await c.HearAsync(3));
            await c.HearAsync(3);
            await c.SayAsync(ScriptedBackend.Ok("done"));
        });
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();

        await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 6\r\n\r\nabc");
        Assert.Equal("abc", await first.Task);
        await client.SayAsync("def");
        Assert.EndsWith("done", await client.HearAllAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("Content-Length: 10\r\n\r\nhalf")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n")]
    public async Task R8_a_truncated_answer_never_looks_whole(string rest)
    {
        using var backend = ScriptedBackend.SayingOnce("HTTP/1.1 200 OK\r\n" + rest);
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();

        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        var heard = await client.HearAllAsync();

        Assert.DoesNotContain("\r\n0\r\n\r\n", heard, StringComparison.Ordinal);
        Assert.True(!heard.Contains("Content-Length", StringComparison.Ordinal) || heard.StartsWith("HTTP/1.1 502", StringComparison.Ordinal)
            || heard.EndsWith("\r\n\r\nhalf", StringComparison.Ordinal), heard);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_that_leaves_takes_the_members_work_with_it()
    {
        var left = new TaskCompletionSource();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nstart");
            await c.HearAllAsync();
            left.SetResult();
        });
        var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
        using (var client = await front.OpenAsync())
        {
            await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await client.HearHeadAsync();
            client.Reset();
        }

        await left.Task;
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError); // R41
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R7_an_answer_before_the_end_of_the_body_is_heard()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.HearAsync(5);
            await c.SayAsync("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig");
            await c.HearAllAsync();
        });
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();

        await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\nstart");

        Assert.StartsWith("HTTP/1.1 413 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("big", await client.HearAsync(3));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_expectation_is_passed_on_and_a_refusal_comes_before_the_body()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 417 Expectation Failed\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");
            await c.HearAllAsync();
        });
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();

        await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 417 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Contains("Expect: 100-continue\r\n", backend.Head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Traffic_is_counted_once_while_it_flows()
    {
        using var backend = ScriptedBackend.Named(new string('x', 200_000));
        var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        await front.PostAsync(new string('y', 300_000));
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);

        var member = foo.Snapshot().Members[0];
        Assert.Equal("HTTP/1.1 200 OK".Length + 200_000, member.Received);
        Assert.Equal(backend.Head.Length + 300_000, member.Sent);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_request_counts_before_it_is_answered_so_that_bytraffic_sees_who_is_at_work()
    {
        var asked = new TaskCompletionSource<string>();
        var answer = new TaskCompletionSource();
        using var slow = ScriptedBackend.Play(async (c, b) =>
        {
            asked.SetResult(await b.HearHeadAsync(c));
            await answer.Task;
            await c.SayAsync(ScriptedBackend.Ok("slow"));
        });
        using var other = ScriptedBackend.Named("other");
        var foo = Balancer.Create("foo").Member(slow.Url).Member(other.Url).LbMethod(LbMethods.ByTraffic).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        var first = front.GetAsync();

        Assert.Equal((await asked.Task).Length, foo.Snapshot().Members[0].Sent);
        Assert.Equal("other", (await front.GetAsync()).Body);
        answer.SetResult();
        Assert.Equal("slow", (await first).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_body_that_ProxyErrorOverride_drops_is_not_counted()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 500 No\r\nContent-Length: 7\r\n\r\nsecrets");
        var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").ProxyErrorOverride(500).Build());

        await front.GetAsync();
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);

        Assert.Equal("HTTP/1.1 500 No".Length, foo.Snapshot().Members[0].Received);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_failure_of_the_client_is_no_failure_of_the_member()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.HearAllAsync();
        });
        var foo = Balancer.Create("foo").Member(backend.Url).FailOnTimeout().Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        var heard = await front.AskAsync("POST / HTTP/1.1", "Transfer-Encoding: chunked\r\n", "zz\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", heard, StringComparison.Ordinal);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError); // R41
    }
}
