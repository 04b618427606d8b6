namespace Balancing.Tests.Pooling;

/// <summary>A pool that closes lets nobody in, waits for its leases until a deadline, and leaves nothing open.</summary>
public class ClosingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Playground _ground = new(new PoolPlan { Max = 2 });

    [Fact]
    public void It_ends_when_the_last_lease_has_come_back()
    {
        var first = _ground.Acquire();
        var second = _ground.Acquire();
        second.Return(reusable: true);
        var waiting = _ground.Acquire();
        var late = _ground.Pool.AcquireAsync();

        var closing = _ground.Pool.CloseAsync(Minute);

        Assert.Equal(PoolGrantKind.Closed, _ground.Finished(late).Kind);
        Assert.Equal(PoolGrantKind.Closed, _ground.Acquire().Kind);
        first.Return(reusable: true);
        Assert.False(closing.IsCompleted);
        waiting.Return(reusable: true);
        _ground.RunReady();
        Assert.Equal(0, closing.Now());
        Assert.Empty(_ground.OpenLinks);
        Assert.Null(_ground.Time.NextDue);
    }

    [Fact]
    public void At_the_deadline_connections_are_taken_away()
    {
        var lease = _ground.Acquire();
        var link = lease.Connection;
        var closing = _ground.Pool.CloseAsync(Minute);
        _ground.Advance(59.9);
        Assert.False(closing.IsCompleted);

        _ground.Advance(0.1);

        Assert.Equal(1, closing.Now());
        Assert.True(link.IsClosed);
        Assert.Throws<InvalidOperationException>(() => lease.Connection);
        lease.Return(reusable: true);
        Assert.Equal(0, _ground.Pool.Snapshot().Open);
    }

    [Fact]
    public void A_token_brings_the_deadline_forward()
    {
        using var cancel = new CancellationTokenSource();
        using var lease = _ground.Acquire();
        var closing = _ground.Pool.CloseAsync(Timeout.InfiniteTimeSpan, cancel.Token);
        _ground.Advance(1e6);
        Assert.False(closing.IsCompleted);

        cancel.Cancel();

        _ground.RunReady();
        Assert.Equal(1, closing.Now());
    }

    [Fact]
    public async Task A_second_closing_may_shorten_the_first()
    {
        using var lease = _ground.Acquire();
        var first = _ground.Pool.CloseAsync(Minute);
        var second = _ground.Pool.CloseAsync(TimeSpan.FromSeconds(1));

        _ground.Advance(1);

        Assert.Equal(1, await first);
        Assert.Equal(1, await second);
    }

    [Fact]
    public void What_is_being_opened_is_given_up_and_closed_if_it_comes_all_the_same()
    {
        _ground.Hold(CallKind.Open);
        var waiting = _ground.Pool.AcquireAsync();
        var closing = _ground.Pool.CloseAsync(Minute);
        Assert.Equal(PoolGrantKind.Closed, _ground.Finished(waiting).Kind);
        var opening = _ground.TheCall(CallKind.Open);
        Assert.True(opening.Cancel.IsCancellationRequested);
        Assert.False(closing.IsCompleted);

        _ground.End(opening, call => call.Succeed());

        Assert.True(closing.IsCompleted);
        Assert.True(Assert.Single(_ground.Links).IsClosed);
    }

    [Fact]
    public void A_close_that_fails_is_reported_and_frees_the_place()
    {
        _ground.OnCall = call =>
        {
            if (call.Kind == CallKind.Close)
            {
                call.Fail();
            }

            call.Succeed();
        };
        _ground.Acquire().Dispose();
        _ground.RunReady();

        Assert.Equal(PoolTroubleKind.CloseFailed, Assert.Single(_ground.Troubles).Kind);
        Assert.Equal((0, 1), (_ground.Pool.Snapshot().Open, (int)_ground.Pool.Snapshot().Closed));
    }

    [Fact]
    public void A_connection_keeps_its_place_until_it_is_closed()
    {
        var ground = new Playground(new PoolPlan { Max = 1 });
        ground.Hold(CallKind.Close);
        ground.Acquire().Dispose();
        var waiting = ground.Pool.AcquireAsync();
        ground.RunReady();
        Assert.Equal((1, 1), (ground.Pool.Snapshot().Closing, ground.Pool.Snapshot().Waiting));

        ground.End(ground.TheCall(CallKind.Close), call => call.Succeed());

        Assert.Equal(2, ground.Finished(waiting).Connection.Number);
        Assert.Empty(ground.Wrongs);
    }

    [Fact]
    public async Task Disposing_of_a_pool_that_nobody_uses_ends_at_once()
    {
        var pool = new ConnectionPool<string>(Connector.Create((_, _) => ValueTask.FromResult("")), new PoolPlan { Min = 2 });
        Assert.True(await pool.StartAsync());

        await pool.DisposeAsync();
        await pool.DisposeAsync();

        Assert.Equal(PoolGrantKind.Closed, (await pool.AcquireAsync()).Kind);
        Assert.Equal(2, pool.Snapshot().Closed);
        Assert.False(await pool.StartAsync());
    }
}
