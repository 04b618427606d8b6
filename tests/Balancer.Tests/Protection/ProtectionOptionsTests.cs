using Balancing.Tests.Planning;

namespace Balancing.Tests.Protection;

public class ProtectionOptionsTests
{
    [Fact]
    public void Whatever_is_not_said_is_off()
    {
        Assert.Null(Plans.Balancer(Foo().Options).Protection);
        Assert.Null(Plans.Balancer(Foo().Protect(_ => { }).Options).Protection);
        Assert.Equal(new ProtectionPlan { PanicBelow = 50 }, Plans.Balancer(Foo().Protect(p => p.PanicBelow(50)).Options).Protection);
    }

    [Fact]
    public void The_defaults_are_those_of_the_documentation()
    {
        var plan = Plans.Balancer(Foo().Protect(p => p.HalfOpen().EjectOutliers().RetryBudget()).Options).Protection!;

        Assert.Equal(TimeSpan.FromMinutes(10), plan.HalfOpen);
        Assert.Equal((20, 10), (plan.RetryBudget!.Share, plan.RetryBudget.AtLeastPerSecond));
        var outliers = plan.EjectOutliers!;
        Assert.Equal((5, 50, 20, 10), (outliers.Consecutive, outliers.Share, outliers.AtLeast, outliers.MaxEjected));
        Assert.Equal(TimeSpan.FromSeconds(10), outliers.Window);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_with_its_place()
    {
        var foo = Foo().Protect(p => p.SlowStart(TimeSpan.Zero).HalfOpen(TimeSpan.FromDays(2)).PanicBelow(101).RetryBudget(share: 0, atLeastPerSecond: 0)
            .EjectOutliers(o => o.Consecutive(0).Share(0).AtLeast(0).Window(TimeSpan.Zero).BadStatus(500, 600).MaxEjected(0)));

        Assert.Equal(
            [
                "Protection:SlowStart: 00:00:00 is not within 00:00:00.0010000 to 1.00:00:00. Use a value of 00:00:00.0010000 to 1.00:00:00.",
                "Protection:HalfOpen: 2.00:00:00 is not within 00:00:01 to 1.00:00:00. Use a value of 00:00:01 to 1.00:00:00.",
                "Protection:PanicBelow: 101 is not within 1 to 100. Use a value of 1 to 100.",
                "Protection:EjectOutliers:AtLeast: 0 is not within 1 to 1000000. Use a value of 1 to 1000000.",
                "Protection:EjectOutliers:Window: 00:00:00 is not within 00:00:01 to 01:00:00. Use a value of 00:00:01 to 01:00:00.",
                "Protection:EjectOutliers:MaxEjected: 0 is not within 1 to 100. Use a value of 1 to 100.",
                "Protection:EjectOutliers:BadStatus:1: 600 is not within 100 to 599. Use a value of 100 to 599.",
                "Protection:EjectOutliers: neither bad answers in a row nor their share ejects anybody. Set Consecutive or Share above 0, or leave EjectOutliers out.",
                "Protection:RetryBudget: nothing earns a retry, so no request is ever repeated. Set Share or AtLeastPerSecond above 0, or say MaxAttempts = 0.",
            ],
            Plans.Problems(foo.Options).Select(problem => problem.ToString().Replace("Balancers:foo:", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_options_of_a_plan_give_the_plan_again()
    {
        var plan = Plans.Balancer(Foo().Protect(p => p.SlowStart(TimeSpan.FromSeconds(3)).HalfOpen().PanicBelow(40).RetryBudget(5)
            .EjectOutliers(o => o.BadStatus(503).MaxEjected(20))).Options);

        Assert.True(plan.SaysTheSameAs(Plans.Balancer(PlanOptions.Of(plan))));
        Assert.False(plan.SaysTheSameAs(plan with { Protection = null }));
        Assert.False(plan.SaysTheSameAs(plan with { Protection = plan.Protection! with { PanicBelow = 41 } }));
        Assert.False(plan.SaysTheSameAs(plan with { Protection = plan.Protection! with { EjectOutliers = new OutlierPlan { MaxEjected = 20 } } }));
    }

    [Theory]
    [InlineData(60, 0, 60)]
    [InlineData(60, 1, 120)]
    [InlineData(60, 3, 480)]
    [InlineData(60, 4, 600)]
    [InlineData(60, 1_000_000, 600)]
    [InlineData(900, 2, 900)]
    [InlineData(0, 5, 0)]
    public void The_back_off_doubles_up_to_its_limit_and_is_never_less_than_retry(int retry, int trips, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), new ProtectionPlan { HalfOpen = TimeSpan.FromSeconds(600) }.RetryAfter(TimeSpan.FromSeconds(retry), trips));

    private static BalancerBuilder Foo() => Balancer.Create("foo").Member("http://h");
}
