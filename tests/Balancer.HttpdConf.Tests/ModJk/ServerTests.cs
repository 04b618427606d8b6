using Balancing.HttpdConf.ModJk;

namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>Directives of the main server and of virtual hosts.</summary>
public class ServerTests
{
    private static readonly JkPlace Here = new("httpd.conf", 1);

    private readonly JkReport _report = new();
    private readonly JkWorkers _workers;
    private readonly JkServer _main;
    private readonly JkServer _host;

    public ServerTests()
    {
        _workers = JkWorkers.Read(Jk.ThreeWorkers, "w", _report);
        _main = new JkServer(_report);
        _host = new JkServer(_report);
    }

    [Fact]
    public void A_virtual_host_has_only_its_own_mounts()
    {
        _main.Directive("JkMount", ["/main", "a"], Here);
        _host.Directive("JkMount", ["/host", "b"], Here);
        Assert.Equal(["^/host(?:;[^/]*)?$"], Patterns());
    }

    [Fact]
    public void JkMountCopy_On_adds_the_main_servers_but_for_patterns_of_its_own()
    {
        _main.Directive("JkMount", ["/x", "a"], Here);
        _main.Directive("JkMount", ["/both", "a"], Here);
        _host.Directive("JkMount", ["/both", "b"], Here);
        _host.Directive("JkMountCopy", ["On"], Here);
        var rules = Rules();
        Assert.Equal(["balancer://b", "balancer://a"], rules.ProxyPass.Select(r => r.To));
        Assert.Equal(["b", "a"], rules.Balancers);
    }

    [Fact]
    public void JkMountCopy_All_makes_it_the_default_and_Off_keeps_a_host_out()
    {
        _main.Directive("JkMount", ["/x", "a"], Here);
        _main.Directive("JkMountCopy", ["All"], Here);
        Assert.Single(Rules().ProxyPass);
        var other = new JkServer(_report);
        other.Directive("JkMountCopy", ["Off"], Here);
        other.InheritFrom(_main);
        Assert.Empty(other.ToRules(_workers).ProxyPass);
    }

    [Fact]
    public void A_host_with_a_file_of_its_own_does_not_copy_the_main_servers()
    {
        _main.MountFile("/fromfile=a\n", "main.properties");
        _main.Directive("JkMount", ["/x", "a"], Here);
        _host.MountFile("/own=b\n", "host.properties");
        _host.Directive("JkMountCopy", ["On"], Here);
        Assert.Equal(["^/own(?:;[^/]*)?$", "^/x(?:;[^/]*)?$"], Patterns());
    }

    [Fact]
    public void Of_equal_patterns_the_files_comes_before_the_directives()
    {
        _host.Directive("JkMount", ["/x", "a"], Here);
        _host.MountFile("/x=b\n", "m");
        Assert.Equal("balancer://b", Rules().ProxyPass[0].To);
    }

    [Fact]
    public void JkUnMount_excludes()
    {
        _host.Directive("JkMount", ["/x/*", "a"], Here);
        _host.Directive("JkUnMount", ["/x/*.gif", "a"], Here);
        Assert.Equal(["^/x/[^;]*\\.gif$", "^/x;[^/]*/"], Patterns());
    }

    [Fact]
    public void Options_of_the_main_server_hold_for_a_host_unless_one_of_them_takes_them_back()
    {
        _main.Directive("JkOptions", ["+ForwardURICompatUnparsed", "+FlushPackets", "+RejectUnsafeURI", "+DisableReuse", "-DisableReuse"], Here);
        _host.Directive("JkOptions", ["-RejectUnsafeURI"], Here);
        _host.Directive("JkMount", ["/x", "a"], Here);
        var rule = Assert.Single(Rules().ProxyPass);
        Assert.True(rule.NoCanon);
        var member = Assert.Single(_workers.Balancers["a"].Members);
        Assert.Equal((Flush.On, null), (member.FlushPackets, member.DisableReuse));
    }

    [Fact]
    public void RejectUnsafeURI_maps_no_path_with_percent_or_backslash()
    {
        _host.Directive("JkOptions", ["RejectUnsafeURI"], Here);
        _host.Directive("JkMount", ["/*", "a"], Here);
        var options = new BalancingOptions { Sites = { ["default"] = ModJkImporter.Site(Rules(), _workers) } };
        options.Balancers["a"] = _workers.Balancers["a"];
        using var site = Jk.Site(options);
        Assert.Equal("a", site.WorkerOf("/x"));
        Assert.Null(site.WorkerOf("/100%25"));
    }

    [Theory]
    [InlineData("JkOptions", "+Nonsense")]
    [InlineData("JkOptions", "-ForwardURIProxy")]
    [InlineData("JkMountCopy", "Maybe")]
    [InlineData("JkMount", "/x")]
    [InlineData("JkMount", "*.jsp a")]
    [InlineData("JkUnMount", "-/x a")]
    public void What_httpd_refuses_is_a_problem(string directive, string words)
    {
        Assert.True(_host.Directive(directive, words.Split(' '), Here));
        Assert.Single(_report.Problems);
    }

    [Fact]
    public void Every_directive_gets_a_verdict_and_others_are_left_alone()
    {
        foreach (var directive in JkServer.Directives)
        {
            Assert.True(_host.Directive(directive.ToUpperInvariant(), ["/x", "a"], Here), directive);
        }

        Assert.False(_host.Directive("ProxyPass", ["/x", "http://h"], Here));
        Assert.False(_host.Directive("JkWorkersFile", ["x"], Here));
    }

    [Fact]
    public void Extensions_get_a_balancer_of_their_own_once()
    {
        _host.Mounts.AddFile("/x|/*=a;reply_timeout=5000\n/y=a;reply_timeout=5000\n/z=a;sticky_ignore=1\n/s=a;stateless=1\n", "m");
        var rules = Rules();
        Assert.Equal(["a", "a~1", "a~2"], rules.Balancers.Order());
        Assert.Equal(TimeSpan.FromSeconds(5), _workers.Balancers["a~1"].Members[0].Timeout);
        Assert.Null(_workers.Balancers["a~2"].StickySession);
        Assert.NotNull(_workers.Balancers["a~1"].StickySession);
    }

    [Fact]
    public void Extensions_can_stop_members_for_a_rule()
    {
        _host.Mounts.AddFile("/x=a;stopped=a1;fail_on_status=503,-404;session_cookie=SID;session_path=;sid;set_session_cookie=1\n", "m");
        Rules();
        Assert.Empty(_report.Problems);
        var balancer = _workers.Balancers["a~1"];
        Assert.Equal("+D", balancer.Members[0].Status);
        Assert.Equal([503], balancer.FailOnStatus);
        Assert.Equal("SID|sid", balancer.StickySession);
        Assert.Equal("/", balancer.StickyCookie!.Path);
    }

    [Fact]
    public void Own_error_pages_hold_for_the_rule_and_not_for_a_more_specific_one()
    {
        _host.Mounts.AddFile("/x/*=a;use_server_errors=500\n/x/y/*=a\n", "m");
        var locations = Rules().Locations.Where(l => l.Path is not null).ToList();
        Assert.Equal(["/x/", "/x/y/"], locations.Select(l => l.Path));
        Assert.Equal([true, false], locations.Select(l => l.ErrorOverride));
        Assert.Equal(Enumerable.Range(500, 100), locations[0].ErrorStatuses);
    }

    private JkRules Rules()
    {
        _host.InheritFrom(_main);
        return _host.ToRules(_workers);
    }

    private IEnumerable<string?> Patterns() => Rules().ProxyPass.Select(r => r.Match).OfType<string>();
}
