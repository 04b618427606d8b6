using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Bodies;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Pooling;
using Balancing.AspNetCore.Tests.Tunnels;

namespace Balancing.AspNetCore.Tests.Attacks;

/// <summary>Those who come in numbers. Measures the memory of the whole process.</summary>
[Collection(nameof(HugeBodyTests))]
public class CrowdTests
{
    // Each takes two descriptors of this process.
    private static readonly int Idlers = int.Parse(Environment.GetEnvironmentVariable("BALANCER_IDLE_CLIENTS") ?? "2000", CultureInfo.InvariantCulture);

    [Fact(Timeout = 2 * Limits.Test)]
    public async Task Idle_connections_cost_little_and_no_member_hears_of_them()
    {
        using var backend = Attack.Backend(_ => Task.CompletedTask);
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Attack.FrontAsync(foo);
        await Attack.AssertVictimAsync(front);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var idle = new Socket[Idlers];
        for (var i = 0; i < idle.Length; i++)
        {
            idle[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await idle[i].ConnectAsync(IPAddress.Loopback, front.Port);
        }

        await Attack.AssertVictimAsync(front);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Idlers * 20_000L);
        Assert.Equal(2, backend.Heads.Count);
        Assert.Equal(0, foo.Snapshot().Members[0].Busy);
        Attack.End(idle);
        await Attack.EndedAsync(foo);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R42_beyond_the_line_before_a_balancer_clients_hear_503_at_once()
    {
        using var backend = Attack.Backend(_ => Task.CompletedTask);
        using var foo = Balancer.Create("foo").Member(backend.Url, m => m.Disabled()).Timeout(Limits.Sec(60)).WaitLimit(5).Build();
        using var bar = Balancer.Create("bar").Member(backend.Url).Build();
        var site = ReverseProxy.Create("www").Balancer(foo).Balancer(bar).ProxyPass("/victim", "balancer://bar/victim").ProxyPass("/", "balancer://foo/").Build();
        await using var front = await Front.StartAsync(site);
        var first = await Attack.BeginAsync(front, 5, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await Limits.UntilAsync(() => foo.Snapshot().Waiting == 5);

        var more = await Attack.BeginAsync(front, 50, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        foreach (var one in more)
        {
            Assert.StartsWith("HTTP/1.1 503 ", await one.HearHeadAsync().WaitAsync(Attack.Bearable), StringComparison.Ordinal);
        }

        Assert.Equal(5, foo.Snapshot().Waiting);
        await Attack.AssertVictimAsync(front);
        foreach (var one in first)
        {
            one.Reset();
        }

        await Attack.EndedAsync(foo);
        Attack.End([.. first, .. more]);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R42_beyond_max_clients_wait_as_long_as_acquire_says_and_hear_503()
    {
        using var backend = Attack.Backend(c => c.HearAllAsync());
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Max(2).Acquire(Limits.Sec(1))));
        var attackers = await Attack.BeginAsync(pooled.Front, 50, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await Limits.UntilAsync(() => pooled.Now is { InUse: 2, Waiting: 48 } && backend.Heads.Count == 2);

        pooled.Clock.Advance(Limits.Sec(1));

        var answers = attackers.Select(attacker => attacker.HearHeadAsync()).ToList();
        for (var refused = 0; refused < 48; refused++)
        {
            var answer = await Task.WhenAny(answers).WaitAsync(Attack.Bearable);
            Assert.StartsWith("HTTP/1.1 503 ", await answer, StringComparison.Ordinal);
            answers.Remove(answer);
        }

        Assert.Equal((2, 0, 2), (pooled.Now.InUse, pooled.Now.Waiting, backend.Connections));
        foreach (var attacker in attackers)
        {
            attacker.Reset();
        }

        await Attack.EndedAsync(pooled.Balancer);
        await Attack.AssertVictimAsync(pooled.Front);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R42_tunnels_beyond_their_limit_get_503_and_plain_requests_do_not_notice()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            var head = await b.HearHeadAsync(c);
            if (head.Contains(" /victim ", StringComparison.Ordinal))
            {
                await c.SayAsync(ScriptedBackend.Ok("ok"));
                return;
            }

            await c.SayAsync(TunnelBackend.Switched);
            await TunnelBackend.EchoAsync(c);
        });
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await Attack.FrontAsync(foo, o => o.TunnelLimit = 20);
        var all = await Attack.BeginAsync(front, 100, TunnelBackend.Ask);
        var open = new List<Conversation>();
        foreach (var one in all)
        {
            var head = await one.HearHeadAsync().WaitAsync(Attack.Bearable);
            Assert.True(head.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal) || head.StartsWith("HTTP/1.1 503 ", StringComparison.Ordinal), head);
            if (head.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
            {
                open.Add(one);
            }
        }

        Assert.Equal((20, 20), (open.Count, foo.Snapshot().Members[0].Busy));
        await Attack.AssertVictimAsync(front);
        await open[0].SayAsync("x");
        Assert.Equal("x", await open[0].HearAsync(1));
        foreach (var one in open)
        {
            one.Reset();
        }

        await Attack.EndedAsync(foo);
        using var next = await TunnelBackend.OpenAsync(front);
        Attack.End(all);
    }
}
