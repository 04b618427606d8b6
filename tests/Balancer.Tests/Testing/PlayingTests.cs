namespace Balancing.Testing.Tests;

public class PlayingTests
{
    [Fact]
    public void A_sequence_reads_like_a_schedule()
    {
        var foo = Balancer.Create("foo").Member("http://a").Member("http://b", m => m.LoadFactor(2)).Build();

        Assert.Equal("b a b b a b", foo.Play(6));
        Assert.Equal(0, foo.Snapshot().Members.Sum(m => m.Busy));
    }

    [Fact]
    public void Members_are_told_apart_by_host_else_by_port_else_by_url()
    {
        Assert.Equal("h:1 h:2", Balancer.Create("foo").Member("http://h:1").Member("http://h:2").Build().Play(2));
        Assert.Equal("http://h/a http://h/b", Balancer.Create("foo").Member("http://h/a").Member("http://h/b").Build().Play(2));
        Assert.Equal("red blue", Balancer.Create("foo").Member("red", new object()).Member("blue", new object()).Build().Play(2));
    }

    [Fact]
    public void Requests_may_differ_and_members_answer_as_told()
    {
        var foo = Balancer.Create("foo").Member("http://a", m => m.Route("a")).Member("http://b", m => m.Route("b"))
            .StickySession("s").LbMethod(LbMethods.ByTraffic).Build();

        var played = foo.Play(
            [RequestFacts.Get("/"), RequestFacts.Get("/").InSession("a"), RequestFacts.Get("/"), RequestFacts.Get("/")],
            member => Outcome.Completed(200, received: member.Url.Host == "a" ? 1000 : 600));

        Assert.Equal("a a b b", played);
    }

    [Fact]
    public void A_request_that_gets_nobody_is_a_dash() =>
        Assert.Equal("- -", Balancer.Create("foo").Member("http://a", m => m.Disabled()).Build().Play(2));

    [Fact]
    public async Task Through_the_loop_a_failover_shows_who_was_asked()
    {
        var backends = new ScriptedBackends();
        backends["http://a"].RefusesOnce();
        var foo = Balancer.Create("foo").Member("http://a", m => m.Retry(TimeSpan.Zero)).Member("http://b").Build();

        Assert.Equal("a>b a b", await foo.PlayAsync(3, backends));
    }

    [Fact]
    public void Held_leases_stay_busy_until_they_end()
    {
        var foo = Balancer.Create("foo").Member("http://a").Member("http://b").LbMethod(LbMethods.ByBusyness).Build();

        var leases = foo.Hold(3);
        Assert.Equal(3, foo.Snapshot().Members.Sum(m => m.Busy));

        foreach (var lease in leases)
            lease.Dispose();
        Assert.Equal(0, foo.Snapshot().Members.Sum(m => m.Busy));
    }
}
