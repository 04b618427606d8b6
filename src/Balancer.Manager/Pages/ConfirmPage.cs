namespace Balancing.Manager.Pages;

/// <summary>What edits would do, before they are applied.</summary>
internal static class ConfirmPage
{
    private const int BarWidth = 160;

    /// <summary>The page, in UTF-8.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="balancer">The balancer it is about.</param>
    /// <param name="preview">What would happen.</param>
    /// <param name="title">What is to be done.</param>
    /// <param name="fields">The form that asks for it; it is sent again to apply it.</param>
    public static byte[] Render(
        PageContext context, BalancerView balancer, EditPreview preview, string title, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        PageFrame.Render(context, "-", title, html =>
        {
            html.Open(HtmlTag.Section, "card").Leaf(HtmlTag.H2, title);
            html.Open(HtmlTag.P).Text("Nothing has been changed yet. This is about ").Leaf(HtmlTag.Bdi, $"balancer://{balancer.Key}").Text(".").Close();
            Problems(html, preview);
            Since(html, preview);
            if (preview.Changes.Count > 0)
            {
                html.Open(HtmlTag.Div, "wide");
                ChangeTables.Changes(html, preview.Changes, "What would be another value", "Now", "Then");
                html.Close();
            }
            else if (preview.Problems.Count == 0)
            {
                html.Leaf(HtmlTag.P, "No setting would be another value than now.");
            }

            Shares(html, preview);
            Buttons(html, context, balancer, preview, fields);
            html.Close();
        });

    private static void Problems(HtmlWriter html, EditPreview preview)
    {
        if (preview.Problems.Count > 0)
        {
            html.Open(HtmlTag.Section, "notice bad").Set(HtmlAttribute.Role, "alert").Leaf(HtmlTag.P, "It cannot be done:");
            PageFrame.Lines(html, [.. preview.Problems.Select(p => p.ToString())]);
            html.Close();
        }
    }

    private static void Since(HtmlWriter html, EditPreview preview)
    {
        if (!preview.IsStale)
        {
            return;
        }

        html.Open(HtmlTag.Section, "notice warn").Set(HtmlAttribute.Role, "alert");
        html.Leaf(HtmlTag.P, "Something has changed since you looked. Below is what your change would do now.");
        foreach (var entry in preview.Since)
        {
            html.Open(HtmlTag.P).Text($"#{entry.Id} {ChangeTables.KindOf(entry)} by ").Leaf(HtmlTag.Bdi, entry.By.ToString()).Text(", ");
            PageFrame.Time(html, entry.At);
            html.Text(entry.Note.Length == 0 ? "" : ": " + entry.Note).Close();
            if (entry.Changes.Count > 0)
            {
                ChangeTables.Lines(html, entry.Changes);
            }
        }

        html.Close();
    }

    private static void Shares(HtmlWriter html, EditPreview preview)
    {
        if (preview.Shares.Count == 0)
        {
            return;
        }

        var most = preview.Shares.Max(s => Math.Max(s.Before ?? 0, s.After ?? 0));
        using (html.In(HtmlTag.Div, "wide"))
        using (html.In(HtmlTag.Table, "shares"))
        {
            html.Leaf(HtmlTag.Caption, $"Who would get the next {preview.Decisions} requests (without a session, each ends at once)");
            ChangeTables.Head(html, "Member", "Now", "Then", "Difference", "Now and then");
            html.Open(HtmlTag.Tbody);
            foreach (var share in preview.Shares)
            {
                Share(html, share.Member, share.Before, share.After, most, null);
            }

            if (preview.RefusedBefore > 0 || preview.RefusedAfter > 0)
            {
                var (before, after) = (preview.RefusedBefore, preview.RefusedAfter);
                Share(html, "refused: nobody could take them", before, after, Math.Max(most, Math.Max(before, after)), "bad");
            }

            html.Close();
        }
    }

    private static void Share(HtmlWriter html, string name, int? before, int? after, int most, string? css)
    {
        html.Open(HtmlTag.Tr, css).Open(HtmlTag.Th).Set(HtmlAttribute.Scope, "row").Text(name).Close();
        Count(html, before);
        Count(html, after);
        var difference = (after ?? 0) - (before ?? 0);
        html.Open(HtmlTag.Td, "n").Text(difference > 0 ? "+" : difference < 0 ? "\u2212" : "").Number(Math.Abs(difference)).Close().Open(HtmlTag.Td);
        html.Open(HtmlTag.Svg, "bars").Set(HtmlAttribute.Width, BarWidth).Set(HtmlAttribute.Height, 16).Set(HtmlAttribute.AriaHidden, "true");
        Bar(html, "was", 1, before, most);
        Bar(html, "will", 9, after, most);
        html.Close().Close().Close();
    }

    private static void Count(HtmlWriter html, int? count)
    {
        html.Open(HtmlTag.Td, "n");
        _ = count is { } known ? html.Number(known) : html.Text("\u2013");
        html.Close();
    }

    private static void Bar(HtmlWriter html, string css, int top, int? count, int most)
    {
        var width = most == 0 ? 0 : (count ?? 0) * BarWidth / most;
        html.Open(HtmlTag.Rect, css).Set(HtmlAttribute.Y, top).Set(HtmlAttribute.Width, width).Set(HtmlAttribute.Height, 6).Close();
    }

    private static void Buttons(
        HtmlWriter html, PageContext context, BalancerView balancer, EditPreview preview, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        html.Open(HtmlTag.Form, "one").Set(HtmlAttribute.Method, "post").Set(HtmlTarget.Action, PageLink.To(context));
        if (preview.Problems.Count == 0)
        {
            FormParts.Hidden(html, "nonce", context.Token);
            foreach (var (name, value) in fields.Where(f => f.Key is not ("nonce" or "do" or "revision")))
            {
                FormParts.Hidden(html, name, value);
            }

            FormParts.Hidden(html, "revision", FormParts.Number(preview.Revision));
            FormParts.Hidden(html, "do", "apply");
            FormParts.Submit(html, preview.IsStale ? "Apply all the same" : "Apply", "main");
        }

        html.Open(HtmlTag.A, "button").Set(HtmlTarget.Href, PageLink.To(context).With("b", balancer.Key)).Text("Cancel").Close().Close();
    }
}
