namespace Balancing.Tests.Elections;

public class OtherMethodsTests
{
    private readonly Testing.ManualTimeProvider _time = new();

    [Fact]
    public void Bytraffic_gives_each_its_share_of_the_bytes()
    {
        using var foo = Sample.Weighted(1, 1, 3).LbMethod(LbMethods.ByTraffic).Build();
        var answer = Outcome.Completed(200, sent: 100, received: 200);

        Assert.Equal("a b c c c a b c c c", string.Join(' ', Enumerable.Range(0, 10).Select(_ => foo.Once(Sample.Anyone, answer))));
    }

    [Fact]
    public void Bybusyness_takes_the_least_busy_and_shares_among_equals()
    {
        using var foo = Sample.Weighted(1, 1, 1).LbMethod(LbMethods.ByBusyness).Build();
        var first = foo.Acquire(Sample.Anyone);
        using var second = foo.Acquire(Sample.Anyone);
        using var third = foo.Acquire(Sample.Anyone);
        first.Dispose();

        Assert.Equal("a b c", $"{first.Member.Url.Host} {second.Member.Url.Host} {third.Member.Url.Host}");
        Assert.Equal("a a a", foo.Play(3));
    }

    [Fact]
    public void Heartbeat_draws_in_proportion_to_idle_workers_and_factor_and_honours_sets_D16()
    {
        using var foo = Balancer.Create("foo").LbMethod(LbMethods.Heartbeat).Seed(7).Time(_time)
            .Member("http://a").Member("http://b", m => m.LoadFactor(2)).Member("http://c").Member("http://later", m => m.LbSet(1))
            .Member("http://drained", m => m.Drain()).Build();
        foreach (var (host, ready) in new[] { ("a", 10), ("b", 10), ("later", 99), ("drained", 99) })
        {
            Assert.True(foo.Beat(host, ready, busy: 1));
        }

        foo.Play(3_000);
        var elected = foo.Snapshot().Members.ToDictionary(m => m.Url, m => m.Elected);
        Assert.InRange(elected["http://a"], 900, 1_100);
        Assert.InRange(elected["http://b"], 1_900, 2_100);
        Assert.Equal((0, 0, 0), (elected["http://c"], elected["http://later"], elected["http://drained"]));
    }

    [Fact]
    public void Heartbeat_forgets_who_was_silent_for_ten_seconds_and_then_asks_the_next_set()
    {
        using var foo = Balancer.Create("foo").LbMethod("heartbeat").Time(_time).Member("http://a").Member("http://b", m => m.LbSet(1)).Build();
        Assert.Equal("-", foo.Play(1));
        foo.Beat("a", 4, 1);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        foo.Beat("b", 4, 1);
        Assert.Equal("a", foo.Play(1));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal("b", foo.Play(1));
    }

    [Fact]
    public void Heartbeat_lets_an_idle_server_start_slowly_and_knows_members_by_host_and_port()
    {
        using var foo = Balancer.Create("foo").LbMethod("heartbeat").Seed(1).Time(_time).Member("http://h:1").Member("http://h:2").Build();
        Assert.True(foo.Beat("h:1", ready: 8, busy: 0));
        Assert.True(foo.Beat("h:2", ready: 8, busy: 1));
        Assert.False(foo.Beat("elsewhere", 1, 1));
        foo.Play(1_000);

        Assert.InRange(foo.Snapshot()["http://h:1"].Elected, 150, 250);
    }

    [Fact]
    public void The_same_seed_draws_the_same()
    {
        string Run()
        {
            using var foo = Balancer.Create("foo").LbMethod("heartbeat").Seed(42).Time(_time).Member("http://a").Member("http://b").Build();
            foo.Beat("a", 5, 1);
            foo.Beat("b", 5, 1);
            return foo.Play(50);
        }

        Assert.Equal(Run(), Run());
    }
}
