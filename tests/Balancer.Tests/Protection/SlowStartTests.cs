using Balancing.Testing;

namespace Balancing.Tests.Protection;

public class SlowStartTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(100);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void The_first_members_of_a_balancer_start_whole()
    {
        using var foo = Members(1, 1).Build();

        Assert.Equal("a b a b", foo.Play(4));
        Assert.All(foo.Snapshot().Members, m => Assert.Equal((1, 1), (m.Factor, m.EffectiveFactor)));
    }

    [Fact]
    public void D25_a_member_that_comes_back_begins_with_a_tenth_and_grows_to_the_whole()
    {
        using var foo = Members(1, 1).Build();
        Fail(foo, "a");
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.InRange(Share(foo, "a", of: 110), 9, 11);
        Assert.Equal((1, 0.1), Factors(foo, "a"));
        _time.Advance(Window / 2);
        Assert.InRange(Share(foo, "a", of: 155), 54, 56);
        Assert.Equal((1, 0.55), Factors(foo, "a"));
        _time.Advance(Window / 2);
        Assert.InRange(Share(foo, "a", of: 100), 49, 51);
        Assert.Equal((1, 1), Factors(foo, "a"));
    }

    [Fact]
    public void It_grows_in_steps_of_five_percent()
    {
        using var foo = Members(2, 2).Build();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        foo.Edit(new MemberEdit("http://a") { Disabled = false });
        var seen = new List<double>();
        for (var second = 0; second <= 100; second++)
        {
            foo.Play(1);
            seen.Add(Factors(foo, "a").Effective);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Enumerable.Range(0, 19).Select(step => (20 + (10 * step)) / 100.0), seen.Distinct());
    }

    [Theory]
    [InlineData("D")]
    [InlineData("S")]
    [InlineData("N")]
    [InlineData("C")]
    [InlineData("E")]
    public void Whatever_took_it_out_it_starts_slowly(string letter)
    {
        using var foo = Members(1, 1).Build();
        foo.Edit(Flag("http://a", letter, on: true));
        foo.Play(3);
        foo.Edit(Flag("http://a", letter, on: false));

        Assert.Equal(10, Share(foo, "a", of: 110));
    }

    [Fact]
    public void A_member_that_is_added_to_a_running_balancer_starts_slowly()
    {
        using var foo = Members(1, 1).Build();
        foo.Play(10);
        foo.Apply(Members(1, 1, 1).Options);

        Assert.Equal(10, Share(foo, "c", of: 210));
        Assert.Equal((1, 1), Factors(foo, "a"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 1)]
    public void When_all_start_slowly_the_shares_are_right(double a, double b)
    {
        using var foo = Members(a, b).Build();
        foo.Edit(new MemberEdit("http://a") { Stopped = true }, new MemberEdit("http://b") { Stopped = true });
        foo.Edit(new MemberEdit("http://a") { Stopped = false }, new MemberEdit("http://b") { Stopped = false });

        Assert.Equal((int)(120 * a / (a + b)), Share(foo, "a", of: 120));
    }

    [Fact]
    public void Bytraffic_gives_it_its_part_and_does_not_make_it_catch_up()
    {
        using var foo = Members(1, 1).LbMethod(LbMethods.ByTraffic).Build();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        Traffic(foo, 100);
        foo.Edit(new MemberEdit("http://a") { Disabled = false });

        Assert.InRange(Traffic(foo, 110), 9, 11);
        _time.Advance(Window / 2);
        Assert.InRange(Traffic(foo, 155), 53, 57);
        _time.Advance(Window);
        Assert.InRange(Traffic(foo, 100), 49, 51);
    }

    [Fact]
    public void Bybusyness_counts_it_as_busier_by_what_it_lacks()
    {
        using var foo = Members(1, 1).LbMethod(LbMethods.ByBusyness).Build();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        foo.Edit(new MemberEdit("http://a") { Disabled = false });

        foo.Hold(22);

        Assert.Equal((2, 20), (foo.Snapshot()["http://a"].Busy, foo.Snapshot()["http://b"].Busy));
    }

    [Fact]
    public void Heartbeat_draws_it_less_often()
    {
        using var foo = Members(1, 1).LbMethod(LbMethods.Heartbeat).Seed(1).Build();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        foo.Edit(new MemberEdit("http://a") { Disabled = false });
        foo.Beat("a", 50, 1);
        foo.Beat("b", 50, 1);

        Assert.InRange(Share(foo, "a", of: 1_100), 70, 130);
    }

    [Fact]
    public void A_session_does_not_wait_for_the_slow_start_of_its_member()
    {
        using var foo = Members(1, 1).StickySession("SID").Build();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        foo.Edit(new MemberEdit("http://a") { Disabled = false });

        Assert.Equal("a a a", string.Join(' ', foo.Session("a"), foo.Session("a"), foo.Session("a")));
    }

    [Fact]
    public void A_reload_goes_on_with_the_slow_start_and_one_without_it_ends_it()
    {
        using var foo = Members(1, 1).Build();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        foo.Edit(new MemberEdit("http://a") { Disabled = false });
        foo.Play(1);
        _time.Advance(Window / 2);
        foo.Play(1);

        foo.Apply(Members(2, 1).Options);
        Assert.Equal((2, 1.1), Factors(foo, "a"));
        foo.Apply(Sample.Weighted(2, 1).Options);
        Assert.Equal((2, 2), Factors(foo, "a"));
    }

    private BalancerBuilder Members(params double[] weights) => Sample.Weighted(weights).Time(_time).Protect(p => p.SlowStart(Window));

    private static (double Factor, double Effective) Factors(Balancer foo, string host)
    {
        var member = foo.Snapshot()[$"http://{host}"];
        return (member.Factor, member.EffectiveFactor);
    }

    private static int Share(Balancer foo, string host, int of) => foo.Play(of).Split(' ').Count(name => name == host);

    private static int Traffic(Balancer foo, int requests)
    {
        var hosts = Enumerable.Range(0, requests).Select(_ => foo.Once(Sample.Anyone, Outcome.Completed(200, 1_000, 100_000)));
        return hosts.Count(host => host == "a");
    }

    private static void Fail(Balancer foo, string host)
    {
        while (foo.Once(Sample.Anyone, Outcome.Completed(200)) == host)
        {
        }

        Assert.Equal(host, foo.Once(Sample.Anyone, Outcome.ConnectFailed()));
    }

    private static MemberEdit Flag(string url, string letter, bool on) => letter switch
    {
        "D" => new MemberEdit(url) { Disabled = on },
        "S" => new MemberEdit(url) { Stopped = on },
        "N" => new MemberEdit(url) { Drain = on },
        "C" => new MemberEdit(url) { HealthCheckFailed = on },
        _ => new MemberEdit(url) { InError = on },
    };
}
