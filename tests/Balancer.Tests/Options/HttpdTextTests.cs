namespace Balancing.Tests.Planning;

/// <summary>httpd's key=value text.</summary>
public class HttpdTextTests
{
    [Theory]
    [InlineData("5", 5_000)]
    [InlineData("5s", 5_000)]
    [InlineData("5S", 5_000)]
    [InlineData("5ms", 5)]
    [InlineData("2mi", 120_000)]
    [InlineData("2min", 120_000)]
    [InlineData("1h", 3_600_000)]
    public void A_duration_has_a_unit_or_the_keys_own(string text, int milliseconds)
    {
        var member = Plans.Member(m => m.ProxySet($"connectiontimeout={text}"));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), member.ConnectionTimeout);
    }

    [Fact]
    public void Acquire_counts_milliseconds_and_retry_seconds()
    {
        var member = Plans.Member(m => m.ProxySet("acquire=5 retry=5"));

        Assert.Equal(TimeSpan.FromMilliseconds(5), member.Pool.Acquire);
        Assert.Equal(TimeSpan.FromSeconds(5), member.Retry);
    }

    [Theory]
    [InlineData("hcexpr=\"a b\" lbset=1", "a b")]
    [InlineData("\"hcexpr=a b\" lbset=1", "a b")]
    [InlineData("'hcexpr=a b'  lbset=1 ", "a b")]
    [InlineData("hcexpr=\"a \\\"b\\\" c\" lbset=1", "a \"b\" c")]
    [InlineData("hcexpr='a=\"b\"' lbset=1", "a=\"b\"")]
    [InlineData("hcexpr=a\"b lbset=1", "a\"b")]
    public void Quotes_stand_around_a_word_or_a_value(string text, string expression)
    {
        var member = Balancer.Create("foo").Member("http://a", m => m.ProxySet(text)).Options.Members[0];

        Assert.Equal((expression, 1), (member.HealthCheck!.Expr, member.LbSet));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a \"b\" \\c")]
    [InlineData("")]
    public void A_setting_reads_back_as_it_was_written(string value)
    {
        var problems = new List<ConfigurationProblem>();

        Assert.Equal([new Setting("key", value)], SettingText.Split(SettingText.Write(new Setting("key", value)), new Place("", problems)));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("retry", "retry has no value")]
    [InlineData("retry=\"5", "a quote in 'retry=\"5' is not closed")]
    [InlineData("maxattempts=1", "unknown member parameter 'maxattempts'")]
    [InlineData("nocanon", "unknown member parameter 'nocanon'")]
    public void What_is_no_setting_is_reported(string text, string cause)
    {
        var problem = Assert.Single(Plans.Problems(Balancer.Create("foo").Member("http://h", m => m.ProxySet(text)).Options));

        Assert.Equal(("Balancers:foo:Members:0:ProxySet", cause), (problem.Place, problem.Cause));
    }

    [Fact]
    public void A_parameter_of_somebody_else_is_sent_home()
    {
        Assert.Equal("It is a balancer's parameter: set it on the balancer", Assert.Single(HttpdParameters.ApplyToMember(new(), "maxattempts", "1")).Remedy);
        Assert.Equal("It is a member's parameter: set it on the member", Assert.Single(HttpdParameters.ApplyToBalancer(new(), "retry", "1")).Remedy);
        Assert.Equal("It belongs to a ProxyPass line", Assert.Single(HttpdParameters.ApplyToBalancer(new(), "nocanon", null)).Remedy);
    }

    [Fact]
    public void R53_a_secret_is_never_repeated()
    {
        var secret = new string('s', 64);

        Assert.DoesNotContain(secret, Assert.Single(HttpdParameters.ApplyToMember(new(), "secret", secret)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, Assert.Single(Plans.Problems(Balancer.Create("foo").Member("http://h", m => m.Secret(secret)).Options)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+H", "D", MemberStatus.HotStandby | MemberStatus.Disabled)]
    [InlineData("-H", "D", MemberStatus.Disabled)]
    [InlineData("DH", "-D", MemberStatus.HotStandby)]
    [InlineData("+O", "", MemberStatus.None)]
    public void Status_letters_add_up(string first, string second, MemberStatus status)
    {
        Assert.Equal(status, Plans.Member(m => m.Status(first).Status(second)).Status);
        Assert.Equal(status, Plans.Member(m => m.ProxySet($"status={first} status={second}")).Status);
    }

    [Fact]
    public void A_template_replaces_what_was_said_before_and_yields_to_what_follows()
    {
        var foo = Balancer.Create("foo").HealthCheckTemplate("ping", h => h.Method(HcMethod.Get).Interval(TimeSpan.FromSeconds(7)).Fails(3))
            .Member("http://h", m => m.ProxySet("hcinterval=5 hcuri=/old hctemplate=PING hcfails=4"));

        var check = Plans.Balancer(foo.Options).Members[0].HealthCheck!;

        Assert.Equal((HcMethod.Get, "", TimeSpan.FromSeconds(7), 4), (check.Method, check.Uri, check.Interval, check.Fails));
    }

    [Fact]
    public void The_words_of_a_ProxyPass_line_go_where_they_belong()
    {
        var plain = new ProxyPassOptions { Path = "/", To = "http://h/" };
        var balanced = new ProxyPassOptions { Path = "/", To = "balancer://foo/" };

        foreach (var rule in new[] { plain, balanced })
        {
            Assert.Empty(HttpdParameters.ApplyToProxyPass(rule, "nocanon", null));
            Assert.Empty(HttpdParameters.ApplyToProxyPass(rule, "MAPPING", "servlet"));
            Assert.Empty(HttpdParameters.ApplyToProxyPass(rule, "timeout", "10"));
            Assert.Equal("mapping", Assert.Single(HttpdParameters.ApplyToProxyPass(rule, "mapping", "x")).HttpdWord);
            Assert.Equal((true, PathMapping.Servlet), (rule.NoCanon, rule.Mapping));
        }

        Assert.Equal(TimeSpan.FromSeconds(10), plain.Worker!.Timeout);
        Assert.Equal(["\"timeout=10\""], balanced.ProxySet);
        Assert.Single(HttpdParameters.ApplyToProxyPass(balanced, "retry", "5"));
        Assert.Single(HttpdParameters.ApplyToProxyPass(plain, "lbmethod", "byrequests"));
    }
}
