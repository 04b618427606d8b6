namespace Balancing.Tests.Probing;

/// <summary>hcexpr, as a running httpd 2.4 judges it.</summary>
public sealed class HealthExpressionTests
{
    private static readonly ResponseFacts Answer = new(200, [new("X-Up", "yes"), new("Content-Type", "text/plain")]);

    [Theory]
    [InlineData("%{REQUEST_STATUS} -eq 200", true)]
    [InlineData("%{REQUEST_STATUS} =~ /^[45]/", false)]
    [InlineData("resp('X-Up') == 'yes'", true)]
    [InlineData("%{resp:Content-Type} == 'text/plain'", true)]
    [InlineData("%{CONTENT_TYPE} == 'text/plain'", true)]
    [InlineData("hc('body') =~ /hello/", true)]
    [InlineData("hc('BODY') =~ /hello/", true)]
    [InlineData("%{HC_BODY} == 'hello'", true)]
    [InlineData("%{HC:body} == 'hello'", true)]
    [InlineData("hc('body') =~ /bye/ || resp('X-Up') == 'yes'", true)]
    [InlineData("%{REQUEST_METHOD} == 'GET'", true)]
    public void An_expression_looks_at_the_answer(string expression, bool passes)
    {
        using var foo = Foo(expression);

        Assert.Equal(passes, foo.RecordProbe(foo.Members[0], ProbeResult.Answered(Answer, "hello")));
    }

    [Fact]
    public void An_expression_may_want_a_status_that_otherwise_fails()
    {
        using var foo = Foo("%{REQUEST_STATUS} -eq 503");

        Assert.True(foo.RecordProbe(foo.Members[0], ProbeResult.Answered(new ResponseFacts(503))));
        Assert.False(foo.RecordProbe(foo.Members[0], ProbeResult.Answered(new ResponseFacts(200))));
        Assert.Equal("status 200, and hcexpr does not hold", foo.Snapshot().Members[0].Health!.Last);
    }

    [Theory]
    [InlineData("%{HTTP:X-Up} == 'yes'", "a probe has none", "%{resp:Header}")]
    [InlineData("%{HTTP_HOST} == 'a'", "%{HTTP_HOST} is not known of the answer to a probe", "REQUEST_STATUS")]
    [InlineData("reqenv('x') == ''", "'reqenv' is not known of the answer to a probe", "hc('body')")]
    [InlineData("%{REQUEST_STATUS} =~", "a regular expression must follow", "Correct the expression")]
    public void A_bad_expression_is_a_problem_with_its_place(string expression, string cause, string remedy)
    {
        var problem = Assert.Single(Assert.Throws<BalancerConfigurationException>(() => Foo(expression)).Problems);

        Assert.Equal(("Balancers:foo:Members:0:HealthCheck:Expr", "hcexpr"), (problem.Place, problem.HttpdWord));
        Assert.Contains(cause, problem.Cause, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_expression_of_a_template_is_said_where_it_stands()
    {
        var wrong = Assert.Throws<BalancerConfigurationException>(() => Balancer.Create("foo")
            .HealthCheckTemplate("t", h => h.Method(HcMethod.Get).Expr("nonsense("))
            .Member("http://a", m => m.HealthCheck("t")).Member("http://b", m => m.HealthCheck("t")).Build());

        Assert.Equal("Balancers:foo:HealthCheckTemplates:t:Expr", Assert.Single(wrong.Problems).Place);
    }

    [Fact]
    public void Two_plans_with_one_expression_say_the_same()
    {
        using var foo = Foo("%{REQUEST_STATUS} -eq 200");
        using var other = Foo("%{REQUEST_STATUS} -eq 200");
        using var another = Foo("%{REQUEST_STATUS} -eq 204");

        Assert.Equal(foo.Plan.Members[0].HealthCheck, other.Plan.Members[0].HealthCheck);
        Assert.NotEqual(foo.Plan.Members[0].HealthCheck, another.Plan.Members[0].HealthCheck);
    }

    private static Balancer Foo(string expression) =>
        Balancer.Create("foo").Member("http://a", m => m.HealthCheck(h => h.Method(HcMethod.Get).Expr(expression))).Build();
}
