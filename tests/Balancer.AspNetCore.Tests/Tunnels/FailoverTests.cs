using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Tunnels;

public class FailoverTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task Before_the_101_a_refused_connection_fails_over()
    {
        using var well = TunnelBackend.Echo();
        using var foo = Balancer.Create("foo").Member(ScriptedBackend.RefusingUrl(), m => m.Upgrade()).Member(well.Url, m => m.Upgrade()).Build();
        await using var front = await TunnelBackend.FrontAsync(foo);
        using var client = await TunnelBackend.OpenAsync(front);

        await client.SayAsync("x");

        Assert.Equal("x", await client.HearAsync(1));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_member_that_allows_nothing_is_asked_as_if_the_client_wanted_nothing()
    {
        using var allows = TunnelBackend.Echo();
        using var plain = ScriptedBackend.Named("plain");
        using var foo = Balancer.Create("foo").Member(allows.Url, m => m.Upgrade()).Member(plain.Url, m => m.LbSet(1)).Build();
        await using var front = await TunnelBackend.FrontAsync(foo);
        allows.Kill();
        using var client = await front.OpenAsync();

        await client.SayAsync(TunnelBackend.Ask);

        Assert.StartsWith("HTTP/1.1 200 ", await client.HearHeadAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching")]
    public async Task After_the_request_went_out_nobody_else_is_asked(string answer)
    {
        using var first = ScriptedBackend.SayingOnce(answer);
        using var second = TunnelBackend.Echo();
        using var foo = Balancer.Create("foo").Member(first.Url, m => m.Upgrade()).Member(second.Url, m => m.Upgrade().LbSet(1)).Build();
        await using var front = await TunnelBackend.FrontAsync(foo);
        using var client = await front.OpenAsync();

        await client.SayAsync(TunnelBackend.Ask);

        Assert.StartsWith("HTTP/1.1 502 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Empty(second.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_member_killed_in_the_middle_ends_its_tunnels_and_nobody_elses()
    {
        using var doomed = TunnelBackend.Echo();
        using var well = TunnelBackend.Echo();
        using var foo = Balancer.Create("foo").Member(doomed.Url, m => m.Upgrade()).Member(well.Url, m => m.Upgrade()).Build();
        await using var front = await TunnelBackend.FrontAsync(foo);
        using var a = await TunnelBackend.OpenAsync(front);
        using var b = await TunnelBackend.OpenAsync(front);
        Assert.Equal((1, 1), (doomed.Heads.Count, well.Heads.Count));

        doomed.Kill();

        Assert.Equal("", await a.HearAllAsync());
        await b.SayAsync("x");
        Assert.Equal("x", await b.HearAsync(1));
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
        Assert.Equal(1, foo.Snapshot().Members[1].Busy);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_storm_of_tunnels_leaves_nothing_behind(bool clientEnds)
    {
        using var backend = TunnelBackend.Switching(async c =>
        {
            await c.SayAsync("hello");
            await c.HearAsync(5);
            if (!clientEnds)
            {
                c.Reset();
            }
            else
            {
                await c.HearAllAsync();
            }
        });
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await TunnelBackend.FrontAsync(foo);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var client = await TunnelBackend.OpenAsync(front);
            Assert.Equal("hello", await client.HearAsync(5));
            await client.SayAsync("there");
            if (!clientEnds)
            {
                await client.HearAllAsync();
            }
            else if (i % 2 == 0)
            {
                client.Reset();
            }
        }));

        await Limits.UntilAsync(() => foo.Snapshot().Members[0] is { Busy: 0, Connections: { InUse: 0, Idle: 0 } });
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError);
    }
}
