using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>The directives of one site.</summary>
internal sealed class HttpdSite(HttpdText text, HttpdChecks checks, HttpdCookies cookies)
{
    private const string NameOfAll = "default";

    // Written as directives of their own shape, or as the lines that they stand for.
    private static readonly string[] Apart = ["ServerAlias", "ProxyErrorOverride", "ProxyErrorOverrideStatus", "ImplicitReverse"];

    private readonly HttpdRules _rules = new(text, checks);

    /// <summary>Writes a site.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="site">What it is.</param>
    /// <param name="isAlone">True: it is the main server; else it is a virtual host.</param>
    public void Write(string name, SiteOptions site, bool isAlone)
    {
        var place = $"Sites:{name}";
        if (!isAlone)
        {
            text.Open("VirtualHost", "*");
        }

        Names(name, site, place, isAlone);
        Parameters(site, SiteTables.Settings, place);
        ErrorOverride(site, place);
        text.Paragraph();
        _rules.BeforeMapping(site, place);
        text.Paragraph();
        _rules.Mapping(site, place);
        text.Paragraph();
        _rules.Reverse(site, place);
        text.Paragraph();
        _rules.Headers("Header", site.Header, $"{place}:Header");
        cookies.Write(References.Of(site, cookies.Known), place);
        if (!isAlone)
        {
            text.Close();
        }
    }

    private void Names(string name, SiteOptions site, string place, bool isAlone)
    {
        var server = site.ServerName is { Length: > 0 } said ? said : null;
        var imported = server is not null && MemberUrl.TryParse(server.Contains("://", StringComparison.Ordinal) ? server : $"http://{server}", out var url, out _)
            ? url!.Host
            : NameOfAll;
        if (!imported.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            text.Lose(place, $"httpd knows a site by its ServerName, so this one will be called {imported}");
        }

        Parameters(site, SiteTables.Names, place);
        if (site.ServerAlias is { Count: > 0 } aliases)
        {
            if (isAlone)
            {
                text.Lose($"{place}:ServerAlias", "only a virtual host has other names; a main server alone answers to every name");
            }
            else
            {
                text.Directive($"{place}:ServerAlias", "ServerAlias", aliases);
            }
        }
    }

    private void Parameters(SiteOptions site, Option<SiteOptions>[] table, string place)
    {
        foreach (var option in table.Where(option => !Apart.Contains(option.Name)))
        {
            if (option.Said(site) is not { } value)
            {
                continue;
            }

            var at = $"{place}:{option.Name}";
            if (option.Word.Length == 0)
            {
                text.Lose(at, option.Why);
            }
            else if (HttpdValues.Of<SiteOptions>(option, value, HttpdParameters.ApplyToSite) is { } written)
            {
                text.Directive(at, option.Word, written);
            }
            else
            {
                text.Lose(at, $"{option.Word} cannot say this value");
            }
        }
    }

    private void ErrorOverride(SiteOptions site, string place)
    {
        var codes = site.ProxyErrorOverrideStatus ?? [];
        if (codes.Count > 0 || site.ProxyErrorOverride == true)
        {
            text.Directive(place, "ProxyErrorOverride", ["On", .. codes.Select(code => code.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        }
    }
}
