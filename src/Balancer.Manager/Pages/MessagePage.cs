namespace Balancing.Manager.Pages;

/// <summary>A page that says something, for example why a request was refused.</summary>
internal static class MessagePage
{
    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Render(PageContext context, string title, IReadOnlyList<string> lines) => PageFrame.Render(context, "-", title, html =>
    {
        html.Open(HtmlTag.Section, "card").Leaf(HtmlTag.H2, title);
        PageFrame.Lines(html, lines);
        html.Open(HtmlTag.P).Open(HtmlTag.A).Set(HtmlTarget.Href, PageLink.To(context)).Text("Back to the overview").Close().Close().Close();
    });
}
