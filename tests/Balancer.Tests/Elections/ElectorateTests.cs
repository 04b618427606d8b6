namespace Balancing.Tests.Elections;

public class ElectorateTests
{
    [Fact]
    public void A_higher_set_is_asked_only_when_the_lower_has_nobody()
    {
        using var foo = Balancer.Create("foo")
            .Member("http://a").Member("http://b", m => m.LbSet(1)).Member("http://c", m => m.LbSet(5)).Build();

        Assert.Equal("a a", foo.Play(2));
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        Assert.Equal("b b", foo.Play(2));
        foo.Edit(new MemberEdit("http://b") { Stopped = true });
        Assert.Equal("c c", foo.Play(2));
        foo.Edit(new MemberEdit("http://c") { Drain = true });
        Assert.Equal("- -", foo.Play(2));
    }

    [Fact]
    public void A_standby_serves_before_the_next_set_does()
    {
        using var foo = Balancer.Create("foo")
            .Member("http://a", m => m.Disabled()).Member("http://h", m => m.HotStandby()).Member("http://s", m => m.LbSet(1)).Build();

        Assert.Equal("h h h", foo.Play(3));
    }

    [Fact]
    public void Standbys_share_by_their_own_factors()
    {
        using var foo = Balancer.Create("foo")
            .Member("http://g", m => m.HotStandby()).Member("http://h", m => m.HotStandby().LoadFactor(2)).Build();

        Assert.Equal("h g h h g h", foo.Play(6));
    }

    [Fact]
    public void One_spare_stands_in_for_each_member_that_is_out_beside_the_others()
    {
        using var foo = Balancer.Create("foo")
            .Member("http://a").Member("http://b").Member("http://c")
            .Member("http://r", m => m.HotSpare()).Member("http://s", m => m.HotSpare()).Build();

        Assert.Equal("a b c", foo.Play(3));
        foo.Edit(new MemberEdit("http://b") { Disabled = true });
        Assert.Equal("a c r a c r", foo.Play(6));
        foo.Edit(new MemberEdit("http://c") { Drain = true });
        Assert.Equal("a r s a r s", foo.Play(6));
    }

    [Fact]
    public void A_draining_member_gets_only_its_own_sessions()
    {
        using var foo = Sample.Weighted(1, 1).StickySession("SID").Build();
        foo.Edit(new MemberEdit("http://a") { Drain = true });

        Assert.Equal("b b b", foo.Play(3));
        Assert.Equal("a", foo.Session("a"));
    }

    [Fact]
    public void A_stopped_member_is_not_let_back_by_time()
    {
        var time = new Testing.ManualTimeProvider();
        using var foo = Balancer.Create("foo").Member("http://a").Member("http://b").Time(time).Build();
        Assert.Equal("a", foo.Once(Sample.Anyone, Outcome.ConnectFailed()));
        foo.Edit(new MemberEdit("http://a") { Stopped = true });
        time.Advance(TimeSpan.FromHours(1));
        foo.Edit(new MemberEdit("http://a") { Stopped = false });

        Assert.Equal("Init Err", foo.Snapshot()["http://a"].StatusText);
    }
}
