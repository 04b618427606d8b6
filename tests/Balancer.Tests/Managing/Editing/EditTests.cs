namespace Balancing.Tests.Managing.Editing;

public class EditTests
{
    [Fact]
    public void All_edits_are_applied_or_none()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var result = foo.Edit(new MemberEdit("http://a") { Disabled = true }, new MemberEdit("http://b") { LoadFactor = 101 }, new MemberEdit("http://zz"));

        Assert.False(result.Applied);
        Assert.Equal(2, result.Problems.Count);
        Assert.Equal("Init Ok", foo.Snapshot()["http://a"].StatusText);
    }

    [Theory]
    [InlineData("http://a")]
    [InlineData("http://a/")]
    [InlineData("HTTP://A:80/")]
    public void A_member_is_meant_by_any_spelling_of_its_url(string url)
    {
        using var foo = Sample.Weighted(1, 1).Build();

        Assert.True(foo.Edit(new MemberEdit(url) { Disabled = true }).Applied);
        Assert.Equal("Init Dis", foo.Snapshot()[url].StatusText);
    }

    [Fact]
    public void A_new_factor_starts_everybodys_credit_from_the_factors_as_httpd_does()
    {
        using var foo = Sample.Weighted(1, 1, 1).Build();
        foo.Play(2);
        foo.Edit(new MemberEdit("http://b") { LoadFactor = 2.5 });

        Assert.Equal([100, 250, 100], foo.Snapshot().Members.Select(m => m.LbStatus));
        Assert.Equal(2.5, foo.Snapshot()["http://b"].Factor);
    }

    [Fact]
    public void Enabling_a_member_again_resets_nothing_and_another_method_starts_afresh_at_once_D17()
    {
        using var foo = Sample.Weighted(1, 2, 3).Build();
        foo.Play(2);
        var before = foo.Snapshot().Members.Select(m => m.LbStatus).ToArray();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        foo.Edit(new MemberEdit("http://a") { Disabled = false });
        Assert.Equal(before, foo.Snapshot().Members.Select(m => m.LbStatus));

        foo.Edit(new SettingsEdit { LbMethod = "bybusyness" });
        Assert.Equal([0, 0, 0], foo.Snapshot().Members.Select(m => m.LbStatus));
        Assert.Equal("bybusyness", foo.Plan.Method.Name);
    }

    [Fact]
    public void A_member_is_added_disabled_while_growth_leaves_room()
    {
        using var foo = Sample.Weighted(1).Growth(1).Build();

        Assert.True(foo.Edit(new AddMemberEdit("http://b")).Applied);
        Assert.Equal("Init Dis", foo.Snapshot()["http://b"].StatusText);
        Assert.False(foo.Edit(new AddMemberEdit("http://c")).Applied);
    }

    [Fact]
    public void Settings_change_while_requests_run()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        using var open = foo.Acquire(Sample.Anyone);
        foo.Edit(new SettingsEdit { Timeout = TimeSpan.FromSeconds(3), MaxAttempts = 5, NoFailover = true, StickySession = "SID|sid" });

        Assert.Equal((TimeSpan.FromSeconds(3), 5, true, "SID", "sid"),
            (foo.Plan.Timeout, foo.Plan.EffectiveMaxAttempts, foo.Plan.NoFailover, foo.Plan.Stickiness!.CookieName, foo.Plan.Stickiness.ParameterName));
        Assert.Equal(1, foo.Snapshot()["http://a"].Busy);
    }
}
