namespace Balancing.Tests.Planning;

public class LbMethodRegistryTests
{
    [Fact]
    public void A_method_is_found_by_its_exact_name()
    {
        var registry = new LbMethodRegistry(LbMethods.ByRequests, LbMethods.ByTraffic);

        Assert.Same(LbMethods.ByTraffic, registry.Find("bytraffic"));
        Assert.Null(registry.Find("BYTRAFFIC"));
        Assert.Equal(["byrequests", "bytraffic"], registry.Names);
    }

    [Fact]
    public void A_method_of_the_same_name_replaces_the_other_in_its_place()
    {
        var mine = new First("byrequests");
        var registry = new LbMethodRegistry(LbMethods.ByRequests, LbMethods.ByTraffic).Register(mine).Register(new First("first"));

        Assert.Same(mine, registry.Find("byrequests"));
        Assert.Equal(["byrequests", "bytraffic", "first"], registry.Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("sixteencharacter")]
    public void A_name_that_configuration_cannot_say_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new LbMethodRegistry().Register(new First(name)));

    [Fact]
    public void S22_a_registered_method_is_named_in_configuration_and_a_given_one_needs_no_name()
    {
        var first = new First("first");
        var context = new PlannerContext(new LbMethodRegistry(first));

        Assert.Empty(Plans.Problems(Balancer.Create("foo").LbMethod("first").Options, context));
        Assert.Empty(Plans.Problems(Balancer.Create("foo").LbMethod(new First("mine")).Options, context));
        Assert.Equal("Use one of first, or register yours", Assert.Single(Plans.Problems(new BalancerOptions(), context)).Remedy);
    }

    private sealed class First(string name) : LbMethod
    {
        public override string Name => name;

        public override int Elect(in ElectionContext election) => 0;
    }
}
