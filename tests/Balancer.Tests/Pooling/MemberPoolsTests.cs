using System.Runtime.CompilerServices;
using Balancing.Testing;

namespace Balancing.Tests.Pooling;

public sealed class MemberPoolsTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemberPools<Line> _lines;
    private readonly List<string> _troubles = [];

    private int _opened;
    private bool _refuses;

    public MemberPoolsTests() => _lines = new MemberPools<Line>(
        (member, key) => Connector.Create((_, _) => Open(member.Url.Configured, key)),
        new MemberPoolServices
        {
            Pool = new PoolServices { Time = _time, Run = item => item.Execute() },
            Troubled = (url, trouble) => _troubles.Add($"{url.Configured} {trouble.Kind}"),
        });

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    [Fact]
    public async Task A_members_pool_is_made_when_it_is_first_asked_for_and_stays_the_same()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Member("http://b").Build();

        var pool = _lines.Of(foo.Members[0]);
        (await pool.AcquireAsync()).Return(reusable: true);

        Assert.Same(pool, _lines.Of(foo.Members[0]));
        Assert.NotSame(pool, _lines.Of(foo.Members[1]));
        Assert.Equal(1, _opened);
    }

    [Fact]
    public async Task The_snapshot_of_a_balancer_tells_the_connections_of_each_member()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Pool(p => p.Max(1))).Member("http://b").Build();
        Assert.Equal(default, foo.Snapshot()["http://a"].Connections);

        (await _lines.Of(foo.Members[0]).AcquireAsync()).Return(reusable: true);
        using var used = await _lines.Of(foo.Members[0]).AcquireAsync();
        using var leave = new CancellationTokenSource();
        var waits = _lines.Of(foo.Members[0]).AcquireAsync(leave.Token).AsTask();

        Assert.Equal(new PoolSnapshot { Open = 1, InUse = 1, Waiting = 1, Acquired = 2, Opened = 1 }, foo.Snapshot()["http://a"].Connections);
        Assert.Equal(default, foo.Snapshot()["http://b"].Connections);
        Assert.Equal(foo.Snapshot()["http://a"].Connections, _lines.Snapshot());
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
    }

    [Fact]
    public async Task Connections_of_several_hosts_are_counted_together()
    {
        await using var others = new MemberPools<Line>(member => Connector.Create((_, _) => Open(member.Url.Configured, null)));
        using var foo = Balancer.Create("foo").Member("http://a").Build();

        using var ours = await _lines.Of(foo.Members[0]).AcquireAsync();
        using var theirs = await others.Of(foo.Members[0]).AcquireAsync();

        Assert.Equal(2, foo.Snapshot()["http://a"].Connections.InUse);
        await others.CloseAsync(TimeSpan.Zero);
        Assert.Equal(1, foo.Snapshot()["http://a"].Connections.InUse);
    }

    [Fact]
    public async Task New_numbers_of_a_reload_are_in_force_at_once()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        var pool = _lines.Of(foo.Members[0]);
        await FillAsync(pool, 3);
        Assert.Equal(3, pool.Snapshot().Idle);

        foo.Apply(Options(m => m.Pool.Max = 1));

        Assert.Equal(1, pool.Snapshot().Idle);
        Assert.Same(pool, _lines.Of(foo.Members[0]));
    }

    [Fact]
    public async Task Min_is_opened_when_the_member_is_first_used()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Pool(p => p.Min(3))).Build();
        Assert.Equal(0, _opened);

        (await _lines.Of(foo.Members[0]).AcquireAsync()).Return(reusable: true);

        Assert.Equal(3, foo.Snapshot()["http://a"].Connections.Idle);
    }

    [Fact]
    public async Task An_operators_edit_leaves_the_connections_alone()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Member("http://b").Build();
        await FillAsync(_lines.Of(foo.Members[0]), 1);

        Assert.True(foo.Edit(new MemberEdit("http://a") { LoadFactor = 50, Drain = true }).Applied);

        Assert.Equal(1, _lines.Of(foo.Members[0]).Snapshot().Idle);
        Assert.Equal(1, _lines.Snapshot().Opened);
    }

    [Fact]
    public async Task A_change_that_connections_depend_on_replaces_the_pool_and_keeps_the_counts()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        var before = _lines.Of(foo.Members[0]);
        await FillAsync(before, 1);
        using var late = await before.AcquireAsync();

        foo.Apply(Options(m => m.KeepAlive = true));

        Assert.NotSame(before, _lines.Of(foo.Members[0]));
        Assert.Equal(1, foo.Snapshot()["http://a"].Connections.InUse);
        late.Return(reusable: true);
        Assert.Equal(new PoolSnapshot { Acquired = 2, Opened = 1, Closed = 1 }, foo.Snapshot()["http://a"].Connections);
    }

    [Fact]
    public async Task When_a_member_leaves_its_idle_connections_are_closed_and_its_leases_go_on()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        var gone = foo.Members[0];
        using var lease = await foo.AcquireAsync(RequestFacts.Get("/"));
        await FillAsync(_lines.Of(gone), 2);
        var used = await _lines.Of(gone).AcquireAsync();

        foo.Apply(new BalancerOptions { Members = [new MemberOptions { Url = "http://b" }] });

        Assert.Equal((1, 0), (_lines.Snapshot().Open, _lines.Snapshot().Idle));
        var more = await _lines.Of(gone).AcquireAsync();
        Assert.True(more.IsAcquired);
        more.Return(reusable: true);
        used.Return(reusable: true);
        Assert.Equal(0, _lines.Snapshot().Open);
    }

    [Fact]
    public async Task A_member_that_comes_back_keeps_connections_again()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        var member = foo.Members[0];
        using var lease = await foo.AcquireAsync(RequestFacts.Get("/"));
        var pool = _lines.Of(member);
        foo.Apply(new BalancerOptions { Members = [new MemberOptions { Url = "http://b" }] });

        foo.Apply(Options(_ => { }));
        Assert.Same(member, foo.Members[0]);
        await FillAsync(_lines.Of(member), 1);

        Assert.Same(pool, _lines.Of(member));
        Assert.Equal(1, pool.Snapshot().Idle);
    }

    [Fact]
    public async Task The_end_of_a_balancer_closes_its_idle_connections()
    {
        var foo = Balancer.Create("foo").Member("http://a", m => m.Pool(p => p.Min(1))).Build();
        await FillAsync(_lines.Of(foo.Members[0]), 2);

        foo.Dispose();

        Assert.Equal(0, _lines.Snapshot().Open);
    }

    [Fact]
    public async Task Connections_of_different_keys_are_kept_apart()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        var member = foo.Members[0];

        using var one = await _lines.Of(member, "one").AcquireAsync();
        using var two = await _lines.Of(member, 2).AcquireAsync();
        using var none = await _lines.Of(member).AcquireAsync();

        Assert.Equal(["one", "2", ""], new[] { one, two, none }.Select(lease => lease.Connection.Key));
        Assert.Same(_lines.Of(member, "one"), _lines.Of(member, string.Concat("o", "ne")));
    }

    [Fact]
    public async Task A_key_that_nobody_uses_for_ten_minutes_is_closed_when_another_one_comes()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        var member = foo.Members[0];
        var (unused, used) = (_lines.Of(member, 1), _lines.Of(member, 2));
        await FillAsync(unused, 1);
        await FillAsync(used, 1);
        _lines.Of(member, 3);
        _time.Advance(TimeSpan.FromMinutes(10));
        await FillAsync(used, 1);

        _lines.Of(member, 4);

        Assert.Equal((0, 1), (unused.Snapshot().Idle, used.Snapshot().Idle));
        Assert.NotSame(unused, _lines.Of(member, 1));
        Assert.Same(used, _lines.Of(member, 2));
    }

    [Fact]
    public async Task Closing_waits_for_leases_up_to_its_deadline_and_lets_nobody_in()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        using var lease = await _lines.Of(foo.Members[0]).AcquireAsync();

        var closing = _lines.CloseAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(PoolGrantKind.Closed, (await _lines.Of(foo.Members[0]).AcquireAsync()).Kind);
        Assert.False(closing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, await closing);
        Assert.Equal(default, foo.Snapshot()["http://a"].Connections);
    }

    [Fact]
    public async Task What_goes_wrong_ahead_of_need_is_told_with_the_members_name()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Pool(p => p.Min(1))).Build();
        _refuses = true;

        Assert.False(await _lines.Of(foo.Members[0]).StartAsync());

        Assert.Equal(["http://a OpenFailed"], _troubles);
    }

    [Fact]
    public async Task A_host_that_ticks_lets_idle_connections_grow_old_without_a_timer()
    {
        var ticked = new MemberPools<Line>(
            member => Connector.Create((_, _) => Open(member.Url.Configured, null)),
            new MemberPoolServices { Pool = new PoolServices { Time = _time, HostTicks = true } });
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Pool(p => p.Ttl(TimeSpan.FromSeconds(1)))).Build();
        await FillAsync(ticked.Of(foo.Members[0]), 1);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_time.NextDue);
        Assert.Equal(1, ticked.Snapshot().Idle);
        ticked.Tick();

        Assert.Equal(0, ticked.Snapshot().Idle);
        await ticked.CloseAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task No_member_is_kept_alive()
    {
        var member = await ForgottenAsync();
        for (var i = 0; i < 10 && member.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(member.IsAlive);
        Assert.Equal(default, _lines.Snapshot());
    }

    [Fact]
    public async Task Reloads_while_everybody_is_busy_leave_exact_counts()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        var reloads = Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                var (max, alive, url) = (i % 7, i % 5 == 0, i % 3 == 0 ? "http://b" : "http://a");
                foo.Apply(new BalancerOptions { Members = [new MemberOptions { Url = url, KeepAlive = alive, Pool = { Max = max } }] });
            }
        });
        await Parallel.ForAsync(0, 4, async (_, cancel) =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                using var chosen = await foo.AcquireAsync(RequestFacts.Get("/"), cancel);
                using var lease = await _lines.Of(chosen.Member).AcquireAsync(cancel);
                Assert.True(lease.IsAcquired);
                lease.Return(reusable: true);
            }
        });
        await reloads;
        foo.Apply(Options(m => m.Pool.Max = 2));

        var (all, now) = (_lines.Snapshot(), foo.Snapshot()["http://a"].Connections);
        Assert.Equal((0, 0, 0, 0), (all.InUse, all.Opening, all.Closing, all.Waiting));
        Assert.Equal(all.Opened - all.Closed, all.Idle);
        Assert.Equal(all.Idle, now.Idle);
        Assert.InRange(now.Idle, 0, 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> ForgottenAsync()
    {
        var foo = Balancer.Create("foo").Member("http://a").Build();
        await FillAsync(_lines.Of(foo.Members[0]), 1);
        return new WeakReference(foo.Members[0]);
    }

    private static async Task FillAsync(ConnectionPool<Line> pool, int connections)
    {
        var leases = new List<PoolGrant<Line>>();
        for (var i = 0; i < connections; i++)
        {
            leases.Add(await pool.AcquireAsync());
        }

        leases.ForEach(lease => lease.Return(reusable: true));
    }

    private static BalancerOptions Options(Action<MemberOptions> configure)
    {
        var member = new MemberOptions { Url = "http://a" };
        configure(member);
        return new BalancerOptions { Members = [member] };
    }

    private ValueTask<Line> Open(string member, object? key)
    {
        if (_refuses)
        {
            throw new IOException("refused");
        }

        Interlocked.Increment(ref _opened);
        return ValueTask.FromResult(new Line(member, key?.ToString() ?? ""));
    }

    private sealed record Line(string Member, string Key);
}
