namespace Balancing.Tests.Pooling;

/// <summary>A connection is leased to one user at a time, and a lease ends once.</summary>
public class LeasingTests
{
    private readonly Playground _ground = new(new PoolPlan { Max = 2 });

    [Fact]
    public void A_connection_that_was_given_back_is_used_again_and_the_last_one_first()
    {
        var first = _ground.Acquire();
        var second = _ground.Acquire();
        var last = second.Connection;
        first.Return(reusable: true);
        second.Return(reusable: true);

        var again = _ground.Acquire();

        Assert.Same(last, again.Connection);
        Assert.True(again.IsReused);
        Assert.False(first.IsReused);
        Assert.Equal(2, _ground.Asked);
    }

    [Fact]
    public void A_lease_ends_once_whatever_is_called_on_whichever_copy()
    {
        var lease = _ground.Acquire();
        var copy = lease;
        var link = lease.Connection;
        lease.Return(reusable: true);

        var next = _ground.Acquire();
        copy.Return(reusable: true);
        copy.Dispose();
        lease.Dispose();

        Assert.Same(link, next.Connection);
        Assert.False(link.IsClosing);
        Assert.Equal(1, _ground.Pool.Snapshot().InUse);
    }

    [Fact]
    public void A_lease_that_has_ended_gives_no_access_to_the_connection()
    {
        var lease = _ground.Acquire();
        lease.Return(reusable: true);

        Assert.Contains("ended", Assert.Throws<InvalidOperationException>(() => lease.Connection).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_that_is_only_disposed_of_closes_its_connection()
    {
        var lease = _ground.Acquire();
        var link = lease.Connection;
        lease.Dispose();

        Assert.True(link.IsClosed);
        Assert.Equal(0, _ground.Pool.Snapshot().Open);
    }

    [Fact]
    public void A_connection_that_is_not_reusable_is_closed_and_makes_place_for_who_waits()
    {
        var first = _ground.Acquire();
        _ground.Acquire();
        var waiting = _ground.Pool.AcquireAsync();
        Assert.Equal(1, _ground.Pool.Snapshot().Waiting);

        first.Return(reusable: false);

        Assert.Equal(3, _ground.Finished(waiting).Connection.Number);
    }

    [Fact]
    public void Connections_that_died_while_idle_are_closed_and_the_next_one_is_tried()
    {
        var ground = new Playground(new PoolPlan());
        var leases = Enumerable.Range(0, 3).Select(_ => ground.Acquire()).ToArray();
        Array.ForEach(leases, lease => lease.Return(reusable: true));
        ground.Links[2].IsAlive = false;
        ground.Links[1].IsAlive = false;

        Assert.Same(ground.Links[0], ground.Acquire().Connection);
        Assert.True(ground.Links[1].IsClosed);
        Assert.True(ground.Links[2].IsClosed);
        Assert.Equal(4, ground.Pool.Snapshot().Acquired);
    }

    [Fact]
    public void A_connection_that_comes_back_dead_is_not_given_to_who_waits()
    {
        var first = _ground.Acquire();
        _ground.Acquire();
        var waiting = _ground.Pool.AcquireAsync();
        first.Connection.IsAlive = false;

        first.Return(reusable: true);

        Assert.Equal(3, _ground.Finished(waiting).Connection.Number);
        Assert.True(_ground.Links[0].IsClosed);
    }

    [Fact]
    public void With_disablereuse_every_connection_is_used_once()
    {
        var ground = new Playground(new PoolPlan { DisableReuse = true });
        var lease = ground.Acquire();
        lease.Return(reusable: true);

        Assert.True(ground.Links[0].IsClosed);
        Assert.Equal(2, ground.Acquire().Connection.Number);
    }

    [Fact]
    public void With_max_1_a_pool_is_a_singleton_that_is_passed_on()
    {
        var ground = new Playground(new PoolPlan { Max = 1 });
        var lease = ground.Acquire();
        var line = Enumerable.Range(0, 3).Select(_ => ground.Pool.AcquireAsync().AsTask()).ToArray();
        for (var i = 0; i < 3; i++)
        {
            lease.Return(reusable: true);
            ground.RunReady();
            lease = line[i].Now();
        }

        Assert.Equal(1, ground.Asked);
        Assert.Equal(4, ground.Links[0].Number + ground.Pool.Snapshot().Acquired - 1);
    }

    [Fact]
    public void A_backend_that_refuses_is_a_value()
    {
        _ground.OnCall = call => call.Fail();

        var grant = _ground.Acquire();

        Assert.Equal(PoolGrantKind.ConnectFailed, grant.Kind);
        Assert.IsType<IOException>(grant.Error);
        Assert.Equal(OutcomeKind.ConnectFailed, grant.ToOutcome().Kind);
        Assert.Throws<InvalidOperationException>(() => grant.Connection);
        Assert.Equal(0, _ground.Pool.Snapshot().Open);
        Assert.Equal(1, _ground.Pool.Snapshot().ConnectFailures);
    }

    [Fact]
    public async Task A_connector_that_returns_nothing_has_failed()
    {
        await using var pool = new ConnectionPool<string>(Connector.Create<string>((_, _) => default));

        Assert.Equal(PoolGrantKind.ConnectFailed, (await pool.AcquireAsync()).Kind);
    }

    [Fact]
    public async Task A_connector_of_functions_disposes_of_what_can_be_disposed_of()
    {
        var stream = new MemoryStream();
        await using (var pool = new ConnectionPool<Stream>(Connector.Create((_, _) => ValueTask.FromResult<Stream>(stream))))
        {
            using var lease = await pool.AcquireAsync();
            lease.Return(reusable: true);
            Assert.True(lease.Kind == PoolGrantKind.Acquired && stream.CanRead);
        }

        Assert.False(stream.CanRead);
    }

    [Fact]
    public async Task An_opening_does_not_see_the_context_of_who_asked_for_it()
    {
        var local = new AsyncLocal<string?> { Value = "mine" };
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pool = new ConnectionPool<string>(Connector.Create(async (_, _) =>
        {
            await gate.Task.ConfigureAwait(false);
            return local.Value ?? "nobody's";
        }));
        var acquiring = pool.AcquireAsync();
        gate.SetResult();
        using var lease = await acquiring;

        Assert.Equal("nobody's", lease.Connection);
        Assert.Equal("mine", local.Value);
    }
}
