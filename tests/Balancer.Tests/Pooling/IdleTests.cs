namespace Balancing.Tests.Pooling;

/// <summary>What is kept idle, how long, and what is opened ahead of need.</summary>
public class IdleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Idle_connections_are_closed_when_their_ttl_is_over_and_not_at_some_later_use()
    {
        var ground = Idle(new PoolPlan { Ttl = Minute }, 3);
        ground.Advance(59.999);
        Assert.Equal(3, ground.Pool.Snapshot().Idle);

        ground.Advance(0.001);

        Assert.Equal(0, ground.Pool.Snapshot().Open);
        Assert.All(ground.Links, link => Assert.True(link.IsClosed));
        Assert.Null(ground.Time.NextDue);
    }

    [Fact]
    public void The_oldest_above_smax_are_closed_after_ttl()
    {
        var ground = Idle(new PoolPlan { SMax = 2, Max = 9, Ttl = Minute }, 5);

        ground.Advance(60);

        Assert.Equal([4, 5], ground.OpenLinks.Select(link => link.Number));
        Assert.Null(ground.Time.NextDue);
    }

    [Fact]
    public void A_connection_that_was_idle_for_ttl_is_never_used_again()
    {
        var ground = Idle(new PoolPlan { SMax = 2, Max = 9, Ttl = Minute }, 2);
        ground.Advance(60);

        Assert.Equal(3, ground.Acquire().Connection.Number);
        Assert.Equal([3], ground.OpenLinks.Select(link => link.Number));
    }

    [Fact]
    public void Without_ttl_idle_connections_above_smax_are_closed_at_once()
    {
        var ground = Idle(new PoolPlan { SMax = 2 }, 4);

        Assert.Equal([3, 4], ground.OpenLinks.Select(link => link.Number));
    }

    [Fact]
    public void Without_ttl_and_smax_nothing_is_ever_due()
    {
        var ground = Idle(new PoolPlan(), 4);
        ground.Advance(1e6);

        Assert.Equal(4, ground.Pool.Snapshot().Idle);
        Assert.Null(ground.Time.NextDue);
    }

    [Fact]
    public void One_timer_serves_the_whole_pool()
    {
        var ground = new Playground(new PoolPlan { Ttl = Minute });
        var leases = Enumerable.Range(0, 3).Select(_ => ground.Acquire()).ToArray();
        for (var i = 0; i < 3; i++)
        {
            leases[i].Return(reusable: true);
            ground.Advance(10);
        }

        ground.Advance(30);
        Assert.Equal([2, 3], ground.OpenLinks.Select(link => link.Number));
        ground.Advance(10);
        Assert.Equal([3], ground.OpenLinks.Select(link => link.Number));
        ground.Advance(10);
        Assert.Empty(ground.OpenLinks);
    }

    [Fact]
    public void Min_connections_are_opened_at_the_start_and_not_before()
    {
        var ground = new Playground(new PoolPlan { Min = 3, Max = 5 });
        ground.Advance(10);
        Assert.Equal(0, ground.Asked);

        var start = ground.Pool.StartAsync();

        ground.RunReady();
        Assert.True(start.Now());
        Assert.Equal(3, ground.Pool.Snapshot().Idle);
        using var lease = ground.Acquire();
        Assert.Equal(3, ground.Pool.Snapshot().Open);
    }

    [Fact]
    public void The_first_use_starts_the_pool_too()
    {
        var ground = new Playground(new PoolPlan { Min = 3, Max = 5 });
        using var lease = ground.Acquire();

        Assert.Equal((3, 2), (ground.Pool.Snapshot().Open, ground.Pool.Snapshot().Idle));
    }

    [Fact]
    public void Min_connections_whose_ttl_is_over_are_replaced()
    {
        var ground = new Playground(new PoolPlan { Min = 2, SMax = 4, Ttl = Minute });
        var start = ground.Pool.StartAsync();

        ground.Advance(60);

        Assert.True(start.Now());

        Assert.Equal(2, ground.Pool.Snapshot().Idle);
        Assert.Equal([1, 2], ground.Links.Where(link => link.IsClosed).Select(link => link.Number));
        Assert.Equal(3, Math.Min(3, ground.Acquire().Connection.Number));
    }

    [Fact]
    public void What_cannot_be_opened_ahead_is_reported_and_tried_again_after_growing_pauses()
    {
        var ground = new Playground(new PoolPlan { Min = 1 }) { OnCall = call => call.Fail() };
        var start = ground.Pool.StartAsync();
        ground.RunReady();
        Assert.False(start.Now());
        Assert.Equal(PoolTroubleKind.OpenFailed, Assert.Single(ground.Troubles).Kind);

        var attempts = new List<double>();
        for (var second = 1; second <= 200; second++)
        {
            var before = ground.Asked;
            ground.Advance(1);
            if (ground.Asked > before)
            {
                attempts.Add(second);
            }
        }

        Assert.Equal([1, 3, 7, 15, 31, 63, 127, 191], attempts);
        ground.OnCall = call => call.Succeed();
        ground.Advance(64);
        Assert.Equal(1, ground.Pool.Snapshot().Idle);
        Assert.Null(ground.Time.NextDue);
    }

    [Fact]
    public void An_address_is_resolved_again_after_its_time_and_older_connections_are_not_used()
    {
        var ground = Idle(new PoolPlan { AddressTtl = Minute }, 2);
        using (var third = Using(ground, 3))
        {
            ground.Advance(60);
            Assert.True(ground.Links[0].IsClosed && ground.Links[1].IsClosed);
            third.Return(reusable: true);
        }

        Assert.True(ground.Links[2].IsClosed);
        using var lease = ground.Acquire();
        Assert.Equal([true, false, false, true], ground.Resolved);
    }

    [Fact]
    public void A_failure_makes_the_next_attempt_resolve_again()
    {
        var ground = new Playground(new PoolPlan());
        using var first = ground.Acquire();
        ground.OnCall = call => call.Fail();
        ground.Acquire();
        ground.OnCall = call => call.Succeed();
        using var third = ground.Acquire();
        using var fourth = ground.Acquire();

        Assert.Equal([true, false, true, false], ground.Resolved);
    }

    [Fact]
    public void An_address_for_one_connection_allows_neither_reuse_nor_opening_ahead()
    {
        var ground = new Playground(new PoolPlan { Min = 2, AddressTtl = TimeSpan.Zero });
        var start = ground.Pool.StartAsync();
        ground.Acquire().Return(reusable: true);
        ground.Acquire().Return(reusable: true);

        Assert.True(start.Now());
        Assert.Equal(0, ground.Pool.Snapshot().Open);
        Assert.Equal([true, true], ground.Resolved);
    }

    [Fact]
    public void Clearing_closes_what_is_idle_now_and_what_is_leased_when_it_comes_back()
    {
        var ground = Idle(new PoolPlan(), 2);
        var lease = ground.Acquire();

        ground.Pool.Clear();

        Assert.Equal([2], ground.OpenLinks.Select(link => link.Number));
        lease.Return(reusable: true);
        Assert.Empty(ground.OpenLinks);
        using var next = ground.Acquire();
        Assert.True(ground.Resolved[^1]);
    }

    [Fact]
    public void A_lower_max_closes_idle_ones_at_once_and_leased_ones_when_they_come_back()
    {
        var ground = Idle(new PoolPlan { Max = 4 }, 4);
        PoolGrant<Link>[] leases = [ground.Acquire(), ground.Acquire()];

        ground.Apply(new PoolPlan { Max = 1 });

        Assert.Equal(2, ground.Pool.Snapshot().Open);
        var waiting = ground.Pool.AcquireAsync();
        leases[0].Return(reusable: true);
        Assert.False(waiting.IsCompleted);
        leases[1].Return(reusable: true);
        Assert.Same(ground.Finished(waiting).Connection, Assert.Single(ground.OpenLinks));
    }

    [Fact]
    public void An_opening_that_ends_above_a_lower_max_is_not_used()
    {
        var ground = new Playground(new PoolPlan { Max = 2 });
        using var lease = ground.Acquire();
        ground.Hold(CallKind.Open);
        var waiting = ground.Pool.AcquireAsync();
        ground.Apply(new PoolPlan { Max = 1 });

        ground.End(ground.TheCall(CallKind.Open), call => call.Succeed());

        Assert.False(waiting.IsCompleted);
        Assert.Equal([1], ground.OpenLinks.Select(link => link.Number));
        lease.Return(reusable: true);
        Assert.Equal(1, ground.Finished(waiting).Connection.Number);
    }

    [Fact]
    public void A_higher_max_serves_those_who_wait()
    {
        var ground = new Playground(new PoolPlan { Max = 1 });
        using var lease = ground.Acquire();
        var line = Enumerable.Range(0, 3).Select(_ => ground.Pool.AcquireAsync().AsTask()).ToArray();

        ground.Apply(new PoolPlan { Max = 3 });

        ground.RunReady();
        Assert.Equal([true, true, false], line.Select(task => task.IsCompleted));
    }

    [Fact]
    public void Other_times_count_for_those_who_wait_and_for_what_is_idle()
    {
        var ground = Idle(new PoolPlan { Max = 2 }, 2);
        ground.Apply(new PoolPlan { Max = 2, Ttl = Minute });
        ground.Advance(60);
        Assert.Equal(0, ground.Pool.Snapshot().Open);

        ground.Acquire();
        ground.Acquire();
        var waiting = ground.Pool.AcquireAsync();
        ground.Advance(1);
        ground.Apply(new PoolPlan { Max = 2, Acquire = TimeSpan.FromSeconds(3) });
        ground.Advance(2);
        Assert.Equal(PoolGrantKind.Exhausted, ground.Finished(waiting).Kind);
    }

    [Fact]
    public void A_plan_that_makes_no_sense_is_refused()
    {
        var ground = new Playground(new PoolPlan());

        Assert.Throws<ArgumentOutOfRangeException>("plan", () => ground.Pool.Apply(new PoolPlan { Max = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("plan", () => ground.Pool.Apply(new PoolPlan { SMax = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("services", () => new Playground(new PoolPlan(), waitLimit: 0));
        Assert.Throws<ArgumentOutOfRangeException>("plan", () => ground.Pool.Apply(new PoolPlan { Ttl = -Minute }));
    }

    // A pool with so many idle connections, given back in the order of their numbers.
    private static Playground Idle(PoolPlan plan, int count)
    {
        var ground = new Playground(plan);
        var leases = Enumerable.Range(0, count).Select(_ => ground.Acquire()).ToArray();
        Array.ForEach(leases, lease => lease.Return(reusable: true));
        return ground;
    }

    private static PoolGrant<Link> Using(Playground ground, int number)
    {
        var others = new List<PoolGrant<Link>>();
        while (true)
        {
            var lease = ground.Acquire();
            if (lease.Connection.Number == number)
            {
                others.ForEach(other => other.Return(reusable: true));
                return lease;
            }

            others.Add(lease);
        }
    }
}
