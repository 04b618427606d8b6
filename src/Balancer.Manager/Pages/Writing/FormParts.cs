namespace Balancing.Manager.Pages;

/// <summary>The parts that forms have in common. All forms are sent by POST to the manager, with the token.</summary>
internal static class FormParts
{
    /// <summary>Begins a form about a balancer; the answer to it is a preview.</summary>
    public static HtmlWriter.Scope Begin(HtmlWriter html, PageContext context, BalancerView? balancer, string? css = null, string path = "")
    {
        html.Open(HtmlTag.Form, css).Set(HtmlAttribute.Method, "post").Set(HtmlTarget.Action, PageLink.To(context, path));
        html.Set(HtmlAttribute.AutoComplete, "off");
        Hidden(html, "nonce", context.Token);
        if (balancer is not null)
        {
            Hidden(html, "b", balancer.Key);
            Hidden(html, "revision", Number(balancer.Snapshot.Revision));
            Hidden(html, "do", "preview");
        }

        return html.Rest();
    }

    /// <summary>A field that nobody sees.</summary>
    public static void Hidden(HtmlWriter html, string name, string value) =>
        html.Open(HtmlTag.Input).Set(HtmlAttribute.Type, "hidden").Set(HtmlAttribute.Name, name).Set(HtmlAttribute.Value, value);

    /// <summary>A button that sends the form.</summary>
    public static void Submit(HtmlWriter html, string text, string? css = null, string? name = null)
    {
        html.Open(HtmlTag.Button, css).Set(HtmlAttribute.Type, "submit");
        if (name is not null)
        {
            html.Set(HtmlAttribute.Name, name).Set(HtmlAttribute.Value, "1");
        }

        html.Text(text).Close();
    }

    /// <summary>A field with its label and what it means. The value it is made with is sent, too: what nobody has touched is not changed back.</summary>
    public static void Field(HtmlWriter html, EditWord word, string value, IReadOnlyList<string> choices)
    {
        html.Open(HtmlTag.Label, "field").Open(HtmlTag.Span).Text(word.Label).Text(word.Unit.Length == 0 ? "" : $" ({word.Unit})").Close();
        switch (word.Kind)
        {
            case EditWordKind.Choice:
                Choice(html, word.Word, value, choices);
                break;
            case EditWordKind.Flag:
                Choice(html, word.Word, value, ["0", "1"], ["Off", "On"]);
                break;
            case EditWordKind.Number:
                NumberInput(html, word, value);
                break;
            default:
                html.Open(HtmlTag.Input).Set(HtmlAttribute.Type, "text").Set(HtmlAttribute.Name, word.Word).Set(HtmlAttribute.Value, value);
                html.Set(HtmlAttribute.SpellCheck, "false");
                if (word.Most > 0)
                {
                    html.Set(HtmlAttribute.MaxLength, (long)word.Most);
                }

                break;
        }

        html.Leaf(HtmlTag.Small, word.Meaning).Close();
        Hidden(html, "was_" + word.Word, value);
    }

    /// <summary>One of some values.</summary>
    public static void Choice(HtmlWriter html, string name, string value, IReadOnlyList<string> values, IReadOnlyList<string>? texts = null)
    {
        html.Open(HtmlTag.Select).Set(HtmlAttribute.Name, name);
        var isKnown = false;
        for (var i = 0; i < values.Count; i++)
        {
            var isSelected = string.Equals(values[i], value, StringComparison.OrdinalIgnoreCase);
            isKnown |= isSelected;
            html.Open(HtmlTag.Option).Set(HtmlAttribute.Value, values[i]).Set(HtmlSwitch.Selected, isSelected).Text(texts?[i] ?? values[i]).Close();
        }

        if (!isKnown)
        {
            html.Open(HtmlTag.Option).Set(HtmlAttribute.Value, value).Set(HtmlSwitch.Selected).Text(value).Close();
        }

        html.Close();
    }

    /// <summary>On, off, or as it is.</summary>
    public static void Flag(HtmlWriter html, EditWord word) => Choice(html, word.Word, "", ["", "1", "0"], ["unchanged", "On", "Off"]);

    /// <summary>A number, for a field or a link.</summary>
    public static string Number(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A field for a number.</summary>
    public static void NumberInput(HtmlWriter html, EditWord word, string value)
    {
        html.Open(HtmlTag.Input).Set(HtmlAttribute.Type, "number").Set(HtmlAttribute.Name, word.Word).Set(HtmlAttribute.Value, value);
        html.Set(HtmlAttribute.Min, (long)word.Least).Set(HtmlAttribute.Max, (long)word.Most);
        html.Set(HtmlAttribute.Step, word.IsWhole ? "1" : "any");
    }
}
