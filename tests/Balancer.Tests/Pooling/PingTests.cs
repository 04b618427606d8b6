namespace Balancing.Tests.Pooling;

/// <summary>The other side is asked before each use, and a connection that does not answer is replaced once.</summary>
public class PingTests
{
    private readonly Playground _ground = new(new PoolPlan { Max = 1 }, pings: true);

    [Fact]
    public void A_connection_that_does_not_answer_is_closed_and_a_new_one_is_opened_in_its_place()
    {
        _ground.Acquire().Return(reusable: true);
        _ground.OnCall = call => call.Succeed(call.Kind != CallKind.Ping || call.Link.Number > 1);

        var grant = _ground.Acquire();

        Assert.Equal(2, grant.Connection.Number);
        Assert.True(_ground.Links[0].IsClosed);
        Assert.Empty(_ground.Wrongs);
        Assert.Equal(2, _ground.Pool.Snapshot().Acquired);
    }

    [Fact]
    public void After_the_second_connection_without_an_answer_it_is_a_failure()
    {
        _ground.OnCall = call => call.Succeed(call.Kind != CallKind.Ping);

        var grant = _ground.Acquire();

        Assert.Equal(PoolGrantKind.ConnectFailed, grant.Kind);
        Assert.Contains("ping", grant.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(2, _ground.Asked);
        Assert.Equal(0, _ground.Pool.Snapshot().Open);
    }

    [Fact]
    public void A_ping_that_throws_is_reported_and_counts_as_no_answer()
    {
        _ground.OnCall = call =>
        {
            if (call is { Kind: CallKind.Ping, Link.Number: 1 })
            {
                call.Fail();
            }

            call.Succeed();
        };

        Assert.Equal(2, _ground.Acquire().Connection.Number);
        _ground.RunReady();
        Assert.Equal(PoolTroubleKind.PingFailed, Assert.Single(_ground.Troubles).Kind);
    }

    [Fact]
    public void Who_goes_during_the_ping_leaves_no_connection_behind_on_which_an_answer_may_still_come()
    {
        _ground.Hold(CallKind.Ping);
        using var cancel = new CancellationTokenSource();
        var acquiring = _ground.Pool.AcquireAsync(cancel.Token).AsTask();
        _ground.RunReady();
        cancel.Cancel();

        _ground.End(_ground.TheCall(CallKind.Ping), call => call.BeCanceled());

        Assert.True(acquiring.IsCanceled);
        Assert.True(_ground.Links[0].IsClosed);
    }

    [Fact]
    public void The_place_of_a_dead_connection_is_not_given_to_others_while_it_is_replaced()
    {
        _ground.Hold(CallKind.Close);
        _ground.Acquire().Return(reusable: true);
        _ground.Links[0].IsAlive = true;
        _ground.OnCall = call =>
        {
            if (call.Kind == CallKind.Open || (call.Kind == CallKind.Ping && call.Link.Number > 1))
            {
                call.Succeed();
            }
            else if (call.Kind == CallKind.Ping)
            {
                call.Succeed(answer: false);
            }
        };
        var first = _ground.Pool.AcquireAsync();
        _ground.RunReady();
        var second = _ground.Pool.AcquireAsync();
        Assert.Equal(1, _ground.Pool.Snapshot().Closing);

        _ground.End(_ground.TheCall(CallKind.Close), call => call.Succeed());

        Assert.Equal(2, _ground.Finished(first).Connection.Number);
        Assert.False(second.IsCompleted);
        Assert.Empty(_ground.Wrongs);
    }

    [Fact]
    public void Who_loses_the_place_of_a_dead_connection_to_a_lower_max_comes_first_in_line()
    {
        var ground = new Playground(new PoolPlan { Max = 2 }, pings: true);
        var other = ground.Acquire();
        ground.Acquire().Return(reusable: true);
        ground.OnCall = call =>
        {
            if (call.Kind != CallKind.Close)
            {
                call.Succeed(call is not { Kind: CallKind.Ping, Link.Number: 2 });
            }
        };
        var first = ground.Pool.AcquireAsync();
        var second = ground.Pool.AcquireAsync();
        ground.RunReady();
        ground.Apply(new PoolPlan { Max = 1 });

        ground.End(ground.TheCall(CallKind.Close), call => call.Succeed());
        other.Return(reusable: true);

        Assert.Equal(1, ground.Finished(first).Connection.Number);
        Assert.False(second.IsCompleted);
        Assert.Empty(ground.Wrongs);
    }

    [Fact]
    public void A_fresh_connection_takes_the_place_of_a_used_one()
    {
        var ground = new Playground(new PoolPlan { Max = 1 });
        ground.Acquire().Return(reusable: true);

        var fresh = ground.Finished(ground.Pool.AcquireFreshAsync());

        Assert.Equal(2, fresh.Connection.Number);
        Assert.False(fresh.IsReused);
        Assert.Empty(ground.Wrongs);
    }
}
