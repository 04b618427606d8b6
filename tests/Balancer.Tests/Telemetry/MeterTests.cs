using System.Runtime.CompilerServices;
using Balancing.Testing;

namespace Balancing.Tests.Telemetry;

public sealed class MeterTests : IDisposable
{
    private readonly MeterRecorder _meters = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _meters.Dispose();

    [Fact]
    public void Picks_bytes_and_leases_are_observed_and_not_counted_by_requests()
    {
        using var foo = Foo().Member("http://a:8080", m => m.LbSet(1)).Build();
        foo.Acquire(Sample.Anyone).Report(Outcome.Completed(200, sent: 10, received: 200));
        using var lease = foo.Acquire(Sample.Anyone);

        Assert.Equal(["2 balancer.name=foo balancer.member=http://a:8080 balancer.set=1 balancer.method=byrequests"], _meters.Of("balancer.picks"));
        Assert.Equal(["1 balancer.name=foo balancer.member=http://a:8080 server.address=a server.port=8080"], _meters.Of("balancer.member.active_leases"));
        Assert.Equal(
            [
                "10 balancer.name=foo balancer.member=http://a:8080 server.address=a server.port=8080 network.io.direction=transmit",
                "200 balancer.name=foo balancer.member=http://a:8080 server.address=a server.port=8080 network.io.direction=receive",
            ],
            _meters.Of("balancer.member.io"));
    }

    [Fact]
    public void The_state_of_a_member_is_one_for_each_state_it_is_in()
    {
        using var foo = Foo().Member("http://a", m => m.Status("+H")).Build();
        foo.Once(Sample.Anyone, Outcome.ConnectFailed());

        var states = _meters.Of("balancer.member.state").Select(text => text.Replace(" balancer.name=foo balancer.member=http://a balancer.member.state=", " ", StringComparison.Ordinal));

        Assert.Equal(
            ["0 usable", "1 error", "0 disabled", "0 stopped", "0 draining", "1 hot_standby", "0 hot_spare", "0 health_check_failed"], states);
    }

    [Fact]
    public async Task Connections_of_member_pools_are_observed_and_others_are_not_mentioned()
    {
        using var foo = Foo().Member("http://a", m => m.Pool(p => p.Max(2))).Member("http://b").Build();
        await using var lines = new MemberPools<object>(
            _ => Connector.Create((_, _) => ValueTask.FromResult(new object())),
            new MemberPoolServices { Numbers = (plan, _) => plan.Pool with { Acquire = TimeSpan.Zero } });
        var pool = lines.Of(foo.Members[0]);
        var kept = await pool.AcquireAsync();
        using var used = await pool.AcquireAsync();
        Assert.Equal(PoolGrantKind.Exhausted, (await pool.AcquireAsync()).Kind);
        kept.Return(reusable: true);

        const string A = "balancer.name=foo balancer.member=http://a";
        Assert.Equal(
            [$"1 {A} balancer.pool.connection.state=idle", $"1 {A} balancer.pool.connection.state=used"], _meters.Of("balancer.pool.connection.count"));
        Assert.Equal([$"0 {A}"], _meters.Of("balancer.pool.connection.pending_requests"));
        Assert.Equal([$"2 {A}"], _meters.Of("balancer.pool.connection.max"));
        Assert.Equal([$"1 {A}"], _meters.Of("balancer.pool.connection.timeouts"));
    }

    [Fact]
    public void A_refused_request_is_a_failed_pick_with_its_reason()
    {
        using var foo = Foo().Member("http://a", m => m.Disabled()).Build();
        foo.Play(1);

        Assert.Equal(["1 balancer.name=foo error.type=none_available"], _meters.Of("balancer.pick.failures"));
    }

    [Fact]
    public async Task Who_waits_is_pending_and_only_who_waits_in_vain_is_a_failed_pick()
    {
        using var foo = Foo().Member("http://a", m => m.Disabled()).Timeout(TimeSpan.FromSeconds(5)).Build();
        var served = foo.AcquireAsync(Sample.Anyone).AsTask();
        Assert.Equal(["1 balancer.name=foo"], _meters.Of("balancer.pending_requests"));

        foo.Edit(new MemberEdit("http://a") { Disabled = false });
        (await served).Dispose();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        Assert.Empty(_meters.Of("balancer.pick.failures"));

        var sentAway = foo.AcquireAsync(Sample.Anyone).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False((await sentAway).IsAcquired);
        Assert.Equal(["1 balancer.name=foo error.type=queue_timeout"], _meters.Of("balancer.pick.failures"));
    }

    [Fact]
    public async Task A_failover_is_counted_with_the_member_that_failed_and_why()
    {
        using var foo = Foo().Member("http://a").Member("http://b").Build();

        await foo.ExecuteAsync(Sample.Anyone, (attempt, _) => ValueTask.FromResult(
            attempt.Number == 1 ? Outcome.ConnectFailed() : Outcome.Completed(200)));

        Assert.Equal(["1 balancer.name=foo balancer.member=http://a balancer.outcome=connect_failed"], _meters.Of("balancer.failovers"));
    }

    [Fact]
    public void A_session_that_is_sent_elsewhere_is_an_affinity_miss_and_a_first_visit_is_none()
    {
        using var foo = Foo().Member("http://a", m => m.Route("a").Disabled()).Member("http://b", m => m.Route("b")).StickySession("SID").Build();
        foo.Play(1);
        Assert.Empty(_meters.Of("balancer.affinity.misses"));

        foo.Session("a");
        Assert.Equal(["1 balancer.name=foo"], _meters.Of("balancer.affinity.misses"));
    }

    [Fact]
    public void A_lease_is_timed_in_seconds_with_its_outcome()
    {
        using var foo = Foo().Member("http://a").Build();
        var (good, bad) = (foo.Acquire(Sample.Anyone), foo.Acquire(Sample.Anyone));
        _time.Advance(TimeSpan.FromMilliseconds(250));
        good.Report(Outcome.Completed(200));
        bad.Report(Outcome.TimedOut());

        Assert.Equal(
            [
                "0.25 balancer.name=foo balancer.member=http://a server.address=a server.port=80 balancer.outcome=completed",
                "0.25 balancer.name=foo balancer.member=http://a server.address=a server.port=80 balancer.outcome=timed_out error.type=timed_out",
            ],
            _meters.Of("balancer.member.lease.duration"));
    }

    [Fact]
    public void A_reload_is_counted_and_an_edit_is_none()
    {
        using var foo = Foo().Member("http://a").Build();
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 2 });
        Assert.Empty(_meters.Of("balancer.config.reloads"));

        foo.Apply(new BalancerOptions { Members = [new() { Url = "http://a" }] });
        Assert.Equal(["1 balancer.name=foo balancer.outcome=applied"], _meters.Of("balancer.config.reloads"));
    }

    [Fact]
    public void A_disposed_balancer_is_measured_no_more()
    {
        Foo().Member("http://a").Build().Dispose();

        Assert.Empty(_meters.Of("balancer.picks"));
    }

    [Fact]
    public void A_balancer_that_nobody_disposes_of_is_collected_all_the_same()
    {
        var gone = Forgotten();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.False(gone.IsAlive);
        Assert.Empty(_meters.Of("balancer.picks"));
    }

    [Fact]
    public void Every_instrument_is_in_the_documentation_with_its_unit()
    {
        using var foo = Foo().Member("http://a").Build();
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md"));

        Assert.Equal(14, _meters.Instruments.Count);
        Assert.All(_meters.Instruments, i => Assert.Contains($"| `{i.Name}` | {KindOf(i)} | `{i.Unit}` |", text, StringComparison.Ordinal));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Forgotten()
    {
        var foo = Foo().Member("http://a").Build();
        foo.Play(3);
        return new WeakReference(foo);
    }

    private static string KindOf(object instrument) => instrument.GetType().Name.Split('`')[0];

    private BalancerBuilder Foo() => Balancer.Create("foo").Services(new BalancerServices { Metering = _meters, Time = _time });
}
