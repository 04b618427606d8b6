namespace Balancing.Tests.Pooling;

/// <summary>Who finds no connection waits in line, and each result goes to whoever waits longest.</summary>
public class WaitingInLineTests
{
    private static readonly PoolPlan One = new() { Max = 1, Acquire = TimeSpan.FromSeconds(2) };

    [Fact]
    public void Waiting_longer_than_acquire_is_a_value_and_blames_nobody()
    {
        var ground = new Playground(One);
        using var lease = ground.Acquire();
        var waiting = ground.Pool.AcquireAsync();
        ground.Advance(1.999);
        Assert.False(waiting.IsCompleted);

        ground.Advance(0.001);

        var grant = ground.Finished(waiting);
        Assert.Equal(PoolGrantKind.Exhausted, grant.Kind);
        Assert.Equal(OutcomeKind.PoolExhausted, grant.ToOutcome().Kind);
        Assert.Equal(1, ground.Pool.Snapshot().Timeouts);
        Assert.Null(ground.Time.NextDue);
    }

    [Fact]
    public void Acquire_does_not_limit_the_opening()
    {
        var ground = new Playground(One);
        ground.Hold(CallKind.Open);
        var first = ground.Pool.AcquireAsync();
        var second = ground.Pool.AcquireAsync();
        Assert.Equal((1, 1), (ground.Pool.Snapshot().Opening, ground.Pool.Snapshot().Waiting));

        ground.Advance(60);

        Assert.False(first.IsCompleted);
        Assert.Equal(PoolGrantKind.Exhausted, ground.Finished(second).Kind);
        ground.TheCall(CallKind.Open).Succeed();
        Assert.True(ground.Finished(first).IsAcquired);
    }

    [Fact]
    public void An_acquire_of_zero_does_not_wait_at_all()
    {
        var ground = new Playground(One with { Acquire = TimeSpan.Zero });
        using var lease = ground.Acquire();

        Assert.Equal(PoolGrantKind.Exhausted, ground.Acquire().Kind);
        Assert.Null(ground.Time.NextDue);
    }

    [Fact]
    public void Those_who_came_first_are_served_first_and_who_goes_is_passed_over()
    {
        var ground = new Playground(One with { Acquire = null });
        var lease = ground.Acquire();
        using var cancel = new CancellationTokenSource();
        var line = Enumerable.Range(0, 4).Select(i => ground.Pool.AcquireAsync(i == 1 ? cancel.Token : default).AsTask()).ToArray();
        cancel.Cancel();
        ground.RunReady();
        Assert.True(line[1].IsCanceled);
        Assert.Equal(3, ground.Pool.Snapshot().Waiting);

        foreach (var turn in (int[])[0, 2, 3])
        {
            Assert.All(line.Skip(turn), task => Assert.True(task.IsCanceled || !task.IsCompleted));
            lease.Return(reusable: true);
            ground.RunReady();
            lease = line[turn].Now();
        }
    }

    [Fact]
    public void A_connection_that_comes_back_serves_who_waits_for_an_opening_and_the_opening_goes_on_for_the_next()
    {
        var ground = new Playground(new PoolPlan { Max = 2, Acquire = TimeSpan.FromSeconds(1) });
        var lease = ground.Acquire();
        ground.Hold(CallKind.Open);
        var first = ground.Pool.AcquireAsync();
        var second = ground.Pool.AcquireAsync();

        lease.Return(reusable: true);

        Assert.Same(ground.Links[0], ground.Finished(first).Connection);
        ground.Advance(5);
        Assert.False(second.IsCompleted); // it is covered now, so acquire no longer counts
        ground.TheCall(CallKind.Open).Succeed();
        Assert.Equal(2, ground.Finished(second).Connection.Number);
    }

    [Fact]
    public void An_opening_nobody_needs_any_more_ends_in_an_idle_connection()
    {
        var ground = new Playground(new PoolPlan { Max = 2 });
        var lease = ground.Acquire();
        ground.Hold(CallKind.Open);
        var waiting = ground.Pool.AcquireAsync();
        lease.Return(reusable: true);
        Assert.True(ground.Finished(waiting).IsAcquired);

        var opening = ground.TheCall(CallKind.Open);
        Assert.False(opening.Cancel.IsCancellationRequested);
        ground.End(opening, call => call.Succeed());

        Assert.Equal(1, ground.Pool.Snapshot().Idle);
    }

    [Fact]
    public void An_opening_is_given_up_when_the_last_one_who_needs_it_goes()
    {
        var ground = new Playground(One);
        ground.Hold(CallKind.Open);
        using var cancel = new CancellationTokenSource();
        var first = ground.Pool.AcquireAsync(cancel.Token).AsTask();
        var second = ground.Pool.AcquireAsync(cancel.Token).AsTask();
        var opening = ground.TheCall(CallKind.Open);

        cancel.Cancel();
        ground.RunReady();

        Assert.True(first.IsCanceled && second.IsCanceled);
        Assert.True(opening.Cancel.IsCancellationRequested);
        Assert.Equal(1, ground.Pool.Snapshot().Open); // it keeps its place until it has ended
        ground.End(opening, call => call.BeCanceled());
        Assert.Equal(0, ground.Pool.Snapshot().Open);
        Assert.Equal(0, ground.Pool.Snapshot().ConnectFailures);
    }

    [Fact]
    public void An_opening_that_was_given_up_and_succeeds_all_the_same_is_kept()
    {
        var ground = new Playground(One);
        ground.Hold(CallKind.Open);
        using var cancel = new CancellationTokenSource();
        var gone = ground.Pool.AcquireAsync(cancel.Token).AsTask();
        cancel.Cancel();
        var late = ground.Pool.AcquireAsync();

        ground.End(ground.TheCall(CallKind.Open), call => call.Succeed());

        Assert.True(gone.IsCanceled);
        Assert.Equal(1, ground.Finished(late).Connection.Number);
    }

    [Fact]
    public void A_failure_goes_to_whoever_waits_longest_and_the_next_gets_an_attempt_of_its_own()
    {
        var ground = new Playground(One);
        ground.Hold(CallKind.Open);
        var first = ground.Pool.AcquireAsync();
        var second = ground.Pool.AcquireAsync();

        ground.End(ground.TheCall(CallKind.Open), call => call.Fail());

        Assert.Equal(PoolGrantKind.ConnectFailed, ground.Finished(first).Kind);
        Assert.False(second.IsCompleted);
        ground.TheCall(CallKind.Open).Succeed();
        Assert.True(ground.Finished(second).IsAcquired);
    }

    [Fact]
    public void A_hundred_thousand_who_wait_for_a_backend_that_refuses_are_all_told()
    {
        var ground = new Playground(One with { Acquire = null });
        ground.Hold(CallKind.Open);
        var line = Enumerable.Range(0, 100_000).Select(_ => ground.Pool.AcquireAsync()).ToArray();
        ground.OnCall = call => call.Fail();

        ground.TheCall(CallKind.Open).Fail();

        ground.RunReady();
        Assert.True(Array.TrueForAll(line, waiting => waiting.IsCompleted && waiting.Result.Kind == PoolGrantKind.ConnectFailed));
        Assert.Equal(100_000, ground.Pool.Snapshot().ConnectFailures);
    }

    [Fact]
    public void The_line_is_bounded()
    {
        var ground = new Playground(One, waitLimit: 2);
        using var lease = ground.Acquire();
        var line = Enumerable.Range(0, 2).Select(_ => ground.Pool.AcquireAsync().AsTask()).ToArray();

        Assert.Equal(PoolGrantKind.TooManyWaiting, ground.Acquire().Kind);
        Assert.Equal(1, ground.Pool.Snapshot().TurnedAway);
        Assert.All(line, task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public void Who_has_cancelled_before_gets_nothing()
    {
        var ground = new Playground(One);
        var lease = ground.Acquire();
        lease.Return(reusable: true);

        Assert.True(ground.Pool.AcquireAsync(new CancellationToken(canceled: true)).AsTask().IsCanceled);
        Assert.Equal(1, ground.Pool.Snapshot().Idle);
    }

    [Fact]
    public void A_result_is_taken_once()
    {
        var ground = new Playground(One);
        var lease = ground.Acquire();
        var waiting = ground.Pool.AcquireAsync();
        var copy = waiting;
        lease.Return(reusable: true);
        ground.Finished(waiting).Return(reusable: true);

        Assert.Throws<InvalidOperationException>(() => ground.Finished(copy));
        Assert.Equal(1, ground.Pool.Snapshot().Idle);
    }

    [Fact]
    public void A_host_that_ticks_by_itself_needs_no_timer()
    {
        var ground = new Playground(One, hostTicks: true);
        using var lease = ground.Acquire();
        var waiting = ground.Pool.AcquireAsync();
        ground.Advance(10);
        Assert.Null(ground.Time.NextDue);
        Assert.False(waiting.IsCompleted);

        ground.Pool.Tick();

        Assert.Equal(PoolGrantKind.Exhausted, ground.Finished(waiting).Kind);
    }
}
