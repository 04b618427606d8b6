namespace Balancing.Tests.Managing.Editing;

/// <summary>What httpd's form cannot, and what it can with health checks.</summary>
public class MemberEditTests
{
    [Fact]
    public void A_member_is_removed_and_its_leases_end_without_harm()
    {
        using var foo = Sample.Weighted(1, 1, 1).Build();
        using var open = foo.Acquire(Sample.Anyone);

        Assert.True(foo.Edit(new RemoveMemberEdit("http://a")).Applied);
        Assert.Equal(["http://b", "http://c"], foo.Snapshot().Members.Select(m => m.Url));
        open.Report(Outcome.Completed(200));
        Assert.Equal("b c b c", foo.Play(4));
    }

    [Fact]
    public void The_room_of_a_removed_member_is_free_for_another()
    {
        using var foo = Sample.Weighted(1, 1).Build();

        Assert.False(foo.Edit(new AddMemberEdit("http://c")).Applied);
        Assert.True(foo.Edit(new RemoveMemberEdit("http://a"), new AddMemberEdit("http://c")).Applied);
        Assert.Equal(["http://b", "http://c"], foo.Snapshot().Members.Select(m => m.Url));
        Assert.Equal(0, foo.Plan.Growth);
    }

    [Fact]
    public void The_last_member_can_be_removed_and_requests_are_refused_then()
    {
        using var foo = Sample.Weighted(1).Build();
        foo.Edit(new RemoveMemberEdit("http://a"));

        Assert.Equal("-", foo.Play(1));
    }

    [Fact]
    public void The_numbers_of_health_checks_change_while_they_run()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.HealthCheck(h => h.Method(HcMethod.Get).Uri("/alive"))).Build();

        var result = foo.Edit(new MemberEdit("http://a")
        {
            HcMethod = HcMethod.Head,
            HcExpr = "%{REQUEST_STATUS} =~ /^[23]/",
            HcInterval = TimeSpan.FromMilliseconds(100),
            HcPasses = 2,
            HcFails = 3,
            HcUri = "/health",
        });

        Assert.True(result.Applied, string.Join(" ", result.Problems));
        var check = foo.Plan.Members[0].HealthCheck!;
        Assert.Equal((HcMethod.Head, "%{REQUEST_STATUS} =~ /^[23]/", 100, 2, 3, "/health"),
            (check.Method, check.ExprText, check.Interval.TotalMilliseconds, check.Passes, check.Fails, check.Uri));
    }

    [Theory]
    [InlineData(HcMethod.None)]
    [InlineData(HcMethod.Tcp)]
    [InlineData(HcMethod.CPing)]
    public void A_check_without_an_answer_to_look_at_loses_its_condition_as_in_httpd(HcMethod method)
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.HealthCheck(h => h.Method(HcMethod.Get).Expr("%{REQUEST_STATUS} =~ /^2/"))).Build();

        Assert.True(foo.Edit(new MemberEdit("http://a") { HcMethod = method }).Applied);
        Assert.Null(foo.Plan.Members[0].HealthCheck!.ExprText);
    }

    [Fact]
    public void A_member_without_checks_is_not_given_one_by_a_form_that_says_nothing_new()
    {
        using var foo = Sample.Weighted(1).Build();

        Assert.True(foo.Edit(new MemberEdit("http://a") { HcMethod = HcMethod.None, HcExpr = "", HcInterval = TimeSpan.FromSeconds(30), HcPasses = 1, HcFails = 1, HcUri = "" }).Applied);
        Assert.Null(foo.Plan.Members[0].HealthCheck);
    }

    public static TheoryData<MemberEdit, string> BadEdits => new()
    {
        { new("http://a") { LoadFactor = 0.99 }, "w_lf" },
        { new("http://a") { LoadFactor = double.NaN }, "w_lf" },
        { new("http://a") { LbSet = 100 }, "w_ls" },
        { new("http://a") { LbSet = -1 }, "w_ls" },
        { new("http://a") { Route = new string('r', 64) }, "w_wr" },
        { new("http://a") { Route = "a;b" }, "w_wr" },
        { new("http://a") { Redirect = "a b" }, "w_rr" },
        { new("http://a") { HcInterval = TimeSpan.FromMilliseconds(99) }, "w_hi" },
        { new("http://a") { HcPasses = 0 }, "w_hp" },
        { new("http://a") { HcFails = 0 }, "w_hf" },
        { new("http://a") { HcUri = "/x\r\nHost: y" }, "w_hu" },
        { new("http://a") { HcMethod = HcMethod.Get, HcExpr = "%{" }, "w_he" },
        { new("http://zz") { LbSet = 1 }, "w" },
    };

    [Theory]
    [MemberData(nameof(BadEdits))]
    public void What_a_configuration_could_not_say_an_edit_cannot_either(MemberEdit edit, string word)
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var before = foo.Plan;
        var result = foo.Edit(edit);

        Assert.Equal(word, Assert.Single(result.Problems).HttpdWord);
        Assert.Same(before, foo.Plan);
    }

    [Fact]
    public void A_route_that_we_put_into_a_cookie_must_be_a_cookies_value()
    {
        using var foo = Sample.Weighted(1).StickyCookie("ROUTEID").Build();

        Assert.False(foo.Edit(new MemberEdit("http://a") { Route = "a\"b" }).Applied);
    }
}
