namespace Balancing.Tests.Planning;

public class MemberPlannerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void What_nobody_says_is_httpds_default()
    {
        var plan = Plans.Balancer(Balancer.Create("Foo").Member("http://h").Options);

        Assert.Equal(Plans.Print(new BalancerPlan { Name = "foo", Method = LbMethods.ByRequests, Members = [new MemberPlan { Url = plan.Members[0].Url }] }), Plans.Print(plan));
    }

    [Theory]
    [InlineData(10, 5, 20, 5, 5)]
    [InlineData(10, 50, 20, 10, 20)]
    [InlineData(30, null, 20, 20, null)]
    [InlineData(30, null, 0, 30, null)]
    public void Min_stays_within_smax_and_smax_within_max(int min, int? smax, int max, int plannedMin, int? plannedSMax)
    {
        var pool = Plans.Member(m => m.Pool(p =>
        {
            p.Min(min).Max(max);
            p.Options.SMax = smax;
        })).Pool;

        Assert.Equal((plannedMin, plannedSMax), (pool.Min, pool.SMax));
    }

    [Theory]
    [InlineData("http://h", null, false)]
    [InlineData("fcgi://h", null, true)]
    [InlineData("fcgi://h", false, false)]
    [InlineData("scgi://h", false, true)]
    [InlineData("ajp://h", true, true)]
    public void Whether_connections_are_used_again_depends_on_the_scheme(string url, bool? said, bool once)
    {
        var options = Balancer.Create("foo").Member(url).Options;
        options.Members[0].DisableReuse = said;

        var pool = Plans.Balancer(options).Members[0].Pool;

        Assert.Equal((once, once ? TimeSpan.Zero : null), (pool.DisableReuse, pool.AddressTtl));
    }

    [Fact]
    public void An_address_that_is_never_kept_means_a_connection_that_is_never_kept()
    {
        Assert.True(Plans.Member(m => m.ProxySet("addressttl=0")).Pool.DisableReuse);
        Assert.Null(Plans.Member(m => m.ProxySet("addressttl=-1")).Pool.AddressTtl);
        Assert.Equal(60 * Second, Plans.Member(m => m.ProxySet("addressttl=1mi")).Pool.AddressTtl);
    }

    [Fact]
    public void Zero_means_the_default_where_httpd_says_so()
    {
        var plan = Plans.Member(m => m.FlushWait(TimeSpan.Zero).IoBufferSize(0).ResponseFieldSize(0));

        Assert.Equal((TimeSpan.FromMilliseconds(10), 0, 8192), (plan.FlushWait, plan.IoBufferSize, plan.ResponseFieldSize));
    }

    [Theory]
    [InlineData("any", "http://h", "*")]
    [InlineData("websocket", "http://h", "websocket")]
    [InlineData(null, "wss://h", "WebSocket")]
    [InlineData("", "wss://h", "WebSocket")] // as httpd has it
    [InlineData("none", "wss://h", "")]
    [InlineData("NONE", "http://h", "")]
    [InlineData("foo,websocket", "http://h", "foo,websocket")]
    [InlineData(null, "http://h", "")]
    public void Upgrade_follows_the_scheme(string? said, string url, string planned)
    {
        var options = Balancer.Create("foo").Member(url).Options;
        options.Members[0].Upgrade = said;

        Assert.Equal(planned, Plans.Balancer(options).Members[0].Upgrade);
    }

    [Theory]
    [InlineData("h2c")]
    [InlineData("websocket, H2C")]
    [InlineData("TLS/1.0")]
    public void R38_protocols_that_carry_requests_nobody_checks_are_refused(string said)
    {
        var error = Assert.Throws<BalancerConfigurationException>(() => Balancer.Create("foo").Member("http://h", m => m.Upgrade(said)).Build());

        Assert.Contains("not h2c, not TLS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_with_something_attached_may_have_any_name()
    {
        var room = new object();

        var member = Plans.Balancer(Balancer.Create("rooms").Member("room-7", room, m => m.Route("r7")).Options).Members[0];

        Assert.Same(room, member.Attached);
        Assert.Equal(("room-7", "r7"), (member.Url.Configured, member.Route));
        Assert.Single(Plans.Problems(Balancer.Create("rooms").Member("room-7").Options));
        Assert.Single(Plans.Problems(Balancer.Create("rooms").Member("room 7", room).Options));
    }

    [Fact]
    public void A_unix_socket_can_be_said_in_the_url_or_beside_it()
    {
        Assert.Equal(
            Plans.Balancer(Balancer.Create("foo").Member("unix:/run/s|http://h/x").Options).Members[0].Url.Identity,
            Plans.Balancer(Balancer.Create("foo").Member("http://h/x", m => m.UnixSocket("/run/s")).Options).Members[0].Url.Identity);
        Assert.Equal("Balancers:foo:Members:0:UnixSocket", Assert.Single(Plans.Problems(Balancer.Create("foo").Member("unix:/a|http://h", m => m.UnixSocket("/b")).Options)).Place);
    }

    [Fact]
    public void R46_a_route_is_checked_for_the_cookie_that_carries_it()
    {
        var foo = Balancer.Create("foo").Member("http://h", m => m.Route("\"m2\""));

        Assert.Empty(Plans.Problems(foo.Options));
        Assert.Equal("Balancers:foo:Members:0:Route", Assert.Single(Plans.Problems(foo.StickyCookie("ROUTEID").Options)).Place);
    }

    [Fact]
    public void A_sticky_cookie_alone_makes_the_balancer_sticky()
    {
        var plan = Plans.Balancer(Balancer.Create("foo").StickyCookie("ROUTEID", c => c.SameSite("strict")).Options).Stickiness!;

        Assert.Equal(("ROUTEID", "ROUTEID", "ROUTEID", "Strict"), (plan.CookieName, plan.ParameterName, plan.Cookie!.Name, plan.Cookie.SameSite));
        Assert.Equal("Balancers:foo:StickyCookie:Name", Assert.Single(Plans.Problems(Balancer.Create("foo").StickyCookie().Options)).Place);
    }

    [Fact]
    public void A_bad_shared_template_is_reported_where_it_is_used()
    {
        var context = new PlannerContext(BalancerServices.Default.Methods, new Dictionary<string, HealthCheckOptions>(StringComparer.Ordinal) { ["ping"] = new() { Fails = -1 } });

        var problem = Assert.Single(Plans.Problems(Balancer.Create("foo").Member("http://h", m => m.HealthCheck("ping")).Options, context));

        Assert.Equal("Balancers:foo:Members:0:HealthCheck:Template:Fails", problem.Place);
    }

    [Fact]
    public void A_balancer_without_members_is_a_balancer() => Assert.Empty(Plans.Balancer(new BalancerOptions()).Members);

    [Fact]
    public void What_a_binder_left_null_is_empty() =>
        Assert.Single(Plans.Problems(new BalancerOptions { FailOnStatus = null!, ProxySet = null!, HealthCheckTemplates = null!, Members = [null!] }));

    [Fact]
    public void Planning_changes_no_option()
    {
        var options = Plans.FromJson<BalancerOptions>("""{ "ProxySet": [ "maxattempts=3" ], "Members": [ { "Url": "http://h", "ProxySet": [ "status=+H retry=1" ] } ] }""");
        var before = Plans.Print(options);

        var plan = Plans.Balancer(options);

        Assert.Equal((3, MemberStatus.HotStandby, Second), (plan.MaxAttempts, plan.Members[0].Status, plan.Members[0].Retry));
        Assert.Equal(before, Plans.Print(options));
    }
}
