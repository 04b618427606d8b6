namespace Balancing.Tests.Attempts;

/// <summary>D4: waiting for a member is asynchronous, signalled, per request, bounded, first come first served.</summary>
public class WaitingTests
{
    private readonly Testing.ManualTimeProvider _time = new();

    [Fact]
    public async Task One_who_waits_is_served_when_an_operator_lets_a_member_back()
    {
        using var foo = Waiting();
        var waiting = foo.AcquireAsync(Sample.Anyone).AsTask();
        Assert.False(waiting.IsCompleted);

        foo.Edit(new MemberEdit("http://a") { Disabled = false });

        Assert.Equal("a", (await waiting).Member.Url.Host);
    }

    [Fact]
    public async Task One_who_waits_is_served_when_a_retry_time_comes()
    {
        using var foo = Balancer.Create("foo").Timeout(TimeSpan.FromSeconds(20)).ForceRecovery(false).Time(_time)
            .Member("http://a", m => m.Retry(TimeSpan.FromSeconds(5))).Build();
        foo.Once(Sample.Anyone, Outcome.ConnectFailed());
        var waiting = foo.AcquireAsync(Sample.Anyone).AsTask();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.True((await waiting).IsAcquired);
    }

    [Fact]
    public async Task Waiting_ends_with_a_refusal_after_the_balancers_timeout()
    {
        using var foo = Waiting();
        var waiting = foo.AcquireAsync(Sample.Anyone).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Refusal.WaitTimedOut, (await waiting).Refusal);
        Assert.Equal(0, foo.Snapshot().Waiting);
    }

    [Fact]
    public async Task Those_who_came_first_are_served_first()
    {
        using var foo = Waiting();
        var line = Enumerable.Range(0, 5).Select(i => foo.AcquireAsync(Sample.Anyone).AsTask()).ToArray();
        foo.Edit(new MemberEdit("http://a") { Disabled = false }, new MemberEdit("http://b") { Disabled = false });

        var leases = await Task.WhenAll(line);

        Assert.Equal("a b a b a", string.Join(' ', leases.Select(l => l.Member.Url.Host)));
    }

    [Fact]
    public async Task A_client_that_goes_leaves_the_line()
    {
        using var foo = Waiting();
        using var cancel = new CancellationTokenSource();
        var gone = foo.AcquireAsync(Sample.Anyone, cancel.Token).AsTask();
        var stays = foo.AcquireAsync(Sample.Anyone).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        foo.Edit(new MemberEdit("http://a") { Disabled = false });
        Assert.True((await stays).IsAcquired);
        Assert.Equal(1, foo.Snapshot()["http://a"].Elected);
    }

    [Fact]
    public async Task The_line_is_bounded()
    {
        using var foo = Waiting(limit: 2);
        var first = foo.AcquireAsync(Sample.Anyone).AsTask();
        var second = foo.AcquireAsync(Sample.Anyone).AsTask();

        Assert.Equal(Refusal.TooManyWaiting, (await foo.AcquireAsync(Sample.Anyone)).Refusal);
        foo.Dispose();
        Assert.Equal(Refusal.ShutDown, (await first).Refusal);
        Assert.Equal(Refusal.ShutDown, (await second).Refusal);
    }

    [Fact]
    public async Task Without_a_timeout_nobody_waits()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Disabled()).Build();

        Assert.Equal(Refusal.NoMember, (await foo.AcquireAsync(Sample.Anyone)).Refusal);
    }

    private Balancer Waiting(int limit = 100) => Balancer.Create("foo").Timeout(TimeSpan.FromSeconds(10)).WaitLimit(limit).Time(_time)
        .Member("http://a", m => m.Disabled()).Member("http://b", m => m.Disabled()).Build();
}
