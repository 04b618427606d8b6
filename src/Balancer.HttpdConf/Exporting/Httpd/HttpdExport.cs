using System.Globalization;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>Writes directives: what holds for the server, its balancers, and the site, or a virtual host for each.</summary>
internal static class HttpdExport
{
    public static ExportResult Write(BalancingOptions options)
    {
        var losses = new Losses();
        var text = new HttpdText(losses);
        var checks = new HttpdChecks(text);
        for (var i = 0; i < options.Listen.Count; i++)
        {
            text.Directive($"Listen:{i}", "Listen", options.Listen[i].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }

        if (options.HealthChecksAtOnce is { } atOnce)
        {
            text.Directive("HealthChecksAtOnce", "ProxyHCTPsize", atOnce.ToString(CultureInfo.InvariantCulture));
        }

        if (options.StateDirectory is not null)
        {
            losses.Add("StateDirectory", "httpd keeps edits among the other files of its DefaultRuntimeDir");
        }

        checks.Write(options);
        new HttpdBalancers(text, checks).Write(options.Balancers, "");
        Sites(options, text, new HttpdSite(text, checks, options.Balancers));
        return new ExportResult(WithDollar(text.Text), losses.All);
    }

    private static void Sites(BalancingOptions options, HttpdText text, HttpdSite writer)
    {
        if (options.Sites.Count == 0)
        {
            text.Paragraph();
            new HttpdCookies(text).Write(options.Balancers.Select(b => ($"Balancers:{b.Key}", b.Value)), "");
        }
        else if (options.Sites.Count == 1 && options.Sites.First() is { Value.Addresses.Count: 0 } alone)
        {
            writer.Main(alone.Key, alone.Value);
        }
        else
        {
            // One without an address answers where no other has the address, so it comes last.
            foreach (var (name, site) in options.Sites.OrderBy(site => site.Value.Addresses.Count == 0))
            {
                writer.VirtualHost(name, site);
            }
        }
    }

    // The variable by which ${ is written as text; a Define counts from its line on.
    private static string WithDollar(string text) =>
        text.Contains($"${{{HttpdWords.Dollar}}}", StringComparison.Ordinal) ? $"Define {HttpdWords.Dollar} $\n\n{text}" : text;
}
