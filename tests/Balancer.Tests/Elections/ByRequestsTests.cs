using static Balancing.LbMethods;

namespace Balancing.Tests.Elections;

public class ByRequestsTests
{
    [Fact]
    public void Weights_one_two_three_follow_the_schedule_of_httpd()
    {
        using var foo = Sample.Weighted(1, 2, 3).Build();

        Assert.Equal("c b a c b c c b a c b c", foo.Play(12));
    }

    [Fact]
    public void Equal_members_take_turns_in_order_of_declaration()
    {
        using var foo = Sample.Weighted(1, 1, 1).Build();

        Assert.Equal("a b c a b c a", foo.Play(7));
    }

    [Theory]
    [InlineData("b a b a b b a b a b", new[] { 1, 1.5 })]
    [InlineData("d a b c d d a b c d", new[] { 1.0, 1, 1, 2 })]
    public void Fractions_are_met_by_the_smooth_schedule(string expected, double[] weights)
    {
        using var foo = Sample.Weighted(weights).Build();

        Assert.Equal(expected, foo.Play(10));
    }

    [Fact]
    public void A_member_that_was_away_neither_gained_nor_lost()
    {
        using var foo = Sample.Weighted(1, 1, 1).Build();
        var before = foo.Play(3);
        foo.Edit(new MemberEdit("http://b") { Disabled = true });
        var without = foo.Play(6);
        foo.Edit(new MemberEdit("http://b") { Disabled = false });

        Assert.Equal("a b c | a c a c a c | a b c a b c", $"{before} | {without} | {foo.Play(6)}");
    }

    [Fact]
    public void Credit_is_never_made_or_lost_by_elections()
    {
        using var foo = Sample.Weighted(1.5, 7, 2.25, 100, 3).LbMethod(ByRequests).Build();
        for (var i = 0; i < 500; i++)
        {
            foo.Play(1);
            Assert.Equal(0, foo.Snapshot().Members.Sum(m => m.LbStatus));
        }
    }

    [Fact]
    public void Session_hits_credit_everybody_who_is_usable_and_the_session_member_pays()
    {
        // Semantics 4.6: six hits on a, with b and a standby c.
        using var foo = Balancer.Create("foo").StickySession("SID")
            .Member("http://a", m => m.Route("a")).Member("http://b", m => m.Route("b")).Member("http://c", m => m.Route("c").HotStandby())
            .Build();
        for (var i = 0; i < 6; i++)
        {
            foo.Session("a");
        }

        Assert.Equal([-1200, 600, 600], foo.Snapshot().Members.Select(m => m.LbStatus));
        Assert.Equal("b b b b b b b b b a", foo.Play(10));
    }
}
