using Balancing.Manager.Live;
using Balancing.Manager.Pages;

namespace Balancing.Manager.Tests.Pages;

/// <summary>R49: whatever the values are, pages stay what they are, and show them.</summary>
public class HostileValuesTests
{
    public static TheoryData<string> Names => [.. Hostile.Values.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_overview_shows_hostile_values_as_text(string name)
    {
        var bad = new BadValues(Hostile.Values[name]);
        var view = bad.View();
        using var history = Sample.History(view);
        var drains = new DrainStatus(view.Balancers[0].Key, view.Balancers[0].Snapshot.Members[0].Url, 1, TimeSpan.FromSeconds(1), null, null, [bad.Of("waiting")]);

        var page = TwoParsers.Read(OverviewPage.Render(bad.Context(), view, new Selection(view.Balancers[0].Key), history, [drains]));

        bad.Seen(page, "title", "user", "notice", "detail", "key", "path", "drift-member", "drift-before", "drift-after", "route", "redirect", "probe", "waiting", "session");
        bad.Kept(page, "token", "key", "session");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_form_of_a_member_takes_hostile_values_as_they_are(string name)
    {
        var bad = new BadValues(Hostile.Values[name]);
        var view = bad.View();
        using var history = Sample.History(view);

        var url = view.Balancers[0].Snapshot.Members[0].Url;
        var page = TwoParsers.Read(OverviewPage.Render(bad.Context(), view, new Selection(view.Balancers[0].Key, url, "", bad.Of("sort")), history, []));

        bad.Kept(page, "route", "redirect", "expr", "uri", "sort");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_filter_is_shown_as_it_was_typed(string name)
    {
        var bad = new BadValues(Hostile.Values[name]);
        var view = bad.View();
        using var history = Sample.History(view);

        var page = TwoParsers.Read(OverviewPage.Render(bad.Context(), view, new Selection(null, null, bad.Of("filter")), history, []));

        bad.Kept(page, "filter");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_confirmation_shows_hostile_values_as_text_and_sends_them_again(string name)
    {
        var bad = new BadValues(Hostile.Values[name]);
        var preview = new EditPreview([])
        {
            IsStale = true,
            Since = [bad.Entry()],
            Changes = [new PlanChange(bad.Of("member"), bad.Of("setting"), "w_wr", bad.Of("before"), bad.Of("after"))],
            Shares = [new DecisionShare(bad.Of("share"), 1, 2)],
        };

        var page = TwoParsers.Read(ConfirmPage.Render(bad.Context(), bad.View().Balancers[0], preview, bad.Of("heading"), [new(bad.Of("field"), bad.Of("value"))]));

        bad.Seen(page, "heading", "member", "setting", "before", "after", "share", "who", "from", "note", "change");
        bad.Kept(page, "field", "value");

        preview = new EditPreview([new ConfigurationProblem(bad.Of("place"), bad.Of("cause"), bad.Of("remedy"), bad.Of("word"))]);
        page = TwoParsers.Read(ConfirmPage.Render(bad.Context(), bad.View().Balancers[0], preview, "x", []));
        bad.Seen(page, "place", "cause", "remedy", "word");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_journal_shows_hostile_values_as_text(string name)
    {
        var bad = new BadValues(Hostile.Values[name]);

        bad.Seen(TwoParsers.Read(JournalPage.Render(bad.Context(), bad.View(), null)), "who", "from", "note", "change", "key");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_why_box_shows_hostile_values_as_text(string name)
    {
        var bad = new BadValues(Hostile.Values[name]);
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Route("a")).StickySession("S").Build();
        var question = new WhyQuestion(bad.Of("b"), bad.Of("method"), bad.Of("path"), bad.Of("host"), bad.Of("cookies"), bad.Of("fields"));

        var page = TwoParsers.Read(WhyPage.Render(bad.Context(), bad.View(), question, foo.Explain(RequestFacts.Get("/").InSession(bad.Of("route"))), bad.Of("problem")));

        bad.Seen(page, "problem");
        bad.Kept(page, "b", "method", "path", "host", "cookies");
        Assert.Equal(Hostile.Shown(bad.Of("fields")), page.All("textarea").Single().Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_shows_hostile_values_as_text(string name)
    {
        var bad = new BadValues(Hostile.Values[name]);

        bad.Seen(TwoParsers.Read(MessagePage.Render(bad.Context(), bad.Of("heading"), [bad.Of("line")])), "heading", "line");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_mount_leads_off_the_server(string name)
    {
        var context = Sample.Context() with { Mount = "//" + Hostile.Values[name] };

        Assert.NotEmpty(TwoParsers.Read(MessagePage.Render(context, "x", [])).All("a"));
    }
}
