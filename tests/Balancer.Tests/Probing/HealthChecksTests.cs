using Balancing.Testing;

namespace Balancing.Tests.Probing;

public sealed class HealthChecksTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Probes _probes = new();

    [Fact]
    public void Nothing_runs_before_the_start()
    {
        using var foo = Foo(1);
        using var checks = Checks(foo);

        Assert.Null(_time.NextDue);
        Assert.Empty(_probes.Asked);
    }

    [Fact]
    public void A_member_is_checked_at_once_and_then_at_its_interval_with_some_jitter()
    {
        using var foo = Foo(1);
        using var checks = Checks(foo);
        checks.Start();
        Assert.Equal(1, _probes.CountOf("http://m0"));

        _time.Advance(TimeSpan.FromSeconds(1000));

        Assert.InRange(_probes.Asked.Count, 95, 106); // the interval is 10 s
    }

    [Fact]
    public void The_jitter_is_within_its_share_and_comes_from_the_seed()
    {
        var first = Gaps(seed: 7);

        Assert.All(first, gap => Assert.InRange(gap.TotalSeconds, 9.5, 10.55)); // and the grain of the timer
        Assert.True(first.Distinct().Count() > 5);
        Assert.Equal(first, Gaps(seed: 7));
        Assert.NotEqual(first, Gaps(seed: 8));
    }

    [Fact]
    public void Members_are_not_all_checked_in_one_moment()
    {
        using var foo = Foo(100);
        using var checks = Checks(foo, o => o.AtOnce = 100);
        checks.Start();
        Assert.InRange(_probes.Asked.Count, 1, 10);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, _probes.Asked.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void At_most_so_many_are_in_flight_and_the_rest_wait_oldest_first()
    {
        _probes.Says = _ => null;
        using var foo = Foo(50);
        using var checks = Checks(foo, o => o.AtOnce = 4);
        checks.Start();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((4, 46), (checks.InFlight, checks.Waiting));
        Assert.Equal(["http://m0", "http://m1", "http://m2", "http://m3"], _probes.Asked);

        _probes.Answer("http://m2", ProbeResult.Well());
        Assert.Equal("http://m4", _probes.Asked.Last());
        Assert.Equal(4, _probes.MostOpen);
    }

    [Fact]
    public void Nothing_piles_up_when_probes_are_slow()
    {
        _probes.Says = _ => null;
        using var foo = Foo(3, timeout: TimeSpan.FromHours(1));
        using var checks = Checks(foo);
        checks.Start();

        _time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(3, _probes.Asked.Count);
        Assert.Equal((3, 0), (checks.InFlight, checks.Waiting));
    }

    [Fact]
    public void A_probe_that_does_not_end_is_ended_and_has_failed()
    {
        _probes.Says = _ => null;
        using var foo = Foo(1, timeout: TimeSpan.FromSeconds(5));
        using var checks = Checks(foo);
        checks.Start();

        _time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal("Init HcFl", foo.Snapshot().Members[0].StatusText);
        Assert.Equal("no answer in time", foo.Snapshot().Members[0].Health!.Last);
        Assert.Equal(0, checks.InFlight);
    }

    [Fact]
    public void A_prober_that_throws_has_failed_the_check()
    {
        _probes.Says = _ => throw new InvalidOperationException("secret");
        using var foo = Foo(1);
        using var checks = Checks(foo);

        checks.Start();

        Assert.Equal("no answer: the probe threw InvalidOperationException", foo.Snapshot().Members[0].Health!.Last);
    }

    [Fact]
    public void A_stopped_member_is_not_probed_until_it_is_started_again()
    {
        using var foo = Foo(1);
        foo.Edit(new MemberEdit("http://m0") { Stopped = true });
        using var checks = Checks(foo);
        checks.Start();
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(_probes.Asked);

        foo.Edit(new MemberEdit("http://m0") { Stopped = false });
        _time.Advance(TimeSpan.FromSeconds(12));
        Assert.NotEmpty(_probes.Asked);
    }

    [Fact]
    public void A_reload_brings_members_takes_members_and_changes_checks()
    {
        using var foo = Foo(2);
        using var checks = Checks(foo);
        checks.Start();
        _time.Advance(TimeSpan.FromSeconds(1));

        var next = new BalancerOptions();
        next.Members.Add(new MemberOptions { Url = "http://m1", HealthCheck = new() { Method = HcMethod.Tcp, Interval = TimeSpan.FromSeconds(1) } });
        next.Members.Add(new MemberOptions { Url = "http://new", HealthCheck = new() { Method = HcMethod.Tcp } });
        foo.Apply(next);
        _time.Advance(TimeSpan.FromSeconds(3));
        var (m0, m1) = (_probes.CountOf("http://m0"), _probes.CountOf("http://m1"));
        _time.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(m0, _probes.CountOf("http://m0"));
        Assert.InRange(_probes.CountOf("http://m1") - m1, 90, 110);
        Assert.InRange(_probes.CountOf("http://new"), 3, 6);
        Assert.Equal(2, checks.Members);
    }

    [Fact]
    public void What_a_probe_of_a_removed_member_finds_is_dropped()
    {
        _probes.Says = _ => null;
        using var foo = Foo(1);
        using var checks = Checks(foo);
        checks.Start();
        Assert.Equal(1, _probes.Open);

        var next = new BalancerOptions();
        next.Members.Add(new MemberOptions { Url = "http://m0" });
        foo.Apply(next);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((0, 0), (_probes.Open, checks.InFlight));
        Assert.Equal("Init Ok", foo.Snapshot().Members[0].StatusText);
    }

    [Fact]
    public async Task Stopping_ends_probes_in_flight_and_counts_none_of_them()
    {
        _probes.Says = _ => null;
        using var foo = Foo(3);
        await using var checks = Checks(foo);
        checks.Start();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, checks.InFlight);

        await checks.StopAsync();

        Assert.Equal(0, checks.InFlight);
        Assert.Null(_time.NextDue);
        Assert.All(foo.Snapshot().Members, member => Assert.Equal(0, member.Health!.Probes));
        Assert.Equal(0, checks.Tick());

        _probes.Says = _ => ProbeResult.Well();
        checks.Start();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.All(foo.Snapshot().Members, member => Assert.True(member.Health!.Passed));
    }

    [Fact]
    public void A_program_with_a_loop_of_its_own_ticks_without_a_timer()
    {
        using var foo = Foo(1);
        using var checks = Checks(foo);

        Assert.Equal(1, checks.Tick());
        Assert.Equal(0, checks.Tick());
        _time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(1, checks.Tick());
        Assert.Null(_time.NextDue);
    }

    [Fact]
    public void A_check_that_nobody_can_make_is_said_and_is_not_health()
    {
        using var foo = Balancer.Create("foo").Time(_time).Member("ajp://a", m => m.HealthCheck(h => h.Method(HcMethod.CPing))).Build();
        using var checks = foo.CreateHealthChecks();

        checks.Start();

        var health = foo.Snapshot().Members[0].Health!;
        Assert.Null(health.Passed);
        Assert.Equal("not checked: nobody here knows how to send CPING to ajp://a", health.Last);
        Assert.Contains("health    ajp://a", foo.Explain(RequestFacts.Get("/")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_of_the_hosts_own_needs_no_method_and_no_prober()
    {
        var asked = 0;
        using var foo = Balancer.Create("foo").Time(_time).Member("room-1", new object(), m => m.HealthCheck(h => h.Probe((member, _) =>
        {
            asked++;
            return new(member.Attached is null ? ProbeResult.Well() : ProbeResult.Unwell("the room is full of smoke"));
        }))).Build();
        using var checks = foo.CreateHealthChecks();

        checks.Start();

        Assert.Equal(1, asked);
        Assert.Equal("not well: the room is full of smoke", foo.Snapshot().Members[0].Health!.Last);
        Assert.Equal("Init HcFl", foo.Snapshot().Members[0].StatusText);
    }

    [Fact]
    public void The_snapshot_says_when_the_next_check_is_due()
    {
        using var foo = Foo(1);
        using var checks = Checks(foo);
        checks.Start();

        var due = foo.Snapshot().Members[0].Health!.NextDue!.Value;

        Assert.InRange((due - _time.GetUtcNow()).TotalSeconds, 1, 10); // the second check comes at some moment of the interval
    }

    [Fact]
    public void A_thousand_members_at_one_second_need_one_timer()
    {
        var clock = new CountingTime(_time);
        using var foo = Members(Balancer.Create("foo").Time(clock), 1000, TimeSpan.FromSeconds(1), null).Build();
        using var checks = Checks(foo);
        checks.Start();
        _time.Advance(TimeSpan.FromSeconds(10));
        var before = (_probes.Asked.Count, clock.Fired);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, clock.Timers);
        Assert.InRange(_probes.Asked.Count - before.Count, 9_500, 10_500);
        Assert.InRange(clock.Fired - before.Fired, 1, 510);
        Assert.Equal(1000, checks.Members);
    }

    private List<TimeSpan> Gaps(int seed)
    {
        var probes = new Probes();
        var times = new List<DateTimeOffset>();
        probes.Says = _ =>
        {
            times.Add(_time.GetUtcNow());
            return ProbeResult.Well();
        };
        using var foo = Foo(1);
        var options = new HealthLoopOptions { Seed = seed };
        options.Probers.Add(probes);
        using var checks = foo.CreateHealthChecks(options);
        checks.Start();
        _time.Advance(TimeSpan.FromSeconds(200));
        return [.. times.Skip(2).Zip(times.Skip(1), (later, earlier) => later - earlier)];
    }

    private HealthChecks Checks(Balancer foo, Action<HealthLoopOptions>? configure = null)
    {
        var options = new HealthLoopOptions { Seed = 1 };
        options.Probers.Add(_probes);
        configure?.Invoke(options);
        return foo.CreateHealthChecks(options);
    }

    private Balancer Foo(int members, TimeSpan? timeout = null) =>
        Members(Balancer.Create("foo").Time(_time), members, TimeSpan.FromSeconds(10), timeout).Build();

    private static BalancerBuilder Members(BalancerBuilder foo, int count, TimeSpan interval, TimeSpan? timeout)
    {
        for (var i = 0; i < count; i++)
        {
            foo.Member($"http://m{i}", m =>
            {
                m.HealthCheck(h => h.Method(HcMethod.Tcp).Interval(interval));
                if (timeout is { } limit)
                {
                    m.Timeout(limit);
                }
            });
        }

        return foo;
    }

    private sealed class CountingTime(TimeProvider inner) : TimeProvider
    {
        public int Timers { get; private set; }

        public int Fired { get; private set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timers++;
            return inner.CreateTimer(s =>
            {
                Fired++;
                callback(s);
            }, state, dueTime, period);
        }
    }
}
