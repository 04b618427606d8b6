using Balancing.AspNetCore.Tests.Bodies;
using Balancing.AspNetCore.Tests.Network;
using Balancing.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Attacks;

/// <summary>Those who take their time: heads, bodies, reading. Measures the memory of the whole process.</summary>
[Collection(nameof(HugeBodyTests))]
public class SlowTests
{
    private readonly ManualTimeProvider _clock = new();

    private Task<Front> FrontAsync(Balancer foo) => Attack.FrontAsync(foo, o => (o.Time, o.RequestTimeout) = (_clock, Limits.Sec(60)));

    [Fact(Timeout = Limits.Test)]
    public async Task Heads_that_never_end_reach_no_member_and_are_cut_off_by_the_server()
    {
        using var backend = Attack.Backend(_ => Task.CompletedTask);
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Attack.FrontAsync(foo, services: s => s.Configure<KestrelServerOptions>(k => k.Limits.RequestHeadersTimeout = Limits.Sec(1)));
        var attackers = await Attack.BeginAsync(front, 200, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");

        await Attack.AssertVictimAsync(front);

        Assert.Equal((1, 1), (backend.Connections, backend.Heads.Count));
        foreach (var attacker in attackers)
        {
            Assert.DoesNotContain("HTTP/1.1 200", await attacker.HearAllAsync(), StringComparison.Ordinal);
        }

        await Attack.EndedAsync(foo);
        Attack.End(attackers);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Bodies_that_drip_end_when_their_time_is_over()
    {
        using var backend = Attack.Backend(c => c.HearAllAsync());
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await FrontAsync(foo);
        var attackers = await Attack.BeginAsync(front, 100, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nx");
        await Limits.UntilAsync(() => backend.Heads.Count == 100);

        await Attack.AssertVictimAsync(front);
        Assert.Equal(100, foo.Snapshot().Members[0].Busy);
        _clock.Advance(Limits.Sec(60));

        foreach (var attacker in attackers)
        {
            Assert.StartsWith("HTTP/1.1 504 ", await attacker.HearHeadAsync(), StringComparison.Ordinal);
        }

        Attack.End(attackers);
        await Attack.EndedAsync(foo);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError); // R41
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Answers_that_drip_hold_nobody_else_up()
    {
        using var backend = Attack.Backend(async c =>
        {
            await c.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nx");
            await c.HearAllAsync();
        });
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await FrontAsync(foo);
        var clients = await Attack.BeginAsync(front, 100, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        foreach (var client in clients)
        {
            await client.HearHeadAsync();
            Assert.Equal("x", await client.HearAsync(1)); // at once, though nothing follows
        }

        await Attack.AssertVictimAsync(front);
        _clock.Advance(Limits.Sec(60));

        foreach (var client in clients)
        {
            Assert.Equal("", await client.HearAllAsync());
        }

        await Attack.EndedAsync(foo);
        await Limits.UntilAsync(() => backend.Open <= 1); // the victim's connection may stay
        Attack.End(clients);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R44_clients_that_do_not_read_hold_the_member_up_and_not_our_memory()
    {
        const int Readers = 40;
        var piece = new byte[65_536];
        using var backend = Attack.Backend(async c =>
        {
            await c.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
            while (true)
            {
                await c.SayAsync(piece);
            }
        });
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await FrontAsync(foo);
        await Attack.AssertVictimAsync(front);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var readers = await Attack.BeginAsync(front, Readers, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        foreach (var reader in readers)
        {
            await reader.HearHeadAsync();
        }

        await Attack.AssertVictimAsync(front);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Readers * 1_000_000L);
        _clock.Advance(Limits.Sec(60));

        await Attack.EndedAsync(foo);
        await Limits.UntilAsync(() => backend.Open <= 1);
        Attack.End(readers);
    }
}
