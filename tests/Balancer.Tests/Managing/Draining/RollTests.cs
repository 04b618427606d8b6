namespace Balancing.Tests.Managing.Draining;

/// <summary>A rolling restart takes one member after the other, and never leaves too few.</summary>
public sealed class RollTests
{
    private static readonly RollOptions Impatient = new() { Patience = TimeSpan.Zero, Drain = new DrainOptions { Deadline = TimeSpan.Zero } };

    [Fact]
    public async Task Each_member_is_out_while_it_is_acted_on_and_back_before_the_next()
    {
        using var foo = Sample.Weighted(1, 1, 1).Build();
        var seen = new List<string>();

        var result = await foo.RollAsync((member, _) =>
        {
            seen.Add($"{member.Url.Host}: {foo.Play(4)}");
            return Task.CompletedTask;
        });

        Assert.True(result.IsComplete);
        Assert.Equal(["a", "b", "c"], result.Done.Select(m => m.Url.Host));
        Assert.Equal(3, seen.Count);
        Assert.All(seen, line => Assert.DoesNotContain(line[..1], line[2..], StringComparison.Ordinal));
        Assert.All(foo.Snapshot().Members, m => Assert.Equal(MemberStatus.Initialized, m.Status));
    }

    [Fact]
    public async Task The_steps_are_told_in_order()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var told = new Told<RollProgress>();

        await foo.RollAsync((_, _) => Task.CompletedTask, new RollOptions { Members = ["http://b"], Progress = told });

        Assert.Equal(
            ["b Draining 0/1", "b Acting 0/1", "b Returning 0/1", "b Done 1/1"],
            told.All.Select(p => $"{p.Member.Url.Host} {p.Step} {p.Index}/{p.Count}"));
    }

    [Fact]
    public async Task It_refuses_to_leave_fewer_than_asked_for()
    {
        using var foo = Sample.Weighted(1, 1, 1).Build();
        foo.Edit(new MemberEdit("http://c") { Stopped = true });

        var result = await foo.RollAsync(Never, Impatient with { MinUsable = 2 });

        Assert.Equal(("a", "fewer than 2 members would be usable without it"), (result.StoppedAt!.Url.Host, result.Why));
        Assert.Empty(result.Done);
        Assert.Equal(MemberStatus.Initialized, foo.Snapshot()["http://a"].Status);
    }

    [Fact]
    public async Task It_waits_for_enough_members_as_long_as_its_patience_lasts()
    {
        var time = new Testing.ManualTimeProvider();
        using var foo = Sample.Weighted(1, 1).Time(time).Build();
        foo.Edit(new MemberEdit("http://b") { Stopped = true });
        var told = new Told<RollProgress>();
        var rolling = foo.RollAsync((_, _) => Task.CompletedTask, new RollOptions { Progress = told, Members = ["http://a"] });
        await told.Of(p => p.Step == RollStep.Waiting);

        foo.Edit(new MemberEdit("http://b") { Stopped = false });
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await rolling).IsComplete);
    }

    [Fact]
    public async Task Two_rolls_at_once_do_not_take_out_both_members()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        var first = foo.RollAsync(
            async (_, _) =>
            {
                entered.TrySetResult();
                await leave.Task;
            },
            new RollOptions { Members = ["http://a"] });
        await entered.Task;

        var second = await foo.RollAsync(Never, Impatient with { Members = ["http://b"] });
        leave.SetResult();

        Assert.False(second.IsComplete);
        Assert.True((await first).IsComplete);
    }

    [Fact]
    public async Task Leases_that_outlast_the_deadline_stop_it_and_the_member_goes_back_into_service()
    {
        using var foo = Sample.Weighted(1, 1).StickySession("SID").Build();
        using var lease = await foo.AcquireAsync(Sample.Anyone.Cookie("SID", "1.a"));

        var result = await foo.RollAsync(Never, Impatient);

        Assert.Equal("leases still out at the deadline: 1; it is back in service", result.Why);
        Assert.Equal(MemberStatus.Initialized, foo.Snapshot()["http://a"].Status);
    }

    [Fact]
    public async Task One_who_is_willing_to_pay_acts_at_the_deadline()
    {
        using var foo = Sample.Weighted(1, 1).StickySession("SID").Build();
        using var lease = await foo.AcquireAsync(Sample.Anyone.Cookie("SID", "1.a"));

        var result = await foo.RollAsync((_, _) => Task.CompletedTask, Impatient with { ActAtDeadline = true });

        Assert.True(result.IsComplete);
    }

    [Fact]
    public async Task A_member_whose_restart_fails_stays_out_and_the_error_is_the_callers()
    {
        using var foo = Sample.Weighted(1, 1).Build();

        await Assert.ThrowsAsync<InvalidOperationException>(() => foo.RollAsync((_, _) => throw new InvalidOperationException("no")));

        Assert.Equal("b b", foo.Play(2));
    }

    [Fact]
    public async Task It_stops_when_a_readmitted_member_does_not_become_usable()
    {
        using var foo = Sample.Weighted(1, 1).Build();

        var result = await foo.RollAsync(
            (member, _) =>
            {
                foo.Edit(new MemberEdit(member.Url.Configured) { HealthCheckFailed = true });
                return Task.CompletedTask;
            },
            Impatient);

        Assert.Equal(("a", "it is readmitted, but not usable in time"), (result.StoppedAt!.Url.Host, result.Why));
    }

    private static Task Never(Member member, CancellationToken cancel) => throw new InvalidOperationException($"{member} was acted on");
}
