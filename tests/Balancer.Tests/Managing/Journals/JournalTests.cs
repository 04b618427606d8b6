using Balancing.Testing;

namespace Balancing.Tests.Managing.Journals;

/// <summary>Who changed what, when, and from where; and how it is taken back.</summary>
public class JournalTests
{
    private static readonly Operator Ann = new("ann", "10.0.0.7");
    private static readonly Operator Bob = new("bob", "10.0.0.8");

    [Fact]
    public void An_edit_is_written_down_with_who_when_what_and_from_where()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero));
        using var foo = Sample.Weighted(1, 1).Time(time).Build();
        var result = foo.Edit(new EditRequest(new MemberEdit("http://b") { LoadFactor = 4, Disabled = true }, new SettingsEdit { NoFailover = true }) { By = Ann });

        var entry = Assert.Single(foo.Journal);
        Assert.Equal(result.Entry, entry);
        Assert.Equal((1, 1, time.GetUtcNow(), Ann, JournalKind.Edit), (entry.Id, entry.Revision, entry.At, entry.By, entry.Kind));
        Assert.Equal(
            ["NoFailover: 0 -> 1", "http://b LoadFactor: 1 -> 4", "http://b Disabled: 0 -> 1"], entry.Changes.Select(c => c.ToString()));
        Assert.Equal("ann (10.0.0.7)", entry.By.ToString());
    }

    [Fact]
    public void A_stale_edit_is_refused_with_what_has_changed_since()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var seen = foo.Revision;
        foo.Edit(new EditRequest(new MemberEdit("http://a") { LbSet = 1 }) { By = Ann, Revision = seen });
        foo.Edit(new EditRequest(new MemberEdit("http://a") { LbSet = 2 }) { By = Ann });
        var result = foo.Edit(new EditRequest(new MemberEdit("http://b") { Disabled = true }) { By = Bob, Revision = seen });

        Assert.False(result.Applied);
        Assert.True(result.IsStale);
        Assert.Equal(["http://a LbSet: 0 -> 1", "http://a LbSet: 1 -> 2"], result.Since.SelectMany(e => e.Changes).Select(c => c.ToString()));
        Assert.Equal("Init Ok", foo.Snapshot()["http://b"].StatusText);
        Assert.Equal((JournalKind.Refused, Bob), (foo.Journal[0].Kind, foo.Journal[0].By));
        Assert.True(foo.Edit(new EditRequest(new MemberEdit("http://b") { Disabled = true }) { By = Bob, Revision = result.Revision }).Applied);
    }

    [Fact]
    public void What_failures_change_makes_no_edit_stale()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var seen = foo.Revision;
        foo.Once(Sample.Anyone, Outcome.ConnectFailed());

        Assert.True(foo.Edit(new EditRequest(new MemberEdit("http://a") { InError = false }) { Revision = seen }).Applied);
        Assert.Equal("Init Ok", foo.Snapshot()["http://a"].StatusText);
    }

    [Fact]
    public void A_reload_and_a_draining_are_changes_too()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        foo.Apply(new BalancerOptions { Members = { new() { Url = "http://a" }, new() { Url = "http://b", LoadFactor = 3 } } });
        Assert.True(foo.DrainAsync("http://a", TimeSpan.FromSeconds(1)).IsCompletedSuccessfully);
        foo.Readmit("http://a", Ann);

        Assert.Equal([JournalKind.Drain, JournalKind.Drain, JournalKind.Drain, JournalKind.Reload], foo.Journal.Select(e => e.Kind));
        Assert.Equal(["http://a Drain: 1 -> 0", "http://a Disabled: 1 -> 0"], foo.Journal[0].Changes.Select(c => c.ToString()));
        Assert.Equal(["http://a Disabled: 0 -> 1"], foo.Journal[1].Changes.Select(c => c.ToString()));
        Assert.Equal(["http://a Drain: 0 -> 1"], foo.Journal[2].Changes.Select(c => c.ToString()));
        Assert.Contains("http://b LoadFactor: 1 -> 3", foo.Journal[3].Changes.Select(c => c.ToString()));
        Assert.Equal(4, foo.Revision);
    }

    [Fact]
    public void An_entry_is_taken_back_and_the_taking_back_too()
    {
        using var foo = Sample.Weighted(1, 1).StickySession("SID").Build();
        var before = foo.Plan;
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 7, Route = "z", Disabled = true }, new SettingsEdit { StickySession = "-", MaxAttempts = 3, LbMethod = "bybusyness" });

        Assert.True(foo.Undo(1, Ann).Applied);
        Assert.Equal((before.Stickiness, before.MaxAttempts, before.Method), (foo.Plan.Stickiness, foo.Plan.MaxAttempts, foo.Plan.Method));
        Assert.Equal(before.Members, foo.Plan.Members);
        Assert.Equal((2, false), (foo.Journal[1].UndoneBy, foo.Journal[1].CanUndo));

        Assert.True(foo.Undo(2, Ann).Applied);
        Assert.Equal((7, "z", "bybusyness"), (foo.Snapshot()["http://a"].Factor, foo.Plan.Members[0].Route, foo.Plan.Method.Name));
        Assert.Null(foo.Journal.Single(e => e.Id == 1).UndoneBy);
    }

    [Fact]
    public void A_removed_member_comes_back_to_its_place_and_an_added_one_goes()
    {
        using var foo = Sample.Weighted(1, 2, 3).Growth(1).Build();
        foo.Edit(new RemoveMemberEdit("http://b"), new AddMemberEdit("http://d"), new MemberEdit("http://d") { LoadFactor = 9 });
        foo.Undo(1);

        Assert.Equal(["http://a", "http://b", "http://c"], foo.Snapshot().Members.Select(m => m.Url));
        Assert.Equal((2, "b", 1), (foo.Snapshot()["http://b"].Factor, foo.Snapshot()["http://b"].Route, foo.Plan.Growth));
    }

    [Fact]
    public void A_value_that_somebody_has_changed_again_is_not_taken_back()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 2, LbSet = 1 });
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 3 });
        var result = foo.Undo(1);

        Assert.Equal("it is 3 by now, and no longer 2", Assert.Single(result.Problems).Cause);
        Assert.Equal((3, 1), (foo.Snapshot()["http://a"].Factor, foo.Snapshot()["http://a"].Set));
    }

    [Fact]
    public void Nothing_is_taken_back_twice_and_only_what_was_done_by_hand()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 2 });
        foo.Undo(1);
        foo.Readmit("http://a");
        foo.Edit(new MemberEdit("http://zz"));

        Assert.Contains("taken back already", Assert.Single(foo.Undo(1).Problems).Cause, StringComparison.Ordinal);
        Assert.Single(foo.Undo(3).Problems);
        Assert.Single(foo.Undo(4).Problems);
        Assert.Throws<KeyNotFoundException>(() => foo.Undo(99));
    }

    [Fact]
    public void What_taking_back_would_do_is_told_first()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        var preview = foo.PreviewUndo(1, 10);

        Assert.Equal(["http://a Disabled: 1 -> 0"], preview.Changes.Select(c => c.ToString()));
        Assert.Equal([new("http://a", 0, 5), new("http://b", 10, 5)], preview.Shares);
        Assert.Equal("Init Dis", foo.Snapshot()["http://a"].StatusText);
    }

    [Fact]
    public void The_latest_five_hundred_are_kept()
    {
        using var foo = Sample.Weighted(1).Build();
        for (var i = 0; i < 510; i++)
        {
            foo.Edit(new MemberEdit("http://a") { LbSet = 1 - (i % 2) });
        }

        Assert.Equal((500, 510, 11), (foo.Journal.Count, foo.Journal[0].Id, foo.Journal[^1].Id));
        Assert.Equal(510, foo.Revision);
    }

    [Fact]
    public async Task Of_operators_who_edit_at_once_one_wins_each_time()
    {
        using var foo = Sample.Weighted(1, 1).Build();
        var tasks = Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            var won = 0;
            for (var i = 0; i < 200; i++)
            {
                var seen = foo.Snapshot();
                won += foo.Edit(new EditRequest(new MemberEdit("http://a") { LbSet = (seen["http://a"].Set + 1) % 100 }) { Revision = seen.Revision }).Applied ? 1 : 0;
                foo.Play(1);
            }

            return won;
        }));
        var wins = (await Task.WhenAll(tasks)).Sum();

        Assert.Equal((wins, wins % 100), (foo.Revision, foo.Snapshot()["http://a"].Set));
    }
}
