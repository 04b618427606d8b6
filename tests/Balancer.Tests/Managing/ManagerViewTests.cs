namespace Balancing.Tests.Managing;

public class ManagerViewTests
{
    [Fact]
    public void It_has_the_balancers_with_a_name_and_the_paths_that_lead_to_them()
    {
        using var foo = Sample.Weighted(1, 1).Growth(2).Build();
        using var www = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/app", "balancer://foo/").ProxyPass("/plain", "http://h/").ProxyPassMatch("^/x", "balancer://foo/").Build();
        var view = ManagerView.Of([foo], [www]);

        var only = Assert.Single(view.Balancers);
        Assert.Equal(("foo", 4, ""), (only.Key, only.MaxMembers, only.StickySession));
        Assert.Equal(["www -> /app", "www -> ^/x"], only.Paths);
        Assert.Same(only, view.Find("balancer://FOO"));
        Assert.Null(view.Find("bar"));
        Assert.Null(view.Find(null));
    }

    [Fact]
    public void Drift_is_what_is_in_force_and_not_configured_but_for_what_failures_do()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        foo.Edit(new MemberEdit("http://b") { LoadFactor = 3, Drain = true }, new SettingsEdit { Timeout = TimeSpan.FromSeconds(2) }, new RemoveMemberEdit("http://a"));
        foo.Once(Sample.Anyone, Outcome.ConnectFailed());

        Assert.Equal(
            ["Timeout: 0 -> 2", "http://b LoadFactor: 1 -> 3", "http://b Drain: 0 -> 1", "http://a Member: http://a -> (none)"],
            ManagerView.Of([foo]).Balancers[0].Drift.Select(c => c.ToString()));
    }
}
