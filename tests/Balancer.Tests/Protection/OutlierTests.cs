using Balancing.Testing;

namespace Balancing.Tests.Protection;

public class OutlierTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(OutcomeKind.TimedOut, 0)]
    [InlineData(OutcomeKind.Faulted, 0)]
    [InlineData(OutcomeKind.Completed, 500)]
    [InlineData(OutcomeKind.Completed, 599)]
    public void D27_five_bad_answers_in_a_row_eject_a_member(OutcomeKind kind, int status)
    {
        using var foo = Members(4).Build();
        Answer(foo, "a", new Outcome { Kind = kind, Status = status }, times: 4);
        Assert.Equal("Init Ok", foo.Snapshot()["http://a"].StatusText);
        Answer(foo, "a", new Outcome { Kind = kind, Status = status }, times: 1);

        var a = foo.Snapshot()["http://a"];
        Assert.Equal(("Init Err", ErrorCause.BadInARow, true, TimeSpan.FromSeconds(60)), (a.StatusText, a.ErrorCause, a.IsEjected, a.ReturnsIn));
        Assert.DoesNotContain("a", foo.Play(8), StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_answer_ends_the_row_and_one_that_says_nothing_does_not()
    {
        using var foo = Members(4).Build();
        Answer(foo, "a", Outcome.Completed(500), times: 4);
        Answer(foo, "a", Outcome.ClientGone(), times: 1);
        Answer(foo, "a", Outcome.Completed(404), times: 1);
        Answer(foo, "a", Outcome.Completed(500), times: 4);
        Assert.False(foo.Snapshot()["http://a"].IsEjected);
        Answer(foo, "a", Outcome.PoolExhausted(), times: 1);
        Answer(foo, "a", Outcome.Completed(500), times: 1);

        Assert.True(foo.Snapshot()["http://a"].IsEjected);
    }

    [Fact]
    public void Which_statuses_are_bad_can_be_said()
    {
        using var foo = Members(4, o => o.BadStatus(429)).Build();
        Answer(foo, "a", Outcome.Completed(500), times: 9);
        Assert.False(foo.Snapshot()["http://a"].IsEjected);
        Answer(foo, "a", Outcome.Completed(429), times: 5);

        Assert.True(foo.Snapshot()["http://a"].IsEjected);
    }

    [Fact]
    public void Half_of_at_least_twenty_answers_within_ten_seconds_eject_a_member()
    {
        using var foo = Members(4, o => o.Consecutive(0)).Build();
        for (var i = 0; i < 9; i++)
        {
            Answer(foo, "a", Outcome.Completed(200), times: 1);
            Answer(foo, "a", Outcome.Completed(500), times: 1);
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Answer(foo, "a", Outcome.Completed(200), times: 1);
        Assert.False(foo.Snapshot()["http://a"].IsEjected);
        Answer(foo, "a", Outcome.Completed(500), times: 1);

        Assert.Equal(ErrorCause.BadShare, foo.Snapshot()["http://a"].ErrorCause);
    }

    [Fact]
    public void Answers_older_than_the_window_do_not_count()
    {
        using var foo = Members(4, o => o.Consecutive(0)).Build();
        Answer(foo, "a", Outcome.Completed(500), times: 19);
        _time.Advance(TimeSpan.FromSeconds(11));
        Answer(foo, "a", Outcome.Completed(500), times: 19);
        Assert.False(foo.Snapshot()["http://a"].IsEjected);
        Answer(foo, "a", Outcome.Completed(500), times: 1);

        Assert.True(foo.Snapshot()["http://a"].IsEjected);
    }

    [Fact]
    public void One_member_may_be_ejected_also_of_a_few_but_no_more_than_the_share_says()
    {
        using var foo = Members(4).Build();
        using var half = Members(4, o => o.MaxEjected(50)).Build();
        foreach (var host in new[] { "a", "b", "c" })
        {
            Answer(foo, host, Outcome.Completed(500), times: 5);
            Answer(half, host, Outcome.Completed(500), times: 5);
        }

        Assert.Equal(1, foo.Snapshot().Members.Count(m => m.IsEjected));
        Assert.Equal(2, half.Snapshot().Members.Count(m => m.IsEjected));
    }

    [Fact]
    public void The_last_usable_member_is_not_ejected()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Member("http://b", m => m.Disabled()).Time(_time)
            .Protect(p => p.EjectOutliers(o => o.MaxEjected(100))).Build();
        Answer(foo, "a", Outcome.Completed(500), times: 20);

        Assert.Equal("a", foo.Play(1));
    }

    [Fact]
    public void Members_that_an_operator_took_out_are_not_in_service()
    {
        using var foo = Members(20).Build();
        foo.Edit([.. Enumerable.Range(0, 11).Select(i => new MemberEdit($"http://{Sample.Name(i)}") { Disabled = true })]);
        Answer(foo, "l", Outcome.Completed(500), times: 5);
        Answer(foo, "m", Outcome.Completed(500), times: 5);

        Assert.Equal(1, foo.Snapshot().Members.Count(m => m.IsEjected)); // a tenth of nine, but at least one
    }

    [Fact]
    public void A_member_that_ignores_errors_is_never_ejected()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.IgnoreErrors()).Member("http://b").Time(_time).Protect(p => p.EjectOutliers()).Build();
        Answer(foo, "a", Outcome.Completed(500), times: 20);

        Assert.Equal("Init Ign Ok", foo.Snapshot()["http://a"].StatusText);
    }

    [Fact]
    public void With_half_open_an_ejected_member_must_prove_itself_by_a_good_answer()
    {
        using var foo = Sample.Weighted(1, 1).Time(_time).Protect(p => p.EjectOutliers().HalfOpen()).Build();
        Answer(foo, "a", Outcome.Completed(500), times: 5);
        _time.Advance(TimeSpan.FromSeconds(61));
        Answer(foo, "a", Outcome.Completed(500), times: 1);
        var a = foo.Snapshot()["http://a"];
        Assert.Equal((true, 1, ErrorCause.BadInARow, TimeSpan.FromSeconds(120)), (a.IsEjected, a.Trips, a.ErrorCause, a.ReturnsIn));
        _time.Advance(TimeSpan.FromSeconds(121));
        Answer(foo, "a", Outcome.Completed(200), times: 1);

        Assert.Equal((false, "Init Ok"), (foo.Snapshot()["http://a"].IsEjected, foo.Snapshot()["http://a"].StatusText));
    }

    [Fact]
    public void Answers_from_before_the_ejection_do_not_eject_a_member_again()
    {
        using var foo = Members(2).Build();
        var late = Enumerable.Range(0, 10).Select(_ => Until(foo, "a")).ToArray();
        Answer(foo, "a", Outcome.Completed(500), times: 5);
        _time.Advance(TimeSpan.FromSeconds(61));
        Answer(foo, "a", Outcome.Completed(200), times: 1);
        foreach (var lease in late)
        {
            lease.Report(Outcome.Completed(500));
        }

        Assert.False(foo.Snapshot()["http://a"].IsEjected);
    }

    private BalancerBuilder Members(int count, Action<OutlierBuilder>? configure = null) =>
        Sample.Weighted([.. Enumerable.Repeat(1.0, count)]).Time(_time).Protect(p => p.EjectOutliers(configure));

    private static void Answer(Balancer foo, string host, Outcome outcome, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Until(foo, host).Report(in outcome);
        }
    }

    private static Lease Until(Balancer foo, string host)
    {
        for (var i = 0; i < 50; i++)
        {
            var lease = foo.Acquire(Sample.Anyone);
            if (lease.Member.Url.Host == host)
            {
                return lease;
            }

            lease.Report(Outcome.ClientGone());
        }

        throw new InvalidOperationException($"{host} is not chosen.");
    }
}
