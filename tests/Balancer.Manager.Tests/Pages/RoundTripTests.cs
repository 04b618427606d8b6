using Balancing.Manager.Tests.Serving;

namespace Balancing.Manager.Tests.Pages;

/// <summary>The forms of the pages, filled in and sent as a browser sends them, arrive as what they say.</summary>
public class RoundTripTests
{
    [Fact]
    public void An_edit_of_a_member_is_looked_at_applied_and_taken_back()
    {
        using var bench = Bench.OfTwo();
        var form = Panel(bench, "?b=foo&w=http://10.0.0.2").First();
        var confirm = Send(bench, form, ("w_lf", "3"), ("w_status_H", "1"));

        Assert.Equal(["http://10.0.0.2LoadFactor13", "http://10.0.0.2HotStandbyOffOn"], Changes(confirm));
        Assert.Equal("1,1", Factors(bench));
        Assert.Contains("Applied.", Apply(bench, confirm).Text, StringComparison.Ordinal);
        Assert.Equal("1,3", Factors(bench));

        var undo = Page(bench, "/journal").All("form").Single(f => f["method"] == "post");
        _ = Apply(bench, Send(bench, undo));
        Assert.Equal("1,1", Factors(bench));
        Assert.Contains("undone by #2", Page(bench, "/journal").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_of_a_balancer_changes_its_settings_and_adds_a_member()
    {
        using var bench = Bench.OfTwo();
        _ = Apply(bench, Send(bench, Panel(bench, "?b=foo").First(), ("b_tmo", "5"), ("b_lbm", "bytraffic")));
        Assert.Equal((TimeSpan.FromSeconds(5), "bytraffic"), (bench.Foo.Plan.Timeout, bench.Foo.Plan.Method.Name));

        _ = Apply(bench, Send(bench, Panel(bench, "?b=foo").ElementAt(1), ("b_nwrkr", "http://10.0.0.1:81")));
        Assert.Equal("Init Dis", bench.Foo.Snapshot()["http://10.0.0.1:81"].StatusText);
    }

    [Fact]
    public void Several_members_are_changed_at_once()
    {
        using var bench = Bench.OfTwo();
        var form = Page(bench).OfClass("several").Single();

        Assert.Equal(2, Changes(Send(bench, form, ("w", "http://10.0.0.1"), ("w", "http://10.0.0.2"), ("w_status_I", "1"))).Length);
        _ = Apply(bench, Send(bench, form, ("w", "http://10.0.0.1"), ("w", "http://10.0.0.2"), ("w_lf", "4")));
        Assert.Equal("4,4", Factors(bench));
    }

    [Fact]
    public void Several_members_are_removed_at_once()
    {
        using var bench = new Bench(Bench.Two().Member("http://10.0.0.3").Build());
        var form = Page(bench).OfClass("several").Single();

        Assert.Contains(form.All("button"), b => b["name"] == "remove" && b.Text == "Remove\u2026");
        _ = Apply(bench, Send(bench, form, ("w", "http://10.0.0.1"), ("w", "http://10.0.0.3"), ("remove", "1")));
        Assert.Equal(["http://10.0.0.2"], bench.Foo.Snapshot().Members.Select(m => m.Url));
    }

    [Fact]
    public void A_member_is_drained_readmitted_and_removed()
    {
        using var bench = Bench.OfTwo();
        using var lease = bench.Foo.Acquire(RequestFacts.Get("/"));
        _ = Apply(bench, Send(bench, Page(bench).OfClass("several").Single(), ("w", "http://10.0.0.1"), ("drain", "1")));
        Assert.True(bench.Foo.Snapshot().Members[0].Status.HasFlag(MemberStatus.Drain));

        _ = Apply(bench, Send(bench, Panel(bench, "?b=foo&w=http://10.0.0.1").ElementAt(1)));
        Assert.False(bench.Foo.Snapshot().Members[0].Status.HasFlag(MemberStatus.Drain));

        _ = Apply(bench, Send(bench, Panel(bench, "?b=foo&w=http://10.0.0.1").ElementAt(1)));
        _ = Apply(bench, Send(bench, Panel(bench, "?b=foo&w=http://10.0.0.1").ElementAt(2)));
        Assert.Equal("Init Ok", bench.Foo.Snapshot().Members[0].StatusText);

        _ = Apply(bench, Send(bench, Panel(bench, "?b=foo&w=http://10.0.0.1").ElementAt(3)));
        Assert.Equal(["http://10.0.0.2"], bench.Foo.Snapshot().Members.Select(m => m.Url));
    }

    [Fact]
    public void The_why_box_answers()
    {
        using var bench = Bench.OfTwo();
        var answer = Send(bench, Page(bench, "/why", "b=foo").All("form").Single(), ("path", "/x"));

        Assert.Contains(answer.All("h2"), h => h.Text == "Answer: http://10.0.0.1");
    }

    [Fact]
    public void Two_operators_at_once_hear_of_each_other()
    {
        using var bench = Bench.OfTwo();
        var form = Panel(bench, "?b=foo&w=http://10.0.0.2").First();
        bench.User = "";
        bench.Foo.Edit(new EditRequest(new MemberEdit("http://10.0.0.2") { Route = "z" }) { By = new Operator("bob", "10.0.0.7") });
        var stale = Send(bench, form, ("w_lf", "3"));

        Assert.Contains("by bob (10.0.0.7)", stale.Text, StringComparison.Ordinal);
        Assert.Contains("http://10.0.0.2 Route: b \u2192 z", stale.Text, StringComparison.Ordinal);
        Assert.Equal("1,1", Factors(bench));
    }

    private static PageNode Page(Bench bench, string path = "", string query = "") => TwoParsers.Read(bench.Get(path, query).Body.ToArray());

    private static IEnumerable<PageNode> Panel(Bench bench, string query) => Page(bench, "", query[1..]).OfClass("edit").Single().All("form");

    private static string[] Changes(PageNode page) => [.. page.OfClass("changes").Single().All("tbody").Single().All("tr").Select(r => r.Text)];

    private static string Factors(Bench bench) => string.Join(',', bench.Foo.Snapshot().Members.Select(m => m.Factor));

    // What a browser sends: every field that is not a box, a button or filled in anew, and then those.
    private static PageNode Send(Bench bench, PageNode form, params (string Name, string Value)[] filled)
    {
        var kept = form.All().Where(n => n.Name is "input" or "select" or "textarea" && n["type"] != "checkbox" && !filled.Any(f => f.Name == n["name"]))
            .Select(n => (Name: n["name"], Value: n.Name == "select" ? n.All("option").Single(o => o.Attributes.ContainsKey("selected"))["value"] : n["value"] + (n.Name == "textarea" ? n.Text : "")));
        var body = string.Join('&', kept.Concat(filled).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"));
        var answer = bench.Send(body, form["action"]["/balancer-manager".Length..]);
        Assert.True(answer.Status is 200 or 303 or 409, $"{answer.Status}: {Bench.Text(answer)}");
        return answer.Status == 303 ? Page(bench, "", Bench.Of(answer, "Location")!.Split('?')[1]) : TwoParsers.Read(answer.Body.ToArray());
    }

    private static PageNode Apply(Bench bench, PageNode confirm)
    {
        Assert.Contains("Nothing has been changed yet.", confirm.Text, StringComparison.Ordinal);
        return Send(bench, confirm.All("form").Single());
    }
}
