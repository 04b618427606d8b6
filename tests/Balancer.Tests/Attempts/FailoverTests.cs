namespace Balancing.Tests.Attempts;

public class FailoverTests
{
    private readonly Testing.ManualTimeProvider _time = new();

    [Fact]
    public async Task A_refused_connection_goes_to_the_next_member_and_the_first_stays_out_for_its_retry_time()
    {
        using var foo = Sample.Weighted(1, 1).Time(_time).Build();

        Assert.Equal("a b", await Try(foo, refusing: "a"));
        Assert.Equal("Init Err", foo.Snapshot()["http://a"].StatusText);
        Assert.Equal("b b b", foo.Play(3));
        _time.Advance(TimeSpan.FromSeconds(60.1));
        Assert.Contains("a", foo.Play(2), StringComparison.Ordinal);
        Assert.Equal("Init Ok", foo.Snapshot()["http://a"].StatusText);
    }

    [Fact]
    public async Task Maxattempts_counts_the_attempts_after_the_first()
    {
        using var none = Sample.Weighted(1, 1, 1).MaxAttempts(0).Build();
        using var one = Sample.Weighted(1, 1, 1).MaxAttempts(1).Build();
        using var all = Sample.Weighted(1, 1, 1).Build();

        Assert.Equal("a", await Try(none, refusing: "abc"));
        Assert.Equal("a b", await Try(one, refusing: "abc"));
        Assert.Equal("a b c", await Try(all, refusing: "abc"));
    }

    [Fact]
    public async Task When_all_are_in_error_all_are_tried_again_unless_forcerecovery_is_off()
    {
        using var on = Sample.Weighted(1, 1).Time(_time).Build();
        using var off = Sample.Weighted(1, 1).ForceRecovery(false).Time(_time).Build();
        await Try(on, refusing: "ab");
        await Try(off, refusing: "ab");

        Assert.NotEqual("", await Try(on, refusing: ""));
        Assert.Equal("", await Try(off, refusing: ""));
    }

    [Fact]
    public async Task D2_a_member_that_ignores_errors_is_not_marked_but_the_request_goes_on_to_another()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.IgnoreErrors().LoadFactor(100)).Member("http://b").Build();

        Assert.Equal("a b", await Try(foo, refusing: "a"));
        Assert.Equal("Init Ign Ok", foo.Snapshot()["http://a"].StatusText);
    }

    [Fact]
    public async Task D5_a_failed_attempt_is_busy_no_longer_when_the_next_one_begins()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var busy = new List<(int A, int B)>();
        await foo.ExecuteAsync(Sample.Anyone, (attempt, _) =>
        {
            busy.Add((foo.Snapshot()["http://a"].Busy, foo.Snapshot()["http://b"].Busy));
            return new(attempt.Member.Url.Host == "a" ? Outcome.ConnectFailed() : Outcome.Completed(200));
        });

        Assert.Equal([(1, 0), (0, 1)], busy);
    }

    [Fact]
    public async Task D10_an_exhausted_pool_blames_nobody_and_another_member_is_asked()
    {
        using var foo = Sample.Weighted(100, 1).Build();
        var asked = new List<string>();
        var end = await foo.ExecuteAsync(Sample.Anyone, (attempt, _) =>
        {
            asked.Add(attempt.Member.Url.Host);
            return new(attempt.Member.Url.Host == "a" ? Outcome.PoolExhausted() : Outcome.Completed(200));
        });

        Assert.Equal(["a", "b"], asked);
        Assert.Equal(200, end.Status);
        Assert.Equal("Init Ok", foo.Snapshot()["http://a"].StatusText);
    }

    [Theory]
    [InlineData("GET", false, 2)]
    [InlineData("DELETE", false, 2)]
    [InlineData("POST", false, 1)]
    [InlineData("PUT", true, 1)]
    public async Task D11_a_stale_connection_repeats_only_what_is_safe_to_repeat_and_only_once(string method, bool spent, int attempts)
    {
        using var foo = Sample.Weighted(1).Build();
        var fresh = new List<bool>();
        var end = await foo.ExecuteAsync(RequestFacts.For(method, "/") with { BodyIsSpent = spent }, (attempt, _) =>
        {
            fresh.Add(attempt.NeedsFreshConnection);
            return new(Outcome.ClosedUnanswered());
        });

        Assert.Equal(attempts, fresh.Count);
        Assert.Equal((502, attempts == 2), (end.SuggestedStatus, fresh[^1]));
    }

    [Fact]
    public async Task D12_a_disabled_member_does_not_stand_in_the_way_of_forced_recovery()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Member("http://b", m => m.Disabled()).Time(_time).Build();

        Assert.Equal("a a", await Try(foo, refusing: "a"));
        Assert.Equal("a", await Try(foo, refusing: ""));
    }

    [Fact]
    public async Task D13_the_default_of_maxattempts_follows_the_number_of_members()
    {
        using var foo = Sample.Weighted(1, 1).Growth(1).Build();
        foo.Edit(new AddMemberEdit("http://c"), new MemberEdit("http://c") { Disabled = false });

        Assert.Equal("a b c", await Try(foo, refusing: "abc"));
    }

    [Fact]
    public void Failonstatus_and_failontimeout_take_the_member_out_for_later_requests()
    {
        using var foo = Sample.Weighted(1, 1).FailOnStatus(500, 503).FailOnTimeout().Build();
        Assert.Equal(Verdict.Done, Report(foo, Outcome.Completed(500)));
        Assert.Equal("Init Err", foo.Snapshot()["http://a"].StatusText);
        Assert.Equal(Verdict.Done, Report(foo, Outcome.TimedOut()));
        Assert.Equal("Init Err", foo.Snapshot()["http://b"].StatusText);
    }

    [Theory]
    [InlineData(OutcomeKind.Completed)]
    [InlineData(OutcomeKind.TimedOut)]
    [InlineData(OutcomeKind.Faulted)]
    [InlineData(OutcomeKind.ClientGone)]
    [InlineData(OutcomeKind.ClosedUnanswered)]
    [InlineData(OutcomeKind.PoolExhausted)]
    [InlineData(OutcomeKind.None)]
    public void R41_nothing_but_a_failed_connection_is_a_member_failure_by_default(OutcomeKind kind)
    {
        using var foo = Sample.Weighted(1).Build();
        Report(foo, new Outcome { Kind = kind, Status = 503 });

        Assert.Equal("Init Ok", foo.Snapshot()["http://a"].StatusText);
    }

    private static Verdict Report(Balancer foo, Outcome outcome)
    {
        using var lease = foo.Acquire(Sample.Anyone);
        return lease.Report(outcome);
    }

    private static async Task<string> Try(Balancer foo, string refusing)
    {
        var asked = new List<string>();
        await foo.ExecuteAsync(Sample.Anyone, (attempt, _) =>
        {
            asked.Add(attempt.Member.Url.Host);
            return new(refusing.Contains(attempt.Member.Url.Host, StringComparison.Ordinal) ? Outcome.ConnectFailed() : Outcome.Completed(200));
        });
        return string.Join(' ', asked);
    }
}
