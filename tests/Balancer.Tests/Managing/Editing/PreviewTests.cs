using Balancing.Testing;

namespace Balancing.Tests.Managing.Editing;

/// <summary>What edits would do, told before they do it.</summary>
public class PreviewTests
{
    [Fact]
    public void It_tells_what_would_change_and_who_would_get_the_next_requests()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var preview = foo.Preview(new EditRequest(new MemberEdit("http://b") { LoadFactor = 4 }), 100);

        Assert.Equal(["http://b LoadFactor: 1 -> 4"], preview.Changes.Select(c => c.ToString()));
        Assert.Equal([new("http://a", 50, 20), new("http://b", 50, 80)], preview.Shares);
    }

    [Fact]
    public void Nothing_happens_to_the_balancer()
    {
        using var foo = Sample.Weighted(1, 2, 3).Seed(1).Build();
        using var twin = Sample.Weighted(1, 2, 3).Seed(1).Build();
        foo.Play(4);
        twin.Play(4);
        var member = foo.Members[0];
        foo.Preview(new EditRequest(new RemoveMemberEdit("http://b"), new MemberEdit("http://a") { Disabled = true }, new SettingsEdit { LbMethod = "bybusyness" }));

        Assert.Equal(twin.Play(20), foo.Play(20));
        Assert.Same(member, foo.Members[0]);
        Assert.Equal((0, 0), (foo.Revision, foo.Journal.Count));
    }

    [Theory]
    [InlineData("byrequests")]
    [InlineData("bytraffic")]
    [InlineData("bybusyness")]
    public void What_it_foretells_comes_true_when_requests_end_at_once(string method)
    {
        using var foo = Sample.Weighted(1, 2, 3).LbMethod(method).Build();
        foo.Play(7);
        MemberEdit edit = new("http://a") { LoadFactor = 5 };
        var foretold = foo.Preview(new EditRequest(edit), 60).Shares.ToDictionary(s => new Uri(s.Member).Host, s => s.After ?? 0);
        foo.Edit(edit);
        var came = foo.Play(60).Split(' ').CountBy(m => m).ToDictionary(c => c.Key, c => c.Value);

        Assert.All(came, c => Assert.Equal(foretold[c.Key], c.Value));
    }

    [Fact]
    public void A_member_that_comes_or_goes_has_no_number_on_the_other_side()
    {
        using var foo = Sample.Weighted(1, 1).Growth(1).Build();
        var preview = foo.Preview(new EditRequest(new AddMemberEdit("http://c"), new MemberEdit("http://c") { Disabled = false }, new RemoveMemberEdit("http://a")), 10);

        Assert.Equal([new("http://a", 5, null), new("http://b", 5, 5), new("http://c", null, 5)], preview.Shares);
    }

    [Fact]
    public void Requests_that_nobody_could_take_are_counted()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var preview = foo.Preview(new EditRequest(new MemberEdit("http://a") { Disabled = true }, new MemberEdit("http://b") { Stopped = true }), 10);

        Assert.Equal((0, 10), (preview.RefusedBefore, preview.RefusedAfter));
    }

    [Fact]
    public void Problems_are_those_of_the_edit_and_nothing_is_foretold()
    {
        using var foo = Sample.Weighted(1).Build();
        var preview = foo.Preview(new EditRequest(new MemberEdit("http://a") { LoadFactor = 0 }, new MemberEdit("http://b")));

        Assert.Equal(2, preview.Problems.Count);
        Assert.Empty(preview.Changes);
        Assert.Empty(foo.Journal);
    }

    [Fact]
    public void A_trial_does_not_end_the_rehearsal()
    {
        var time = new ManualTimeProvider();
        using var foo = Sample.Weighted(1, 1).Protect(p => p.HalfOpen()).Time(time).Build();
        foo.Once(Sample.Anyone, Outcome.ConnectFailed());
        time.Advance(TimeSpan.FromMinutes(2));

        var preview = foo.Preview(new EditRequest(new MemberEdit("http://b") { LoadFactor = 1 }), 100);
        Assert.All(preview.Shares, s => Assert.InRange(s.After ?? 0, 40, 60));
    }
}
