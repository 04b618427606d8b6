namespace Balancing.Tests.Planning;

/// <summary>What a running httpd 2.4.71 took and refused (recordings election-param-*, election-bparam-*, election-*).</summary>
public class RecordedParametersTests
{
    [Theory]
    [InlineData("loadfactor=100.001", true)]
    [InlineData("loadfactor=abc", false)]
    [InlineData("lbset=100", false)]
    [InlineData("lbset=99", true)]
    [InlineData("retry=-1", false)]
    [InlineData("route=rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr", true)]
    [InlineData("loadfactor=1e1", true)]
    [InlineData("max=-1", false)]
    [InlineData("status=+C", true)]
    [InlineData("status=D,H", false)]
    [InlineData("maxattempts=1", false)] // a balancer's key
    public void A_members_parameter_is_taken_or_refused_as_recorded(string text, bool taken) =>
        Assert.Equal(taken, Plans.Problems(Balancer.Create("b1").Member("http://m1", m => m.ProxySet(text)).Options).Count == 0);

    [Theory]
    [InlineData("maxattempts=-1", false)]
    [InlineData("growth=101", false)]
    [InlineData("failontimeout=1", false)]
    [InlineData("nonce=abc", true)]
    [InlineData("lbmethod=BYTRAFFIC", false)]
    [InlineData("stickysession=", true)]
    [InlineData("retry=5", false)] // a member's key
    public void A_balancers_parameter_is_taken_or_refused_as_recorded(string text, bool taken) =>
        Assert.Equal(taken, Plans.Problems(Balancer.Create("b1").Member("http://m1").ProxySet(text).Options).Count == 0);

    [Theory]
    [InlineData("1", 100)]
    [InlineData("1.01", 101)]
    [InlineData("3.33", 333)]
    [InlineData("3.34", 334)]
    [InlineData("2.25", 225)]
    [InlineData("1.999", 199)]
    [InlineData("1.15", 114)] // 1.15 * 100 is 114.99999999999999 in binary
    [InlineData("1e1", 1000)]
    [InlineData("100.001", 10_000)]
    public void The_load_factor_is_kept_in_truncated_hundredths(string text, int hundredths) =>
        Assert.Equal(hundredths, Plans.Member(m => m.ProxySet($"loadfactor={text}")).Factor);

    [Theory]
    [InlineData("n.a")]
    [InlineData(".c")]
    [InlineData("\"m2\"")] // httpd keeps quotes that start inside a word (election-config-quoted)
    [InlineData("")]
    public void A_recorded_route_is_taken(string route) => Assert.Equal(route, Plans.Member(m => m.Route(route)).Route);

    [Fact]
    public void D7_the_same_url_twice_is_an_error()
    {
        var problem = Assert.Single(Plans.Problems(Balancer.Create("foo").Member("http://A:80").Member("http://b").Member("http://a/").Options));

        Assert.Equal("Balancers:foo:Members:2:Url: http://a/ is member 0 already. Remove one of the two, or give them different URLs. (httpd: BalancerMember)", problem.ToString());
    }

    [Fact]
    public void D7_a_url_that_extends_another_is_another_member() =>
        Assert.Equal(2, Plans.Balancer(Balancer.Create("foo").Member("http://h:1").Member("http://h:1/sub").Options).Members.Count);

    [Fact]
    public void D3_an_overlong_session_name_is_an_error() =>
        Assert.Equal("Balancers:foo:StickySession", Assert.Single(Plans.Problems(Balancer.Create("foo").StickySession(new string('s', 64)).Options)).Place);

    [Fact]
    public void D13_maxattempts_follows_the_number_of_members()
    {
        var foo = Balancer.Create("foo").Member("http://a").Member("http://b");

        Assert.Equal(1, Plans.Balancer(foo.Options).EffectiveMaxAttempts);
        Assert.Equal(2, Plans.Balancer(foo.Member("http://c").Options).EffectiveMaxAttempts);
    }
}
