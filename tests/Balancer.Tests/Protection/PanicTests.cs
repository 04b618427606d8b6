using Balancing.Testing;

namespace Balancing.Tests.Protection;

public class PanicTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void While_enough_members_are_usable_the_others_stay_out()
    {
        using var foo = Members(4).Build();
        Fail(foo, "a", "b");

        Assert.False(foo.Snapshot().Panics);
        Assert.DoesNotContain("a", foo.Play(8), StringComparison.Ordinal);
    }

    [Fact]
    public void D29_when_too_few_are_left_errors_and_failed_checks_are_ignored()
    {
        using var foo = Members(4).Build();
        foo.Edit(new MemberEdit("http://c") { HealthCheckFailed = true });
        Fail(foo, "a", "b");

        Assert.Equal("a b c d", string.Join(' ', foo.Play(4).Split(' ').Order()));
        Assert.True(foo.Snapshot().Panics);
    }

    [Fact]
    public void It_ends_when_enough_have_come_back()
    {
        using var foo = Members(4).Build();
        Fail(foo, "a", "b", "c");
        foo.Play(1);
        Assert.True(foo.Snapshot().Panics);
        foo.Edit(new MemberEdit("http://a") { InError = false });
        foo.Play(1);

        Assert.False(foo.Snapshot().Panics);
        Assert.Equal("a d", string.Join(' ', foo.Play(2).Split(' ').Order()));
    }

    [Fact]
    public void It_ends_by_time_alone()
    {
        using var foo = Members(4).Build();
        Fail(foo, "a", "b", "c");
        foo.Play(1);
        _time.Advance(TimeSpan.FromSeconds(61));
        foo.Play(1);

        Assert.False(foo.Snapshot().Panics);
    }

    [Fact]
    public void Members_that_an_operator_took_out_do_not_count_and_stay_out()
    {
        using var foo = Members(6).Build();
        foo.Edit(
            new MemberEdit("http://d") { Disabled = true }, new MemberEdit("http://e") { Stopped = true }, new MemberEdit("http://f") { Drain = true });
        Fail(foo, "a");
        Assert.False(foo.Snapshot().Panics); // two of three
        Fail(foo, "b");

        Assert.Equal("a b c", string.Join(' ', foo.Play(9).Split(' ').Distinct().Order()));
        Assert.True(foo.Snapshot().Panics);
    }

    [Fact]
    public void Sessions_keep_their_member()
    {
        using var foo = Members(4).StickySession("SID").Build();
        Fail(foo, "a", "b");
        Assert.NotEqual("a", foo.Session("a"));
        Fail(foo, "c");

        Assert.Equal("a", foo.Session("a"));
    }

    [Theory]
    [InlineData("byrequests")]
    [InlineData("bytraffic")]
    [InlineData("bybusyness")]
    public async Task What_the_request_has_tried_stays_excluded(string method)
    {
        using var foo = Members(4).LbMethod(method).Build();
        Fail(foo, "a", "b", "c");
        var asked = new List<string>();
        await foo.ExecuteAsync(Sample.Anyone, (attempt, _) =>
        {
            asked.Add(attempt.Member.Url.Host);
            return new(Outcome.ConnectFailed());
        });

        Assert.Equal("a b c d", string.Join(' ', asked.Order()));
    }

    [Fact]
    public void In_panic_a_member_on_trial_is_used_too()
    {
        using var foo = Sample.Weighted(1, 1, 1).Time(_time).Protect(p => p.PanicBelow(50).HalfOpen()).Build();
        Fail(foo, "a", "b");
        _time.Advance(TimeSpan.FromSeconds(61));
        var leases = foo.Hold(6);

        Assert.All(foo.Snapshot().Members, m => Assert.InRange(m.Busy, 1, 4));
        Assert.All(leases, lease => Assert.True(lease.IsAcquired));
        foreach (var lease in leases)
        {
            lease.Report(Outcome.Completed(200));
        }

        Assert.All(foo.Snapshot().Members, m => Assert.Equal("Init Ok", m.StatusText));
    }

    private BalancerBuilder Members(int count) => Sample.Weighted([.. Enumerable.Repeat(1.0, count)]).Time(_time).Protect(p => p.PanicBelow(50));

    private static void Fail(Balancer foo, params string[] hosts)
    {
        foreach (var host in hosts)
        {
            var left = 100;
            while (left-- > 0 && foo.Snapshot()[$"http://{host}"].ErrorCause == ErrorCause.None)
            {
                using var lease = foo.Acquire(Sample.Anyone);
                lease.Report(lease.Member.Url.Host == host ? Outcome.ConnectFailed() : Outcome.Completed(200));
            }
        }
    }
}
