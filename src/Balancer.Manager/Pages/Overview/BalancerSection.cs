using System.Globalization;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>A balancer: its settings, what differs from the configuration, its members, and what can be done with them.</summary>
internal static class BalancerSection
{
    public static void Write(
        HtmlWriter html, PageContext context, BalancerView balancer, Selection selection, ManagerHistory history, IReadOnlyList<DrainStatus> drains)
    {
        var snapshot = balancer.Snapshot;
        html.Open(HtmlTag.Section, "card balancer").Set(HtmlAttribute.DataB, balancer.Key).Set(HtmlAttribute.DataRevision, snapshot.Revision);
        html.Set(HtmlAttribute.AriaLabel, $"Balancer {balancer.Key}").Open(HtmlTag.H2).Text("LoadBalancer Status for ");
        html.Open(HtmlTag.A).Set(HtmlTarget.Href, PageLink.To(context).With("b", balancer.Key).At("edit")).Leaf(HtmlTag.Bdi, $"balancer://{balancer.Key}").Close().Close();
        html.Leaf(HtmlTag.P, MemberWords.SummaryOf(snapshot), "summary");
        html.Open(HtmlTag.P, "ways");
        Way(html, PageLink.To(context).With("b", balancer.Key).At("edit"), EditRights.MayEdit(context, balancer) ? "Edit settings" : "Settings");
        Way(html, PageLink.To(context, "/journal").With("b", balancer.Key), "Journal");
        Way(html, PageLink.To(context, "/why").With("b", balancer.Key), "Why?");
        html.Close();
        html.Open(HtmlTag.P, "panic").Set(HtmlSwitch.Hidden, !snapshot.Panics)
            .Text("Panic: so few members are usable that errors and failed checks are ignored.").Close();
        if (EditRights.IsClosed(balancer))
        {
            html.Leaf(HtmlTag.P, "Its configuration says nonce=None: it takes no edits here.", "hint");
        }

        Settings(html, balancer);
        Drift(html, balancer);
        Drains(html, balancer, drains);
        Members(html, context, balancer, selection, history, drains);
        html.Close().Line();
    }

    private static void Way(HtmlWriter html, PageLink link, string text) =>
        html.Open(HtmlTag.A).Set(HtmlTarget.Href, link).Text(text).Close().Text(" ");

    // The columns of httpd 2.4 in their order.
    private static void Settings(HtmlWriter html, BalancerView balancer)
    {
        var plan = balancer.Snapshot.Plan;
        using (html.In(HtmlTag.Div, "wide"))
        using (html.In(HtmlTag.Table, "settings"))
        {
            html.Open(HtmlTag.Caption).Text("Settings of ").Leaf(HtmlTag.Bdi, $"balancer://{balancer.Key}").Close();
            ChangeTables.Head(html, "MaxMembers", "StickySession", "DisableFailover", "Timeout", "FailoverAttempts", "Method", "Path", "Active");
            html.Open(HtmlTag.Tbody).Open(HtmlTag.Tr);
            html.Leaf(HtmlTag.Td, string.Create(CultureInfo.InvariantCulture, $"{balancer.MaxMembers} [{balancer.Snapshot.Members.Count} Used]"));
            html.Leaf(HtmlTag.Td, balancer.StickySession.Length == 0 ? "(None)" : balancer.StickySession);
            html.Leaf(HtmlTag.Td, plan.NoFailover ? "On" : "Off");
            html.Leaf(HtmlTag.Td, plan.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
            html.Open(HtmlTag.Td).Number(plan.EffectiveMaxAttempts).Close();
            html.Leaf(HtmlTag.Td, plan.Method.Name);
            html.Open(HtmlTag.Td);
            Paths(html, balancer.Paths);
            html.Close().Leaf(HtmlTag.Td, balancer.Snapshot.Members.Any(m => Availability.IsUsable(m.Status)) ? "Yes" : "No");
            html.Close().Close();
        }
    }

    private static void Paths(HtmlWriter html, IReadOnlyList<string> paths)
    {
        if (paths.Count < 2)
        {
            html.Text(paths.Count == 0 ? "" : paths[0]);
            return;
        }

        html.Open(HtmlTag.Ul, "plain");
        foreach (var path in paths)
        {
            html.Leaf(HtmlTag.Li, path);
        }

        html.Close();
    }

    private static void Drift(HtmlWriter html, BalancerView balancer)
    {
        if (balancer.Drift.Count == 0)
        {
            return;
        }

        html.Open(HtmlTag.Details, "drift").Open(HtmlTag.Summary);
        html.Number(balancer.Drift.Count).Text(balancer.Drift.Count == 1 ? " value differs from the configuration" : " values differ from the configuration").Close();
        html.Open(HtmlTag.Div, "wide");
        ChangeTables.Changes(html, balancer.Drift, "What is in force and differs from the configuration", "Configured", "In force");
        html.Close().Close();
    }

    private static void Drains(HtmlWriter html, BalancerView balancer, IReadOnlyList<DrainStatus> drains)
    {
        foreach (var drain in drains)
        {
            if (drain.BalancerKey != balancer.Key || drain.Waiting.Count == 0)
            {
                continue;
            }

            html.Open(HtmlTag.Details, "drain").Open(HtmlTag.Summary).Text("What ").Leaf(HtmlTag.Bdi, drain.Member).Text(" still works on").Close();
            PageFrame.Lines(html, drain.Waiting);
            html.Close();
        }
    }

    private static void Members(
        HtmlWriter html, PageContext context, BalancerView balancer, Selection selection, ManagerHistory history, IReadOnlyList<DrainStatus> drains)
    {
        var places = MemberColumn.Select(balancer.Snapshot, selection.Filter, selection.Sort);
        using var charts = new MemberCharts(history, balancer, places);
        var table = new MemberTable(context, balancer, selection, charts, drains);
        if (!EditRights.MayEdit(context, balancer))
        {
            table.Write(html, places);
            return;
        }

        using (FormParts.Begin(html, context, balancer, "several"))
        {
            table.Write(html, places);
            SeveralForm.Write(html);
        }
    }
}
