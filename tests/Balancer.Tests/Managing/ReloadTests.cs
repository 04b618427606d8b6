namespace Balancing.Tests.Managing;

/// <summary>Plans are swapped whole; members keep their numbers by URL.</summary>
public class ReloadTests
{
    [Fact]
    public void Numbers_and_leases_survive_a_change_of_order_and_of_neighbours()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        using var open = foo.Acquire(Sample.Anyone);
        foo.Play(3);
        foo.Apply(Options("http://c", "http://b/", "http://a"));

        var now = foo.Snapshot();
        Assert.Equal(["http://c", "http://b/", "http://a"], now.Members.Select(m => m.Url));
        Assert.Equal((2, 1), (now["http://a"].Elected, now["http://a"].Busy));
        open.Report(Outcome.Completed(200, 7, 9));
        Assert.Equal((0, 7), (foo.Snapshot()["http://a"].Busy, foo.Snapshot()["http://a"].Sent));
    }

    [Fact]
    public void A_member_that_is_removed_and_comes_back_still_knows_its_open_leases()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var open = foo.Acquire(Sample.Anyone);
        foo.Apply(Options("http://b"));
        Assert.Equal("b b", foo.Play(2));
        foo.Apply(Options("http://a", "http://b"));
        Assert.Equal(1, foo.Snapshot()["http://a"].Busy);

        open.Report(Outcome.Completed(200));

        Assert.Equal(0, foo.Snapshot()["http://a"].Busy);
        Assert.Same(open.Member, foo.Members[0]);
    }

    [Fact]
    public void A_lease_of_a_removed_member_ends_without_harm()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var open = foo.Acquire(Sample.Anyone);
        foo.Apply(Options("http://b"));

        Assert.Equal(Verdict.TryAnother, open.Report(Outcome.ConnectFailed()));
        Assert.Equal(["Init Ok"], foo.Snapshot().Members.Select(m => m.StatusText));
    }

    [Fact]
    public void What_an_operator_set_stays_unless_the_configuration_now_says_something_else()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        foo.Edit(new MemberEdit("http://a") { Drain = true });
        foo.Apply(Options("http://a", "http://b"));
        Assert.Equal("Init Drn Ok", foo.Snapshot()["http://a"].StatusText);

        var options = Options("http://a", "http://b");
        options.Members[0].Status = "+H";
        foo.Apply(options);
        Assert.Equal("Init Stby Ok", foo.Snapshot()["http://a"].StatusText);
    }

    [Fact]
    public void A_bad_configuration_changes_nothing()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var plan = foo.Plan;
        var options = Options("http://a", "nonsense");
        options.MaxAttempts = -1;

        var error = Assert.Throws<BalancerConfigurationException>(() => foo.Apply(options));

        Assert.Equal(2, error.Problems.Count);
        Assert.Same(plan, foo.Plan);
    }

    private static BalancerOptions Options(params string[] urls) => new() { Members = [.. urls.Select(u => new MemberOptions { Url = u })] };
}
