using Balancing.Manager.Pages;

namespace Balancing.Manager.Tests.Pages;

/// <summary>The same hostile value in every field of a view, each with the name of the field before it so that none is missed.</summary>
internal sealed class BadValues(string value)
{
    public string Of(string field) => $"[{field}]{value}[/]";

    /// <summary>Text of the page holds these fields as people are meant to see them.</summary>
    public void Seen(PageNode page, params string[] fields)
    {
        var text = page.Text;
        Assert.All(fields, f => Assert.Contains(Hostile.Shown(Of(f)), text, StringComparison.Ordinal));
    }

    /// <summary>Attributes of the page hold these fields as they came.</summary>
    public void Kept(PageNode page, params string[] fields)
    {
        var values = page.All().SelectMany(n => n.Attributes.Values).ToHashSet(StringComparer.Ordinal);
        Assert.All(fields, f => Assert.Contains(Hostile.Kept(Of(f)), values));
    }

    public PageContext Context() => Sample.Context() with
    {
        Title = Of("title"),
        User = Of("user"),
        Token = Of("token"),
        Notice = new Notice(true, Of("notice"), [Of("detail")]),
    };

    public JournalEntry Entry() => new()
    {
        Id = 1,
        At = Sample.Now,
        By = new Operator(Of("who"), Of("from")),
        Kind = JournalKind.Edit,
        Changes = [new PlanChange(Of("change"), Of("change"), "w_wr", Of("change"), Of("change"))],
        Revision = 1,
        Note = Of("note"),
    };

    /// <summary>A view that has the value wherever a value can be, also where validation lets none in.</summary>
    public ManagerView View()
    {
        using var foo = Balancer.Create("foo").Member("http://h/%3C'\"<>&;x", m => m.HealthCheck(h => h.Method(HcMethod.Get))).StickySession("S").Build();
        var view = Sample.View(foo);
        var balancer = view.Balancers[0];
        var member = balancer.Snapshot.Members[0] with
        {
            Route = Of("route"),
            Redirect = Of("redirect"),
            Health = new HealthSnapshot { Last = Of("probe"), At = Sample.Now },
        };
        var plan = balancer.Snapshot.Plan;
        plan = plan with
        {
            Name = Of("name"),
            Stickiness = new StickinessPlan { CookieName = Of("session"), ParameterName = Of("session") },
            Members =
            [
                plan.Members[0] with
                {
                    Route = Of("route"),
                    Redirect = Of("redirect"),
                    HealthCheck = plan.Members[0].HealthCheck! with { ExprText = Of("expr"), Uri = Of("uri") },
                },
            ],
        };
        return view with
        {
            Balancers =
            [
                balancer with
                {
                    Key = Of("key"),
                    Paths = [Of("path"), Of("path")],
                    Snapshot = balancer.Snapshot with { Plan = plan, Members = [member] },
                    Drift = [new PlanChange(Of("drift-member"), "Route", "w_wr", Of("drift-before"), Of("drift-after"))],
                    Journal = [Entry()],
                },
            ],
        };
    }
}
