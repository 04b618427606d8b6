using System.Globalization;

namespace Balancing.Manager.Pages;

/// <summary>What all pages have: head, title, ways to the other pages, and what happened just now.</summary>
internal static class PageFrame
{
    /// <summary>A page.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="path">Path of the page below the mount, to mark it among the others; empty for the overview.</param>
    /// <param name="title">Its title; empty for the overview, which needs none.</param>
    /// <param name="content">Writes what is in it.</param>
    public static byte[] Render(PageContext context, string path, string title, Action<HtmlWriter> content)
    {
        using var html = new HtmlWriter();
        using (html.Open(HtmlTag.Html).Set(HtmlAttribute.Lang, "en").Rest())
        {
            Head(html, context, title);
            using (html.In(HtmlTag.Body))
            {
                html.Open(HtmlTag.A, "skip").Set(HtmlTarget.Href, PageLink.To(context, path).At("main")).Text("Skip to content").Close().Line();
                Header(html, context, path);
                using (html.Open(HtmlTag.Main).Set(HtmlAttribute.Id, "main").Set(HtmlAttribute.TabIndex, -1).Rest())
                {
                    Notice(html, context.Notice);
                    content(html);
                }
            }
        }

        return html.ToArray();
    }

    /// <summary>A moment, for people and programs.</summary>
    public static void Time(HtmlWriter html, DateTimeOffset at) => html
        .Open(HtmlTag.Time).Set(HtmlAttribute.DateTime, at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
        .Text(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)).Text(" UTC").Close();

    private static void Head(HtmlWriter html, PageContext context, string title)
    {
        using (html.In(HtmlTag.Head))
        {
            html.Open(HtmlTag.Meta).Set(HtmlAttribute.Charset, "utf-8");
            html.Leaf(HtmlTag.Title, (title.Length == 0 ? "" : title + " - ") + "Load Balancer Manager for " + context.Title);
            html.Open(HtmlTag.Meta).Set(HtmlAttribute.Name, "viewport").Set(HtmlAttribute.Content, "width=device-width, initial-scale=1");
            html.Open(HtmlTag.Meta).Set(HtmlAttribute.Name, "color-scheme").Set(HtmlAttribute.Content, "light dark");
            html.Open(HtmlTag.Meta).Set(HtmlAttribute.Name, "robots").Set(HtmlAttribute.Content, "noindex");
            html.Open(HtmlTag.Link).Set(HtmlAttribute.Rel, "stylesheet").Set(HtmlTarget.Href, LinkOf(context, PageAssets.Style));
            html.Open(HtmlTag.Link).Set(HtmlAttribute.Rel, "icon").Set(HtmlTarget.Href, LinkOf(context, PageAssets.Icon));
            html.Script(LinkOf(context, PageAssets.Script));
        }
    }

    private static PageLink LinkOf(PageContext context, PageAsset asset) => PageLink.To(context, asset.Path).With("v", asset.Version);

    private static void Header(HtmlWriter html, PageContext context, string path)
    {
        using (html.In(HtmlTag.Header))
        {
            html.Open(HtmlTag.H1).Text("Load Balancer Manager for ").Leaf(HtmlTag.Bdi, context.Title).Close();
            using (html.Open(HtmlTag.Nav).Set(HtmlAttribute.AriaLabel, "Pages").Rest())
            {
                Way(html, context, path, "", "Overview");
                Way(html, context, path, "/journal", "Journal");
                Way(html, context, path, "/why", "Why?");
            }

            html.Open(HtmlTag.P, "who");
            if (context.User.Length > 0)
            {
                html.Leaf(HtmlTag.Bdi, context.User).Text(", ");
            }

            html.Text(!context.Permissions.HasFlag(ManagerPermissions.Edit) ? "may look" : "may edit").Close();
        }

        html.Line();
    }

    private static void Way(HtmlWriter html, PageContext context, string here, string path, string name)
    {
        html.Open(HtmlTag.A).Set(HtmlTarget.Href, PageLink.To(context, path));
        if (here == path)
        {
            html.Set(HtmlAttribute.AriaCurrent, "page");
        }

        html.Text(name).Close().Text(" ");
    }

    private static void Notice(HtmlWriter html, Notice? notice)
    {
        if (notice is null)
        {
            return;
        }

        html.Open(HtmlTag.Section, notice.IsError ? "notice bad" : "notice ok").Set(HtmlAttribute.Role, notice.IsError ? "alert" : "status");
        html.Leaf(HtmlTag.P, notice.Text);
        Lines(html, notice.Details ?? []);
        html.Close();
    }

    /// <summary>A list of lines; nothing for none.</summary>
    public static void Lines(HtmlWriter html, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        html.Open(HtmlTag.Ul);
        foreach (var line in lines)
        {
            html.Leaf(HtmlTag.Li, line);
        }

        html.Close();
    }
}
