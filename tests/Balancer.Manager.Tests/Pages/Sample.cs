using Balancing.Manager.Live;
using Balancing.Manager.Pages;
using Balancing.Testing;

namespace Balancing.Manager.Tests.Pages;

/// <summary>What the tests of pages show.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    public static PageContext Context(ManagerPermissions permissions = ManagerPermissions.All) => new()
    {
        Mount = "/balancer-manager",
        Title = "localhost",
        User = "alice",
        Permissions = permissions,
        Token = "token-1",
        StartedAt = Now.AddMinutes(-75),
        Now = Now,
    };

    public static BalancerBuilder Foo() => Balancer.Create("foo")
        .Member("http://a:8080", m => m.Route("a").Redirect("b").LoadFactor(2.5))
        .Member("http://b:8080", m => m.Route("b"))
        .Member("http://c:8080", m => m.Status("+H"))
        .StickySession("JSESSIONID", "jsessionid").MaxAttempts(2).Growth(3);

    public static ManagerView View(params Balancer[] balancers) => ManagerView.Of(balancers);

    public static ManagerHistory History(ManagerView view) => new(() => view, new ManualTimeProvider(Now), TimeSpan.FromMinutes(5));

    public static PageNode Overview(ManagerView view, Selection? selection = null, PageContext? context = null, params DrainStatus[] drains)
    {
        using var history = History(view);
        return TwoParsers.Read(OverviewPage.Render(context ?? Context(), view, selection ?? new Selection(), history, drains));
    }

    public static PageNode Overview(Balancer balancer, Selection? selection = null, PageContext? context = null) =>
        Overview(View(balancer), selection, context);

    /// <summary>The rows of the members, each its cells' texts.</summary>
    public static string[][] Rows(PageNode page) =>
        [.. page.OfClass("members").SelectMany(t => t.All("tbody")).SelectMany(b => b.All("tr"))
            .Select(r => r.Children.Where(c => c.Name != PageNode.TextName).Select(c => c.Text).ToArray())];

    /// <summary>The fields of a form by name.</summary>
    public static Dictionary<string, string> Fields(PageNode form) =>
        form.All().Where(n => n.Name is "input" or "select" or "textarea").ToDictionary(
            n => n["name"], n => n.Name switch
            {
                "select" => n.All("option").Single(o => o.Attributes.ContainsKey("selected"))["value"],
                "textarea" => n.Text,
                _ => n["value"],
            });
}
