using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>The page that the manager is mapped to: every balancer with its members.</summary>
internal static class OverviewPage
{
    // Most members that are named as needing attention.
    private const int MostNamed = 12;

    /// <summary>The page, in UTF-8.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="view">What is there.</param>
    /// <param name="selection">What of it is wanted.</param>
    /// <param name="history">The last minutes.</param>
    /// <param name="drains">The drainings that go on or have just ended.</param>
    public static byte[] Render(PageContext context, ManagerView view, Selection selection, ManagerHistory history, IReadOnlyList<DrainStatus> drains) =>
        PageFrame.Render(context, "", "", html =>
        {
            ServerFacts.Write(html, context, view);
            html.Open(HtmlTag.P, "live").Set(HtmlAttribute.Id, "live").Set(HtmlAttribute.Role, "status").Set(HtmlAttribute.AriaLive, "polite");
            html.Set(HtmlTarget.DataLive, PageLink.To(context, "/live")).Text("As of ");
            PageFrame.Time(html, view.At);
            html.Close();
            if (history.Trouble is not null)
            {
                html.Leaf(HtmlTag.P, "The last look at the members failed: charts have a gap, and figures do not move.", "hint");
            }

            Attention(html, context, view);
            if (view.Find(selection.B) is { } selected)
            {
                EditPanel.Write(html, context, selected, selection.W);
            }

            Filter(html, context, selection);
            foreach (var balancer in view.Balancers)
            {
                BalancerSection.Write(html, context, balancer, selection, history, drains);
            }

            if (view.Balancers.Count == 0)
            {
                html.Leaf(HtmlTag.P, "There are no balancers.", "card");
            }
        });

    private static void Filter(HtmlWriter html, PageContext context, Selection selection)
    {
        html.Open(HtmlTag.Form, "filter").Set(HtmlAttribute.Method, "get").Set(HtmlTarget.Action, PageLink.To(context)).Set(HtmlAttribute.Role, "search");
        html.Open(HtmlTag.Label).Text("Filter ");
        html.Open(HtmlTag.Input).Set(HtmlAttribute.Type, "search").Set(HtmlAttribute.Name, "q").Set(HtmlAttribute.Id, "q").Set(HtmlAttribute.Value, selection.Filter);
        html.Set(HtmlAttribute.Placeholder, "URL, route or status").Set(HtmlAttribute.SpellCheck, "false").Close();
        Kept(html, "b", selection.B);
        Kept(html, "w", selection.W);
        Kept(html, "sort", selection.Sort);
        FormParts.Submit(html, "Filter");
        if (selection.Filter.Length > 0)
        {
            html.Open(HtmlTag.A).Set(HtmlTarget.Href, PageLink.To(context).With("b", selection.B).With("w", selection.W).With("sort", selection.Sort)).Text("Show all").Close();
        }

        html.Close();
    }

    private static void Kept(HtmlWriter html, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            FormParts.Hidden(html, name, value);
        }
    }

    // Above everything: who is out of service without anybody having said so.
    private static void Attention(HtmlWriter html, PageContext context, ManagerView view)
    {
        (BalancerView Balancer, MemberSnapshot Member)[] bad =
            [.. view.Balancers.SelectMany(b => b.Snapshot.Members.Where(m => MemberWords.StateOf(m.Status) == "bad").Select(m => (b, m)))];
        html.Open(HtmlTag.Section, "notice bad").Set(HtmlAttribute.Id, "attention").Set(HtmlAttribute.AriaLabel, "Members in error").Set(HtmlSwitch.Hidden, bad.Length == 0);
        html.Open(HtmlTag.P).Number(bad.Length).Text(bad.Length == 1 ? " member is in error" : " members are in error").Close().Open(HtmlTag.Ul);
        foreach (var (balancer, member) in bad.Take(MostNamed))
        {
            html.Open(HtmlTag.Li).Open(HtmlTag.A).Set(HtmlTarget.Href, PageLink.To(context).With("b", balancer.Key).With("w", member.Url).At("edit")).Text(member.Url).Close();
            html.Text(" of ").Leaf(HtmlTag.Bdi, balancer.Key).Text(": ").Text(MemberWords.HintOf(member, balancer.Snapshot.Panics)).Close();
        }

        if (bad.Length > MostNamed)
        {
            html.Open(HtmlTag.Li).Open(HtmlTag.A).Set(HtmlTarget.Href, PageLink.To(context).With("sort", "-status")).Text("and more: sort by status").Close().Close();
        }

        html.Close().Close();
    }
}
