namespace Balancing.Manager.Pages;

/// <summary>Why a request goes where it goes.</summary>
internal static class WhyPage
{
    private const string Path = "/why";

    /// <summary>The page, in UTF-8.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="view">What can be asked about.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="decision">The answer; null for none.</param>
    /// <param name="problem">What is wrong with the question; null for nothing.</param>
    public static byte[] Render(PageContext context, ManagerView view, WhyQuestion question, Decision? decision, string? problem) =>
        PageFrame.Render(context, Path, "Why?", html =>
        {
            html.Open(HtmlTag.Section, "card").Leaf(HtmlTag.H2, "Why does a request go where it goes?");
            html.Leaf(HtmlTag.P, "A dry run of the real decision, on a copy of the numbers of this moment. Nothing is counted.", "hint");
            if (problem is not null)
            {
                html.Open(HtmlTag.Section, "notice bad").Set(HtmlAttribute.Role, "alert").Leaf(HtmlTag.P, problem).Close();
            }

            Question(html, context, view, question);
            html.Close();
            if (decision is not null)
            {
                Answer(html, decision);
            }
        });

    private static void Question(HtmlWriter html, PageContext context, ManagerView view, WhyQuestion question)
    {
        using (FormParts.Begin(html, context, null, "fields", Path))
        {
            var sites = view.Balancers.SelectMany(b => b.Paths).Select(p => p.Split(" -> ")[0]).Distinct(StringComparer.Ordinal).ToArray();
            string[] values = [.. view.Balancers.Select(b => b.Key), .. sites];
            html.Open(HtmlTag.Label, "field").Leaf(HtmlTag.Span, "Ask");
            string[] texts = [.. view.Balancers.Select(b => $"balancer://{b.Key}"), .. sites.Select(s => $"site {s}")];
            FormParts.Choice(html, "b", question.B.Length == 0 && values.Length > 0 ? values[0] : question.B, values, texts);
            html.Close();
            Text(html, "method", "Method", question.Method, "GET");
            Text(html, "path", "Path and query", question.Path, "/cart;jsessionid=s1.a?x=1");
            Text(html, "host", "Host", question.Host, "www.example.com");
            Text(html, "cookies", "Cookies", question.Cookies, "JSESSIONID=s1.a");
            html.Open(HtmlTag.Label, "field").Leaf(HtmlTag.Span, "More fields, one per line");
            html.Open(HtmlTag.Textarea).Set(HtmlAttribute.Name, "fields").Set(HtmlAttribute.Rows, 3).Set(HtmlAttribute.SpellCheck, "false");
            html.Set(HtmlAttribute.Placeholder, "X-Name: value").Line().Text(question.Fields).Close().Close();
            FormParts.Submit(html, "Explain", "main");
        }
    }

    private static void Text(HtmlWriter html, string name, string label, string value, string example)
    {
        html.Open(HtmlTag.Label, "field").Leaf(HtmlTag.Span, label);
        html.Open(HtmlTag.Input).Set(HtmlAttribute.Type, "text").Set(HtmlAttribute.Name, name).Set(HtmlAttribute.Value, value);
        html.Set(HtmlAttribute.Placeholder, example).Set(HtmlAttribute.SpellCheck, "false").Close();
    }

    private static void Answer(HtmlWriter html, Decision decision)
    {
        html.Open(HtmlTag.Section, "card").Open(HtmlTag.H2).Text("Answer: ").Leaf(HtmlTag.Bdi, decision.Answer).Close();
        html.Leaf(HtmlTag.P, decision.Subject);
        html.Open(HtmlTag.Div, "wide").Open(HtmlTag.Table, "steps").Leaf(HtmlTag.Caption, "Every rule and member that was looked at, in order");
        ChangeTables.Head(html, "Part", "Of", "Found", "Why");
        html.Open(HtmlTag.Tbody);
        foreach (var step in decision.Steps)
        {
            html.Open(HtmlTag.Tr).Leaf(HtmlTag.Td, step.Room).Open(HtmlTag.Th).Set(HtmlAttribute.Scope, "row").Text(step.Subject).Close();
            html.Leaf(HtmlTag.Td, step.Verdict, "will").Leaf(HtmlTag.Td, step.Detail).Close();
        }

        html.Close().Close().Close();
        html.Open(HtmlTag.Details).Leaf(HtmlTag.Summary, "As text, to copy").Leaf(HtmlTag.Pre, decision.ToString()).Close().Close();
    }
}
