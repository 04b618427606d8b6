namespace Balancing.Tests.Attempts;

public class LeaseTests
{
    [Fact]
    public void A_lease_keeps_its_member_busy_until_it_ends()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var lease = foo.Acquire(Sample.Anyone);
        Assert.Equal(1, foo.Snapshot()["http://a"].Busy);

        lease.Report(Outcome.Completed(200, sent: 512, received: 20_480));

        var a = foo.Snapshot()["http://a"];
        Assert.Equal((0, 512L, 20_480L, 1L), (a.Busy, a.Sent, a.Received, a.Elected));
    }

    [Fact]
    public void It_ends_once_whatever_is_called_how_often_and_on_which_copy()
    {
        using var foo = Sample.Weighted(1).Build();
        var first = foo.Acquire(Sample.Anyone);
        var copy = first;
        first.Report(Outcome.Completed(200));
        copy.Dispose();
        var second = foo.Acquire(Sample.Anyone);
        copy.Report(Outcome.ConnectFailed());
        first.Dispose();

        var a = foo.Snapshot()["http://a"];
        Assert.Equal((1, "Init Ok"), (a.Busy, a.StatusText));
        second.Dispose();
        Assert.Equal(0, foo.Snapshot()["http://a"].Busy);
    }

    [Fact]
    public void Traffic_counts_while_it_flows()
    {
        using var foo = Sample.Weighted(1, 1).LbMethod(LbMethods.ByTraffic).Build();
        var slow = foo.Acquire(Sample.Anyone);
        slow.Count(0, 1_000_000);

        Assert.Equal("b b b", foo.Play(3));
        slow.Report(Outcome.Completed(200, sent: 10));
        slow.Count(5, 5);
        Assert.Equal((10L, 1_000_000L), (foo.Snapshot()["http://a"].Sent, foo.Snapshot()["http://a"].Received));
    }

    [Fact]
    public void A_refusal_is_a_value_with_a_reason_and_a_status()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Disabled()).Build();
        using var lease = foo.Acquire(Sample.Anyone);

        Assert.False(lease.IsAcquired);
        Assert.Equal((503, "NoMember"), (lease.Refusal!.SuggestedStatus, lease.Refusal.Reason));
        Assert.Equal(Verdict.Done, lease.Report(Outcome.Completed(200)));
        Assert.Throws<InvalidOperationException>(() => lease.Member);
    }

    [Fact]
    public void Byte_counts_go_beyond_four_gigabytes()
    {
        using var foo = Sample.Weighted(1, 1).LbMethod(LbMethods.ByTraffic).Build();
        foo.Once(Sample.Anyone, Outcome.Completed(200, sent: 5_000_000_000, received: 7_000_000_000));

        Assert.Equal("b b", foo.Play(2));
        Assert.Equal(7_000_000_000, foo.Snapshot()["http://a"].Received);
    }

    [Fact]
    public void A_member_may_be_anything_the_host_attaches()
    {
        var shard = new object();
        using var foo = Balancer.Create("shards").Member("shard-7", shard).Member("udp://10.0.0.1:7777", m => m.Attach("session")).Build();

        Assert.Same(shard, foo.Acquire(RequestFacts.ForKey("player-1")).Member.Attached);
        Assert.Equal("session", foo.Acquire(RequestFacts.ForKey("player-2")).Member.Attached);
    }

    [Fact]
    public void Acquire_and_report_allocate_nothing()
    {
        using var foo = Sample.Weighted(1, 2, 3, 4).StickySession("SID").Build();
        var (anyone, session) = (RequestFacts.Get("/app/x?a=1"), RequestFacts.Get("/app/x?a=1").Cookie("other", "1").Cookie("SID", "s1.b"));
        Run(foo, anyone, session, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(foo, anyone, session, 1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Run(Balancer foo, in RequestFacts anyone, in RequestFacts session, int times)
    {
        for (var i = 0; i < times; i++)
        {
            foo.Acquire(in anyone).Report(Outcome.Completed(200, 10, 20));
            foo.Acquire(in session).Report(Outcome.Completed(200, 10, 20));
        }
    }
}
