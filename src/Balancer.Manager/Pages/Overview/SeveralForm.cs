namespace Balancing.Manager.Pages;

/// <summary>What can be done with several members at once. What is left empty stays as it is.</summary>
internal static class SeveralForm
{
    private static readonly string[] Words = ["w_lf", "w_ls", "w_status_D", "w_status_N", "w_status_H", "w_status_R", "w_status_S", "w_status_I", "w_status_C", "w_status_E"];

    private static readonly EditWord[] Fields = [.. Words.Select(w => EditWords.OfMember.FirstOrDefault(f => f.Word == w)).OfType<EditWord>()];

    public static void Write(HtmlWriter html)
    {
        html.Open(HtmlTag.Fieldset, "bar").Open(HtmlTag.Legend).Text("With the selected members ").Open(HtmlTag.Span, "count").Close().Close();
        foreach (var word in Fields)
        {
            html.Open(HtmlTag.Label).Open(HtmlTag.Span).Text(word.Label).Close();
            if (word.Kind == EditWordKind.Number)
            {
                FormParts.NumberInput(html, word, "");
            }
            else
            {
                FormParts.Flag(html, word);
            }

            html.Close();
        }

        FormParts.Submit(html, "Review changes", "main");
        Deadline(html);
        FormParts.Submit(html, "Drain\u2026", name: "drain");
        FormParts.Submit(html, "Readmit\u2026", name: "readmit");
        FormParts.Submit(html, "Remove\u2026", "danger", "remove");
        html.Close();
    }

    /// <summary>How long a draining may take.</summary>
    public static void Deadline(HtmlWriter html)
    {
        html.Open(HtmlTag.Label).Open(HtmlTag.Span).Text("Deadline (s)").Close();
        html.Open(HtmlTag.Input).Set(HtmlAttribute.Type, "number").Set(HtmlAttribute.Name, "deadline").Set(HtmlAttribute.Value, "30");
        html.Set(HtmlAttribute.Min, 0).Set(HtmlAttribute.Max, 604_800).Set(HtmlAttribute.Placeholder, "none").Close();
    }
}
