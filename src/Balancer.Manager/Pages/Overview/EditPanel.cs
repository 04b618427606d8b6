using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>The form of the member or balancer that a deep link names (httpd: the forms below its tables).</summary>
internal static class EditPanel
{
    public static void Write(HtmlWriter html, PageContext context, BalancerView balancer, string? member)
    {
        var place = member is null ? -1 : PlaceOf(balancer.Snapshot, member);
        html.Open(HtmlTag.Section, "card edit").Set(HtmlAttribute.Id, "edit").Set(HtmlAttribute.AriaLabelledBy, "edit-title");
        html.Open(HtmlTag.H2).Set(HtmlAttribute.Id, "edit-title");
        html.Text(place < 0 ? "Edit balancer settings for " : "Edit worker settings for ");
        html.Leaf(HtmlTag.Bdi, place < 0 ? $"balancer://{balancer.Key}" : balancer.Snapshot.Members[place].Url).Close();
        if (place >= 0 && balancer.Snapshot.Members[place] is var shown)
        {
            var hint = MemberWords.HintOf(shown, balancer.Snapshot.Panics);
            html.Open(HtmlTag.P, "hint").Text("Now ").Leaf(HtmlTag.B, shown.StatusText).Text(hint.Length > 0 ? ", " + hint : "").Close();
        }

        html.Open(HtmlTag.A, "close").Set(HtmlTarget.Href, PageLink.To(context)).Text("Close").Close();
        if (!EditRights.MayEdit(context, balancer))
        {
            html.Leaf(HtmlTag.P, EditRights.IsClosed(balancer) ? "Its configuration says nonce=None: it takes no edits here." : "You may look, not edit.", "hint");
        }
        else if (place < 0)
        {
            Balancer(html, context, balancer);
        }
        else
        {
            Member(html, context, balancer, place);
        }

        html.Close().Line();
    }

    private static int PlaceOf(BalancerSnapshot balancer, string member)
    {
        for (var i = 0; i < balancer.Members.Count; i++)
        {
            if (balancer.Members[i].Url == member || balancer.Members[i].Member.Url.Identity == member)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Balancer(HtmlWriter html, PageContext context, BalancerView balancer)
    {
        using (FormParts.Begin(html, context, balancer, "fields"))
        {
            foreach (var word in EditWords.OfBalancer)
            {
                FormParts.Field(html, word, EditWords.TextOf(balancer.Snapshot, word), word.Choices.Count > 0 ? word.Choices : [.. balancer.Balancer.LbMethodNames]);
            }

            FormParts.Submit(html, "Review changes", "main");
        }

        if (EditRights.MayAdd(context, balancer))
        {
            using (FormParts.Begin(html, context, balancer, "one"))
            {
                FormParts.Hidden(html, "b_wyes", "1");
                html.Open(HtmlTag.Label).Open(HtmlTag.Span).Text("Add new worker").Close();
                html.Open(HtmlTag.Input).Set(HtmlAttribute.Type, "text").Set(HtmlAttribute.Name, "b_nwrkr").Set(HtmlSwitch.Required);
                html.Set(HtmlAttribute.SpellCheck, "false").Set(HtmlAttribute.Placeholder, "http://host:port").Close();
                FormParts.Submit(html, "Add\u2026");
                html.Leaf(HtmlTag.Small, $"It begins disabled. There is room for {balancer.Snapshot.Plan.Growth} more.");
            }
        }
    }

    private static void Member(HtmlWriter html, PageContext context, BalancerView balancer, int place)
    {
        var url = balancer.Snapshot.Members[place].Url;
        using (FormParts.Begin(html, context, balancer, "fields"))
        {
            FormParts.Hidden(html, "w", url);
            Group(html, balancer, place, "Settings", w => !IsFlag(w) && !IsHealth(w));
            Group(html, balancer, place, "Status", IsFlag);
            Group(html, balancer, place, "Health checks", IsHealth);
            FormParts.Submit(html, "Review changes", "main");
        }

        html.Open(HtmlTag.Div, "actions");
        // A draining also ends when the flag is taken away, whoever has begun it.
        if ((balancer.Snapshot.Members[place].Status & (MemberStatus.Drain | MemberStatus.Disabled)) == MemberStatus.Drain)
        {
            Action(html, context, balancer, url, "w_status_N", "Stop draining\u2026", value: "0");
        }
        else
        {
            Drain(html, context, balancer, url);
        }

        Action(html, context, balancer, url, "readmit", "Readmit\u2026");
        Action(html, context, balancer, url, "remove", "Remove\u2026", "danger");
        html.Close();
    }

    private static void Group(HtmlWriter html, BalancerView balancer, int place, string title, Func<EditWord, bool> isOf)
    {
        html.Open(HtmlTag.Fieldset).Leaf(HtmlTag.Legend, title);
        foreach (var word in EditWords.OfMember.Where(isOf))
        {
            var value = EditWords.TextOf(balancer.Snapshot, place, word);
            if (IsEngines(word))
            {
                Engines(html, word, value);
            }
            else
            {
                FormParts.Field(html, word, value, word.Choices);
            }
        }

        html.Close();
    }

    private static bool IsFlag(EditWord word) => word.Word.StartsWith("w_status_", StringComparison.Ordinal);

    private static bool IsHealth(EditWord word) => word.Word.StartsWith("w_h", StringComparison.Ordinal);

    // Flags that requests and checks change as well: what was so when the page was made is not what is wanted now.
    private static bool IsEngines(EditWord word) => word.Word is "w_status_C" or "w_status_E";

    private static void Engines(HtmlWriter html, EditWord word, string value)
    {
        html.Open(HtmlTag.Label, "field").Leaf(HtmlTag.Span, word.Label);
        FormParts.Choice(html, word.Word, "", ["", "1", "0"], [value == "1" ? "unchanged (now On)" : "unchanged (now Off)", "On", "Off"]);
        html.Leaf(HtmlTag.Small, word.Meaning).Close();
    }

    private static void Action(HtmlWriter html, PageContext context, BalancerView balancer, string url, string name, string text, string? css = null, string value = "1")
    {
        using (FormParts.Begin(html, context, balancer, "one"))
        {
            FormParts.Hidden(html, "w", url);
            FormParts.Hidden(html, name, value);
            FormParts.Submit(html, text, css);
        }
    }

    private static void Drain(HtmlWriter html, PageContext context, BalancerView balancer, string url)
    {
        using (FormParts.Begin(html, context, balancer, "one"))
        {
            FormParts.Hidden(html, "w", url);
            FormParts.Hidden(html, "drain", "1");
            SeveralForm.Deadline(html);
            FormParts.Submit(html, "Drain\u2026");
        }
    }
}
