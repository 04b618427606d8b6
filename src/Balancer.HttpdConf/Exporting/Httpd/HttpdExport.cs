namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>Writes directives: what holds for the server, its balancers, and the site, or a virtual host for each.</summary>
internal static class HttpdExport
{
    public static ExportResult Write(BalancingOptions options)
    {
        var losses = new Losses();
        var text = new HttpdText(losses);
        var checks = new HttpdChecks(text);
        checks.Write(options);
        new HttpdBalancers(text, checks).Write(options.Balancers, "");
        var cookies = new HttpdCookies(text, options.Balancers);
        if (options.Sites.Count == 0)
        {
            text.Paragraph();
            cookies.Write(options.Balancers.Keys, "");
        }

        foreach (var (name, site) in options.Sites)
        {
            text.Paragraph();
            new HttpdSite(text, checks, cookies).Write(name, site, isAlone: options.Sites.Count == 1);
        }

        return new ExportResult(WithDollar(text.Text), losses.All);
    }

    // The variable by which ${ is written as text; a Define counts from its line on.
    private static string WithDollar(string text) =>
        text.Contains($"${{{HttpdWords.Dollar}}}{{", StringComparison.Ordinal) ? $"Define {HttpdWords.Dollar} $\n\n{text}" : text;
}
