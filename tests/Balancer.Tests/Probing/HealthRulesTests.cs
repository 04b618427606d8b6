using Balancing.Testing;

namespace Balancing.Tests.Probing;

public sealed class HealthRulesTests
{
    private static readonly ProbeResult Good = ProbeResult.Well();
    private static readonly ProbeResult Bad = ProbeResult.Unwell("too hot");

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_member_is_taken_out_by_so_many_failures_in_a_row_and_comes_back_by_so_many_passes()
    {
        using var foo = Foo(h => h.Fails(3).Passes(2));

        Assert.Equal("Init Ok", After(foo, Bad, Bad));
        Assert.Equal("Init HcFl", After(foo, Bad));
        Assert.Equal("Init HcFl", After(foo, Good));
        Assert.Equal("Init Ok", After(foo, Good));
    }

    [Fact]
    public void What_interrupts_a_run_starts_the_count_again()
    {
        using var foo = Foo(h => h.Fails(3).Passes(2));

        Assert.Equal("Init Ok", After(foo, Bad, Bad, Good, Bad, Bad, Good, Bad, Bad));
        Assert.Equal("Init HcFl", After(foo, Bad));
        Assert.Equal("Init HcFl", After(foo, Good, Bad, Good, Bad, Good));
        Assert.Equal("Init Ok", After(foo, Good));
    }

    [Fact]
    public void Passes_also_clear_an_error_before_its_time()
    {
        using var foo = Foo(h => h.Passes(2));
        foo.Edit(new MemberEdit("http://a") { InError = true });

        Assert.Equal("Init Err", After(foo, Good));
        Assert.Equal("Init Ok", After(foo, Good));
    }

    [Fact]
    public void Failures_of_a_member_in_error_add_nothing()
    {
        using var foo = Foo();
        foo.Edit(new MemberEdit("http://a") { InError = true });

        Assert.Equal("Init Err", After(foo, Bad, Bad));
    }

    [Fact]
    public void A_failed_member_stays_out_when_its_retry_time_has_passed()
    {
        using var foo = Foo();
        After(foo, Bad);

        _time.Advance(TimeSpan.FromHours(1));

        using var lease = foo.Acquire(RequestFacts.Get("/"));
        Assert.Equal(Refusal.NoMember, lease.Refusal);
    }

    [Theory]
    [InlineData("+D", "Init Dis HcFl")]
    [InlineData("+N", "Init Drn HcFl")]
    [InlineData("+H", "Init Stby HcFl")]
    [InlineData("+R", "Init Spar HcFl")]
    [InlineData("+I", "Init Ign HcFl")]
    [InlineData("+S", "Init Stop")]
    public void All_members_are_checked_but_stopped_ones(string status, string after)
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Status(status).HealthCheck(h => h.Method(HcMethod.Tcp))).Time(_time).Build();

        Assert.Equal(after, After(foo, Bad));
    }

    [Fact]
    public void A_probe_that_was_not_made_counts_nothing()
    {
        using var foo = Foo();

        Assert.False(foo.RecordProbe(foo.Members[0], ProbeResult.NotProbed("nobody speaks it")));

        Assert.Equal("Init Ok", foo.Snapshot().Members[0].StatusText);
        Assert.Equal("not checked: nobody speaks it", foo.Snapshot().Members[0].Health!.Last);
        Assert.Null(foo.Snapshot().Members[0].Health!.Passed);
    }

    [Fact]
    public void A_probe_of_a_member_that_is_gone_counts_nothing()
    {
        using var foo = Foo();
        var gone = foo.Members[0];
        var options = new BalancerOptions();
        options.Members.Add(new MemberOptions { Url = "http://other" });
        foo.Apply(options);

        Assert.False(foo.RecordProbe(gone, Bad));
        Assert.Equal("Init Ok", foo.Snapshot().Members[0].StatusText);
    }

    [Fact]
    public async Task Who_waits_is_served_when_a_member_comes_back()
    {
        using var foo = Foo(waits: true);
        After(foo, Bad);
        var waiting = foo.AcquireAsync(RequestFacts.Get("/"));
        Assert.False(waiting.IsCompleted);

        After(foo, Good);

        using var lease = await waiting;
        Assert.True(lease.IsAcquired);
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(301, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    [InlineData(503, false)]
    public void Without_an_expression_a_status_of_200_to_399_passes(int status, bool passes)
    {
        using var foo = Foo();

        Assert.Equal(passes, foo.RecordProbe(foo.Members[0], ProbeResult.Answered(new ResponseFacts(status))));
    }

    [Fact]
    public void Code_that_throws_has_not_passed()
    {
        using var foo = Foo(h => h.Expr(_ => throw new InvalidOperationException("secret")));

        Assert.False(foo.RecordProbe(foo.Members[0], ProbeResult.Answered(new ResponseFacts(200))));
        Assert.Equal("status 200, and Expr threw InvalidOperationException", foo.Snapshot().Members[0].Health!.Last);
    }

    [Fact]
    public void Code_is_not_asked_when_there_was_no_answer()
    {
        using var foo = Foo(h => h.Expr(probe => probe.Status < 400));

        Assert.False(foo.RecordProbe(foo.Members[0], ProbeResult.ConnectFailed()));
    }

    [Fact]
    public void Explain_says_what_failed_and_when()
    {
        using var foo = Foo(h => h.Fails(2).Passes(2));
        After(foo, ProbeResult.Answered(new ResponseFacts(503)));
        Assert.Equal(Health("failing", "status 503, at 2000-01-01T00:00:00Z; 1 of 2 fails"), FirstStep(foo));

        _time.Advance(TimeSpan.FromSeconds(5));
        After(foo, ProbeResult.TimedOut());
        Assert.Equal(Health("failed", "no answer in time, at 2000-01-01T00:00:05Z"), FirstStep(foo));

        After(foo, ProbeResult.Answered(new ResponseFacts(204)));
        Assert.Equal(Health("returning", "status 204, at 2000-01-01T00:00:05Z; 1 of 2 passes"), FirstStep(foo));

        After(foo, Good);
        Assert.Equal("elect", FirstStep(foo).Room);
    }

    [Fact]
    public void A_reload_that_takes_the_check_away_takes_the_flag_away()
    {
        using var foo = Foo();
        After(foo, Bad);
        var options = new BalancerOptions();
        options.Members.Add(new MemberOptions { Url = "http://a" });

        foo.Apply(options);

        Assert.Equal("Init Ok", foo.Snapshot().Members[0].StatusText);
        Assert.Null(foo.Snapshot().Members[0].Health);
    }

    [Fact]
    public void A_reload_that_changes_other_things_keeps_flag_and_counts()
    {
        using var foo = Foo(h => h.Fails(2));
        After(foo, Bad);
        var options = new BalancerOptions();
        options.Members.Add(new MemberOptions { Url = "http://a", Route = "new", HealthCheck = new() { Method = HcMethod.Get, Fails = 2 } });

        foo.Apply(options);

        Assert.Equal(1, foo.Snapshot().Members[0].Health!.Fails);
        Assert.Equal("Init HcFl", After(foo, Bad));
    }

    [Fact]
    public void A_reason_is_one_short_line()
    {
        using var foo = Foo();
        After(foo, ProbeResult.Unwell("a\r\nb" + new string('x', 300)));

        var last = foo.Snapshot().Members[0].Health!.Last;
        Assert.StartsWith("not well: a  bxxx", last, StringComparison.Ordinal);
        Assert.Equal("not well: ".Length + 203, last.Length);
    }

    private Balancer Foo(Action<HealthCheckBuilder>? more = null, bool waits = false)
    {
        var builder = Balancer.Create("foo").Time(_time).Member("http://a", m => m.HealthCheck(h =>
        {
            h.Method(HcMethod.Get);
            more?.Invoke(h);
        }));
        return (waits ? builder.Timeout(TimeSpan.FromSeconds(10)) : builder).Build();
    }

    private static DecisionStep Health(string verdict, string detail) => new("health", "http://a", verdict, detail);

    private static DecisionStep FirstStep(Balancer foo) => foo.Explain(RequestFacts.Get("/")).Steps[0];

    private static string After(Balancer foo, params ProbeResult[] results)
    {
        foreach (var result in results)
        {
            foo.RecordProbe(foo.Members[0], result);
        }

        return foo.Snapshot().Members[0].StatusText;
    }
}
