namespace Balancing.Tests.Managing.Draining;

/// <summary>A member is taken out, and whoever waits for it knows when nobody uses it any more, and why not yet.</summary>
public sealed class DrainTests : IDisposable
{
    private const string A = "http://a";

    private static readonly RequestFacts OfA = Sample.Anyone.Cookie("SID", "1.a");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Testing.ManualTimeProvider _time = new();
    private readonly Balancer _foo;

    public DrainTests() => _foo = Sample.Weighted(1, 1).StickySession("SID").Time(_time).Build();

    public void Dispose() => _foo.Dispose();

    [Fact]
    public async Task A_member_that_nobody_uses_is_drained_at_once_and_then_disabled()
    {
        var result = await _foo.DrainAsync(A, Minute);

        Assert.True(result.IsComplete);
        Assert.Equal(TimeSpan.Zero, result.Elapsed);
        Assert.Equal("Init Drn Dis", _foo.Snapshot()[A].StatusText.Replace(" Ok", "", StringComparison.Ordinal).Trim());
        Assert.Equal("b b b", _foo.Play(3));
    }

    [Fact]
    public async Task One_that_is_cancelled_may_leave_the_member_as_it_is()
    {
        using var lease = Take(OfA);
        using var enough = new CancellationTokenSource();
        var draining = _foo.DrainAsync(A, new DrainOptions { Deadline = Minute, LeaveOnCancel = true }, enough.Token);
        var during = _foo.Snapshot()[A].Status;

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => draining);

        Assert.True(during.HasFlag(MemberStatus.Drain));
        Assert.Equal(during, _foo.Snapshot()[A].Status);
    }

    [Fact]
    public async Task One_that_is_readmitted_when_sessions_would_be_shut_out_stays_in_service()
    {
        using var lease = Take(OfA);
        var draining = _foo.DrainAsync(A, Minute);

        _foo.Readmit(A);
        _time.Advance(TimeSpan.FromSeconds(56));

        Assert.Equal(DrainEnd.Readmitted, (await draining).End);
        Assert.Equal(MemberStatus.None, _foo.Snapshot()[A].Status & (MemberStatus.Disabled | MemberStatus.Drain));
    }

    [Fact]
    public async Task It_ends_with_the_last_lease_and_not_before()
    {
        var (first, second) = (Take(OfA), Take(OfA));
        var draining = _foo.DrainAsync(A, Minute);
        first.Report(Outcome.Completed(200));
        Assert.False(draining.IsCompleted);

        second.Dispose();

        Assert.True((await draining).IsComplete);
    }

    [Fact]
    public async Task Sessions_go_on_until_the_end_and_new_clients_go_elsewhere()
    {
        using var lease = Take(OfA);
        var draining = _foo.DrainAsync(A, Minute);

        Assert.Equal("b b b", _foo.Play(3));
        Assert.Equal("a", _foo.Session("a"));

        lease.Dispose();
        await draining;
        Assert.Equal("b", _foo.Session("a"));
    }

    [Fact]
    public async Task A_session_keeps_the_member_until_it_was_silent_for_the_quiet_time()
    {
        var told = new Told<DrainProgress>();
        var draining = _foo.DrainAsync(A, new DrainOptions { Deadline = Timeout.InfiniteTimeSpan, Quiet = TimeSpan.FromSeconds(10), Progress = told });
        _time.Advance(TimeSpan.FromSeconds(9.5));
        await Rested();
        var used = Take(OfA);
        _time.Advance(TimeSpan.FromSeconds(5));
        await told.Of(p => p.Remaining == 1);
        Assert.False(draining.IsCompleted);

        used.Dispose();
        while (!draining.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10)); // it looks on another thread, so the clock goes on until it has seen enough
            await Task.Yield();
        }

        Assert.True((await draining).Elapsed >= TimeSpan.FromSeconds(24.5));
    }

    [Fact]
    public async Task Shortly_before_the_deadline_sessions_go_elsewhere_and_what_is_out_may_end()
    {
        var told = new Told<DrainProgress>();
        var lease = Take(OfA);
        var draining = _foo.DrainAsync(A, new DrainOptions { Deadline = Minute, Grace = TimeSpan.FromSeconds(10), Progress = told });
        _time.Advance(TimeSpan.FromSeconds(49));
        Assert.Equal("a", _foo.Session("a"));

        await Rested();
        _time.Advance(TimeSpan.FromSeconds(1));
        while (!_foo.Snapshot()[A].Status.HasFlag(MemberStatus.Disabled))
        {
            await Task.Yield();
        }

        Assert.Equal("b", _foo.Session("a"));
        Assert.False(draining.IsCompleted);

        lease.Dispose();
        Assert.True((await draining).IsComplete);
    }

    [Fact]
    public async Task At_the_deadline_it_says_who_is_still_there_and_why()
    {
        using var match = Take(OfA);
        match.Describe("match 42");
        var draining = _foo.DrainAsync(A, Minute);
        _time.Advance(TimeSpan.FromSeconds(20));
        await Rested();
        using var download = Take(RequestFacts.Get("/big?x=1").Cookie("SID", "1.a"));
        download.Count(100, 4_096);
        _time.Advance(TimeSpan.FromSeconds(40));

        var result = await draining;

        Assert.Equal((DrainEnd.DeadlineReached, 2), (result.End, result.Remaining));
        Assert.Equal(
            [
                "GET /: match 42 (came with its session, since before the draining)",
                "GET /big?x=1: its answer flows, 4096 bytes so far (came with its session, 40.0 s)",
            ],
            result.Leases.Select(l => l.ToString()));
        Assert.Equal("b", _foo.Session("a"));
    }

    [Fact]
    public async Task Progress_is_told_at_the_beginning_every_interval_and_at_the_end()
    {
        var told = new Told<DrainProgress>();
        using var lease = Take(OfA);
        var draining = _foo.DrainAsync(A, new DrainOptions { Deadline = TimeSpan.FromSeconds(3), Grace = TimeSpan.Zero, Progress = told });
        for (var second = 1; second <= 3; second++)
        {
            await Rested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await told.Of(p => p.Elapsed == TimeSpan.FromSeconds(second));
        }

        await draining;

        Assert.Equal([0, 1, 2, 3, 3], told.All.Select(p => (int)p.Elapsed.TotalSeconds));
        Assert.All(told.All, p => Assert.Equal((1, "a", 3 - p.Elapsed.TotalSeconds), (p.Remaining, p.Member!.Url.Host, p.Left.TotalSeconds)));
    }

    [Fact]
    public async Task A_caller_who_gives_up_finds_the_member_as_it_was()
    {
        using var lease = Take(OfA);
        using var cancel = new CancellationTokenSource();
        var draining = _foo.DrainAsync(A, Minute, cancel: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => draining);

        Assert.Equal("Init Ok", _foo.Snapshot()[A].StatusText.Trim());
    }

    [Fact]
    public async Task An_operator_who_takes_the_flag_away_ends_the_draining()
    {
        using var lease = Take(OfA);
        var draining = _foo.DrainAsync(A, Minute);
        _foo.Edit(new MemberEdit(A) { Drain = false });
        lease.Dispose();

        Assert.Equal(DrainEnd.Readmitted, (await draining).End);
        Assert.Equal("Init Ok", _foo.Snapshot()[A].StatusText.Trim());
    }

    [Fact]
    public async Task A_member_that_a_reload_removes_is_drained_with_its_last_lease()
    {
        using var lease = Take(OfA);
        var draining = _foo.DrainAsync(A, Minute);
        var options = new BalancerOptions();
        options.Members.Add(new MemberOptions { Url = "http://b" });
        _foo.Apply(options);
        Assert.False(draining.IsCompleted);

        lease.Dispose();

        Assert.True((await draining).IsComplete);
    }

    [Fact]
    public async Task A_readmitted_member_is_elected_again_and_its_failures_are_forgotten()
    {
        _foo.Once(OfA, Outcome.ConnectFailed());
        await _foo.DrainAsync(A, Minute);

        _foo.Readmit(A);

        Assert.Equal("Init Ok", _foo.Snapshot()[A].StatusText.Trim());
        Assert.Contains("a", _foo.Play(2), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_health_check_outlives_readmission()
    {
        _foo.Edit(new MemberEdit(A) { Disabled = true, HealthCheckFailed = true });

        _foo.Readmit(A);

        Assert.Equal(MemberStatus.Initialized | MemberStatus.HealthCheckFailed, _foo.Snapshot()[A].Status);
    }

    [Fact]
    public async Task A_whole_balancer_drains_for_a_shutdown_and_can_be_opened_again()
    {
        using var waiting = Sample.Weighted(1, 1).Timeout(Minute).StickySession("SID").Time(_time).Build();
        using var lease = await waiting.AcquireAsync(OfA);
        var draining = waiting.DrainAsync(Minute);

        Assert.Equal("-", waiting.Once(Sample.Anyone, Outcome.Completed(200)));
        Assert.Equal(Refusal.ShutDown, (await waiting.AcquireAsync(Sample.Anyone)).Refusal);
        Assert.Equal("b", waiting.Session("b"));

        lease.Dispose();
        Assert.True((await draining).IsComplete);
        Assert.Equal("-", waiting.Session("b"));

        waiting.Readmit();
        Assert.Equal("a b", waiting.Play(2));
    }

    [Fact]
    public async Task An_unknown_member_and_numbers_that_make_no_sense_are_refused()
    {
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _foo.DrainAsync("http://nobody", Minute));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _foo.DrainAsync(A, new DrainOptions { Interval = TimeSpan.Zero }));
        Assert.Throws<KeyNotFoundException>(() => _foo.Readmit("http://nobody"));
        Assert.Equal("Init Ok", _foo.Snapshot()[A].StatusText.Trim());
    }

    [Fact]
    public void Leases_that_are_out_are_listed_with_their_member_and_no_others()
    {
        using var one = Take(OfA);
        _foo.Session("b");
        using var two = Take(RequestFacts.For("POST", "/cart").Cookie("SID", "1.b"));

        Assert.Equal(["POST /cart b"], _foo.Leases("http://b").Select(l => $"{l.Method} {l.Target} {l.Member.Url.Host}"));
        Assert.Equal(2, _foo.Leases().Count);
        Assert.Single(_foo.Leases(most: 1));

        two.Dispose();
        two.Describe("too late");
        Assert.Empty(_foo.Leases("http://b"));
    }

    [Fact]
    public async Task No_lease_slips_in_behind_the_end()
    {
        for (var round = 0; round < 20; round++)
        {
            _foo.Readmit(A);
            using var stop = new CancellationTokenSource();
            var clients = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Visit(stop.Token))).ToArray();
            var result = await _foo.DrainAsync(A, Timeout.InfiniteTimeSpan);
            var elected = _foo.Snapshot()[A].Elected;
            Assert.Equal((true, 0), (result.IsComplete, _foo.Snapshot()[A].Busy));

            await stop.CancelAsync();
            await Task.WhenAll(clients);
            Assert.Equal(elected, _foo.Snapshot()[A].Elected);
        }
    }

    private Lease Take(RequestFacts facts) => _foo.Acquire(facts);

    private void Visit(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            _foo.Session("a");
            Thread.Yield();
        }
    }

    // The draining has looked, and set its timer again.
    private async Task Rested()
    {
        while (_time.NextDue is null)
        {
            await Task.Yield();
        }
    }
}
