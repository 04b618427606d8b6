namespace Balancing.Tests.Managing;

public class SettingsOfARuleTests
{
    [Fact]
    public void Parameters_on_a_mapping_line_are_the_balancers_S72()
    {
        using var foo = Sample.Weighted(1, 1).MaxAttempts(1).Build();
        using var www = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/", p => p.ProxySet("timeout=10 lbmethod=bytraffic")).Build();

        Assert.Equal((TimeSpan.FromSeconds(10), "bytraffic", 1), (foo.Plan.Timeout, foo.Plan.Method.Name, foo.Plan.EffectiveMaxAttempts));
    }
}
