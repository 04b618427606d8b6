using Balancing.Manager.Pages;

namespace Balancing.Manager.Tests.Pages;

/// <summary>The confirmation, the journal, the why box and messages.</summary>
public class OtherPagesTests
{
    [Fact]
    public void A_confirmation_shows_the_difference_and_the_next_decisions()
    {
        using var foo = Sample.Foo().Build();
        var preview = new EditPreview([])
        {
            Decisions = 1_000,
            Changes = [new PlanChange("http://a:8080", "Disabled", "w_status_D", "0", "1"), new PlanChange(null, "Timeout", "b_tmo", "", "5")],
            Shares = [new DecisionShare("http://a:8080", 714, 0), new DecisionShare("http://b:8080", 286, 1_000), new DecisionShare("http://new", null, 0)],
        };
        var page = Confirm(foo, preview);

        Assert.Equal(["http://a:8080DisabledOffOn", "the balancerTimeout(none)5"], page.OfClass("changes").Single().All("tbody").Single().All("tr").Select(r => r.Text));
        Assert.Equal(
            ["http://a:80807140\u2212714", "http://b:80802861000+714", "http://new\u201300"],
            page.OfClass("shares").Single().All("tbody").Single().All("tr").Select(r => r.Text));
        Assert.Equal(["114", "0", "45", "160", "0", "0"], page.All("rect").Select(r => r["width"]));
    }

    [Fact]
    public void A_confirmation_sends_the_form_again_to_apply_it()
    {
        using var foo = Sample.Foo().Build();
        KeyValuePair<string, string>[] sent =
        [
            new("b", "foo"), new("w", "http://a:8080"), new("w", "http://b:8080"), new("w_lf", "3"), new("do", "preview"), new("nonce", "old"), new("revision", "1"),
        ];
        var form = Confirm(foo, new EditPreview([]) { Revision = 7 }, sent).All("form").Single();

        Assert.Equal(
            ["nonce=token-1", "b=foo", "w=http://a:8080", "w=http://b:8080", "w_lf=3", "revision=7", "do=apply"],
            form.All("input").Select(i => $"{i["name"]}={i["value"]}"));
    }

    [Fact]
    public void What_cannot_be_done_is_told_and_cannot_be_sent()
    {
        using var foo = Sample.Foo().Build();
        var page = Confirm(foo, new EditPreview([new ConfigurationProblem("http://a LoadFactor", "500 is not within 1 to 100", "Use a value of 1 to 100", "w_lf")]));

        Assert.Contains("500 is not within 1 to 100", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.All("button"));
    }

    [Fact]
    public void A_stale_edit_shows_what_has_changed_since()
    {
        using var foo = Sample.Foo().Build();
        var page = Confirm(foo, new EditPreview([]) { IsStale = true, Since = [Entry(4, JournalKind.Edit)] });

        Assert.Contains("#4 edit by bob (10.1.2.3), 2026-11-23 03:00:00 UTC", page.Text, StringComparison.Ordinal);
        Assert.Equal("Apply all the same", page.All("button").Single().Text);
    }

    [Fact]
    public void The_journal_tells_who_when_what_and_from_where()
    {
        var page = Journal([Entry(2, JournalKind.Undo) with { Undoes = 1 }, Entry(1, JournalKind.Edit) with { UndoneBy = 2 }]);
        var rows = page.OfClass("journal").Single().All("tbody").Single().All("tr").Select(r => r.Text).ToArray();

        Assert.Equal("2026-11-23 03:00:00 UTCbobfrom 10.1.2.3foo#2 undo of #1http://a LoadFactor: 1 \u2192 2Undo", rows[0]);
        Assert.EndsWith("undone by #2", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_undo_is_looked_at_before_it_is_applied()
    {
        var fields = Sample.Fields(Journal([Entry(2, JournalKind.Edit)]).All("form").Single(f => f["method"] == "post"));

        Assert.Equal(("2", "foo", "preview", "token-1"), (fields["undo"], fields["b"], fields["do"], fields["nonce"]));
        Assert.DoesNotContain(Journal([Entry(2, JournalKind.Edit)], ManagerPermissions.View).All("form"), f => f["method"] == "post");
        Assert.DoesNotContain(Journal([Entry(2, JournalKind.Reload)]).All("form"), f => f["method"] == "post");
    }

    [Fact]
    public void The_why_box_offers_balancers_and_sites_and_sends_by_post()
    {
        using var foo = Sample.Foo().Build();
        using var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/app", "balancer://foo/app").ProxyPass("/b", "balancer://foo/b").Build();
        var page = TwoParsers.Read(WhyPage.Render(Sample.Context(), ManagerView.Of([foo], [site]), new WhyQuestion(), null, null));
        var form = page.All("form").Single();

        Assert.Equal(("post", "/balancer-manager/why"), (form["method"], form["action"]));
        Assert.Equal(["foo", "www"], form.All("option").Select(o => o["value"]));
        Assert.Equal(["nonce", "b", "method", "path", "host", "cookies", "fields"], Sample.Fields(form).Keys);
    }

    [Fact]
    public void The_why_box_shows_the_steps_and_the_answer()
    {
        using var foo = Sample.Foo().Build();
        var decision = foo.Explain(RequestFacts.Get("/").Cookie("JSESSIONID", "s1.b"));
        var page = TwoParsers.Read(WhyPage.Render(Sample.Context(), Sample.View(foo), new WhyQuestion("foo", Cookies: "JSESSIONID=s1.b"), decision, null));

        Assert.Equal(decision.Steps.Select(s => s.Room + s.Subject + s.Verdict + s.Detail), page.OfClass("steps").Single().All("tbody").Single().All("tr").Select(r => r.Text));
        Assert.Contains(page.All("h2"), h => h.Text == "Answer: http://b:8080");
        Assert.Equal(decision.ToString(), page.All("pre").Single().Text);
    }

    [Fact]
    public void Every_page_can_be_walked_without_a_mouse()
    {
        using var foo = Sample.Foo().Build();
        var page = Sample.Overview(foo, new Selection("foo"));

        Assert.Equal("/balancer-manager#main", page.OfClass("skip").Single()["href"]);
        Assert.Single(page.All("main"));
        Assert.Equal("en", page.All("html").Single()["lang"]);
        Assert.All(page.All("table"), t => Assert.Equal("caption", t.Children[0].Name));
        var unnamed = page.All().Where(n => n.Name is "input" or "select" or "textarea" && n["type"] != "hidden" && n["aria-label"].Length == 0);
        Assert.All(unnamed, n => Assert.Contains(page.All("label"), l => l.All().Contains(n)));
        Assert.Equal(page.All().Count(n => n["id"].Length > 0), page.All().Select(n => n["id"]).Where(id => id.Length > 0).Distinct().Count());
    }

    private static PageNode Confirm(Balancer balancer, EditPreview preview, params KeyValuePair<string, string>[] fields) =>
        TwoParsers.Read(ConfirmPage.Render(Sample.Context(), Sample.View(balancer).Balancers[0], preview, "Change", fields));

    private static PageNode Journal(JournalEntry[] entries, ManagerPermissions permissions = ManagerPermissions.All)
    {
        using var foo = Sample.Foo().Build();
        var view = Sample.View(foo);
        return TwoParsers.Read(JournalPage.Render(Sample.Context(permissions), view with { Balancers = [view.Balancers[0] with { Journal = entries }] }, null));
    }

    private static JournalEntry Entry(long id, JournalKind kind) => new()
    {
        Id = id,
        At = Sample.Now,
        By = new Operator("bob", "10.1.2.3"),
        Kind = kind,
        Changes = [new PlanChange("http://a", "LoadFactor", "w_lf", "1", "2")],
        Revision = id,
    };
}
