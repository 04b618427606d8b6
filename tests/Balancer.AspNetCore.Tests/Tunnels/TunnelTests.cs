using Balancing.AspNetCore.Tests.Network;
using Balancing.Testing;
using Microsoft.Extensions.DependencyInjection;
using ScriptedBackend = Balancing.AspNetCore.Tests.Network.ScriptedBackend;

namespace Balancing.AspNetCore.Tests.Tunnels;

public class TunnelTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task Bytes_go_both_ways_are_counted_live_and_the_member_is_busy_until_the_end()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await TunnelBackend.FrontAsync(foo);
        var client = await TunnelBackend.OpenAsync(front);

        await client.SayAsync("hello");
        Assert.Equal("hello", await client.HearAsync(5));

        var member = foo.Snapshot().Members[0];
        Assert.Equal((1, 1), (member.Busy, member.Connections.InUse));
        Assert.True(member.Received >= 5 && member.Sent >= 5);
        client.Dispose();
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
        Assert.Equal((0, 0), (foo.Snapshot().Members[0].Connections.InUse, foo.Snapshot().Members[0].Connections.Idle));
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("ws")]
    [InlineData("http")]
    public async Task A_member_of_the_scheme_ws_allows_WebSocket_by_itself_and_answers_plain_requests_too(string scheme)
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 } head)
            {
                await c.SayAsync(head.Contains("Upgrade: websocket", StringComparison.Ordinal) ? TunnelBackend.Switched + "hi" : ScriptedBackend.Ok("plain"));
            }
        });
        var url = backend.Url.Replace("http:", scheme + ":", StringComparison.Ordinal);
        using var foo = Balancer.Create("foo").Member(url).Build();
        await using var front = await TunnelBackend.FrontAsync(foo);

        Assert.Equal("plain", (await front.GetAsync()).Body);
        using var client = await front.OpenAsync();
        await client.SayAsync(TunnelBackend.Ask);
        Assert.StartsWith(scheme == "ws" ? "HTTP/1.1 101 " : "HTTP/1.1 200 ", await client.HearHeadAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D31_over_HTTP_1_a_member_that_has_said_all_hears_the_client_until_it_pauses()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var backend = TunnelBackend.Switching(async c =>
        {
            await c.SayAsync("that is all");
            c.EndSaying();
            heard.SetResult(await c.HearAllAsync());
        });
        var time = new ManualTimeProvider();
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await TunnelBackend.FrontAsync(foo, o => o.Time = time);
        using var client = await TunnelBackend.OpenAsync(front);

        Assert.Equal("that is all", await client.HearAsync(11));
        var head = foo.Snapshot().Members[0].Sent;
        await client.SayAsync("not for me");
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Sent == head + 10);
        var rest = client.HearAllAsync();
        while (!heard.Task.IsCompleted)
        {
            time.Advance(Limits.Ms(100));
            await Task.Yield();
        }

        Assert.Equal("not for me", await heard.Task);
        Assert.Equal("", await rest);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D31_over_HTTP_1_a_client_that_has_said_all_ends_the_tunnel_and_the_member_hears_all_of_it()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var backend = TunnelBackend.Switching(async c => heard.SetResult(await c.HearAllAsync()));
        await using var front = await TunnelBackend.FrontAsync(backend);
        using var client = await TunnelBackend.OpenAsync(front);

        await client.SayAsync("goodbye");
        client.EndSaying();

        Assert.Equal("goodbye", await heard.Task);
        Assert.Equal("", await client.HearAllAsync());
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_one_side_breaks_off_so_does_the_other(bool isClient)
    {
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var backend = TunnelBackend.Switching(async c =>
        {
            if (isClient)
            {
                ended.SetResult(await c.HearAllAsync());
            }
            else
            {
                await c.HearAsync(1);
                c.Reset();
            }
        });
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await TunnelBackend.FrontAsync(foo);
        using var client = await TunnelBackend.OpenAsync(front);
        await client.SayAsync("x");
        if (isClient)
        {
            await Limits.UntilAsync(() => foo.Snapshot().Members[0].Sent > 0);
            client.Reset();
            await ended.Task;
        }
        else
        {
            Assert.Equal("", await client.HearAllAsync());
        }

        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError); // R41, and no failure of a member either
    }

    [Fact(Timeout = Limits.Test)]
    public async Task What_a_client_says_right_before_it_leaves_reaches_the_member()
    {
        var farewell = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var backend = TunnelBackend.Switching(async c => farewell.SetResult(await c.HearAllAsync()));
        await using var front = await TunnelBackend.FrontAsync(backend);
        var client = await TunnelBackend.OpenAsync(front);

        await client.SayAsync(new string('x', 100_000) + "bye");
        client.Close();

        Assert.Equal(100_003, (await farewell.Task).Length);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task With_proxy_nohalfclose_the_tunnel_ends_when_one_side_has_said_all()
    {
        using var backend = TunnelBackend.Switching(async c =>
        {
            await c.SayAsync("all");
            c.EndSaying();
            await c.HearAllAsync();
        });
        var foo = TunnelBackend.Foo(backend.Url);
        var time = new ManualTimeProvider(); // nothing ends by itself
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).SetEnv("proxy-nohalfclose", "1").ProxyPass("/", "balancer://foo/").Build(),
            services: s => s.AddProxyPass(o => o.Time = time));
        using var client = await TunnelBackend.OpenAsync(front);

        Assert.Equal("all", await client.HearAllAsync());
    }
}
