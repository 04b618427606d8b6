namespace Balancing.Manager.Pages;

/// <summary>Who changed what, when and from where; and the way back.</summary>
internal static class JournalPage
{
    /// <summary>Most entries on the page.</summary>
    public const int Most = 1_000;

    /// <summary>The page, in UTF-8.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="view">What is there.</param>
    /// <param name="b">Key of the one balancer that is wanted; null for all.</param>
    public static byte[] Render(PageContext context, ManagerView view, string? b) => PageFrame.Render(context, "/journal", "Journal", html =>
    {
        var one = view.Find(b);
        (BalancerView Balancer, JournalEntry Entry)[] all = [.. view.Balancers.Where(v => one is null || v == one)
            .SelectMany(v => v.Journal.Select(e => (v, e))).OrderByDescending(p => p.e.At).ThenByDescending(p => p.e.Id).Take(Most)];
        html.Open(HtmlTag.Section, "card").Open(HtmlTag.H2).Text("Journal");
        if (one is not null)
        {
            html.Text(" of ").Leaf(HtmlTag.Bdi, "balancer://" + one.Key);
        }

        html.Close();
        Which(html, context, view, one);
        if (all.Length == 0)
        {
            html.Leaf(HtmlTag.P, "Nothing has been changed.");
        }
        else
        {
            Table(html, context, all);
        }

        html.Close();
    });

    private static void Which(HtmlWriter html, PageContext context, ManagerView view, BalancerView? one)
    {
        if (view.Balancers.Count < 2)
        {
            return;
        }

        html.Open(HtmlTag.Form, "which").Set(HtmlAttribute.Method, "get").Set(HtmlTarget.Action, PageLink.To(context, "/journal"));
        html.Open(HtmlTag.Label).Text("Balancer ");
        string[] keys = ["", .. view.Balancers.Select(v => v.Key)];
        FormParts.Choice(html, "b", one?.Key ?? "", keys, ["all", .. keys[1..]]);
        html.Close();
        FormParts.Submit(html, "Show");
        html.Close();
    }

    private static void Table(HtmlWriter html, PageContext context, (BalancerView Balancer, JournalEntry Entry)[] all)
    {
        using (html.In(HtmlTag.Div, "wide"))
        using (html.In(HtmlTag.Table, "journal"))
        {
            html.Leaf(HtmlTag.Caption, "The latest changes, the newest first.");
            ChangeTables.Head(html, "When", "Who", "Balancer", "What", "Changes", "Way back");
            html.Open(HtmlTag.Tbody);
            foreach (var (balancer, entry) in all)
            {
                Row(html, context, balancer, entry);
            }

            html.Close();
        }
    }

    private static void Row(HtmlWriter html, PageContext context, BalancerView balancer, JournalEntry entry)
    {
        html.Open(HtmlTag.Tr, entry.Kind == JournalKind.Refused ? "bad" : null).Open(HtmlTag.Th).Set(HtmlAttribute.Scope, "row");
        PageFrame.Time(html, entry.At);
        html.Close().Open(HtmlTag.Td).Leaf(HtmlTag.Bdi, entry.By.Who);
        if (entry.By.From is { } from)
        {
            html.Open(HtmlTag.Small).Text("from ").Leaf(HtmlTag.Bdi, from).Close();
        }

        html.Close().Leaf(HtmlTag.Td, balancer.Key);
        html.Open(HtmlTag.Td).Text($"#{entry.Id} {ChangeTables.KindOf(entry)}").Text(entry.Undoes is { } undone ? $" of #{undone}" : "").Close();
        html.Open(HtmlTag.Td);
        if (entry.Changes.Count > 0)
        {
            ChangeTables.Lines(html, entry.Changes);
        }

        html.Text(entry.Note).Close().Open(HtmlTag.Td);
        Undo(html, context, balancer, entry);
        html.Close().Close().Line();
    }

    private static void Undo(HtmlWriter html, PageContext context, BalancerView balancer, JournalEntry entry)
    {
        if (entry.UndoneBy is { } by)
        {
            html.Text($"undone by #{by}");
        }
        else if (entry.CanUndo && EditRights.MayEdit(context, balancer))
        {
            using (FormParts.Begin(html, context, balancer))
            {
                FormParts.Hidden(html, "undo", FormParts.Number(entry.Id));
                html.Open(HtmlTag.Button).Set(HtmlAttribute.Type, "submit").Set(HtmlAttribute.AriaLabel, $"Undo #{entry.Id} of {balancer.Key}").Text("Undo").Close();
            }
        }
    }
}
