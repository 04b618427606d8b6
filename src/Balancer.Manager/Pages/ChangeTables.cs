namespace Balancing.Manager.Pages;

/// <summary>Differences and entries of the journal, as several pages show them.</summary>
internal static class ChangeTables
{
    /// <summary>What is, would be or was another value.</summary>
    public static void Changes(HtmlWriter html, IReadOnlyList<PlanChange> changes, string caption, string before, string after)
    {
        using (html.In(HtmlTag.Table, "changes"))
        {
            html.Leaf(HtmlTag.Caption, caption);
            Head(html, "Of", "Setting", before, after);
            html.Open(HtmlTag.Tbody);
            foreach (var change in changes)
            {
                html.Open(HtmlTag.Tr).Open(HtmlTag.Th).Set(HtmlAttribute.Scope, "row").Text(change.Member ?? "the balancer").Close();
                html.Leaf(HtmlTag.Td, change.Setting).Open(HtmlTag.Td, "was");
                Value(html, change, change.Before);
                html.Close().Open(HtmlTag.Td, "will");
                Value(html, change, change.After);
                html.Close().Close();
            }

            html.Close();
        }
    }

    /// <summary>One line per difference.</summary>
    public static void Lines(HtmlWriter html, IReadOnlyList<PlanChange> changes)
    {
        html.Open(HtmlTag.Ul, "plain");
        foreach (var change in changes)
        {
            html.Open(HtmlTag.Li);
            if (change.Member is not null)
            {
                html.Leaf(HtmlTag.Bdi, change.Member).Text(" ");
            }

            html.Text(change.Setting).Text(": ").Open(HtmlTag.Bdi, "was");
            Value(html, change, change.Before);
            html.Close().Text(" \u2192 ").Open(HtmlTag.Bdi, "will");
            Value(html, change, change.After);
            html.Close().Close();
        }

        html.Close();
    }

    /// <summary>The titles of columns.</summary>
    public static void Head(HtmlWriter html, params ReadOnlySpan<string> titles)
    {
        html.Open(HtmlTag.Thead).Open(HtmlTag.Tr);
        foreach (var title in titles)
        {
            html.Open(HtmlTag.Th).Set(HtmlAttribute.Scope, "col").Text(title).Close();
        }

        html.Close().Close();
    }

    /// <summary>What an entry of the journal is about, in one word.</summary>
    public static string KindOf(JournalEntry entry) => entry.Kind switch
    {
        JournalKind.Edit => "edit",
        JournalKind.Undo => "undo",
        JournalKind.Refused => "refused",
        JournalKind.Reload => "reload",
        JournalKind.Restored => "restored",
        _ => "draining",
    };

    private static void Value(HtmlWriter html, PlanChange change, string value)
    {
        var isFlag = change.Word.StartsWith("w_status_", StringComparison.Ordinal) || change.Word == "b_sforce";
        html.Text(value switch
        {
            "" => "(none)",
            "1" when isFlag => "On",
            "0" when isFlag => "Off",
            _ => value,
        });
    }
}
