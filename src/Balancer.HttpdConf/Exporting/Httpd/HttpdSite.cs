using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>The directives of one site.</summary>
/// <param name="text">Where they go.</param>
/// <param name="checks">Health checks of the whole configuration.</param>
/// <param name="shared">The balancers of the main server.</param>
internal sealed class HttpdSite(HttpdText text, HttpdChecks checks, Dictionary<string, BalancerOptions> shared)
{
    private const string NameOfAll = "default";

    // Written as directives of their own shape, or as the lines that they stand for.
    private static readonly string[] Apart = ["ServerAlias", "Addresses", "ProxyErrorOverride", "ProxyErrorOverrideStatus", "ImplicitReverse"];

    /// <summary>Writes a site as the main server.</summary>
    public void Main(string name, SiteOptions site)
    {
        var place = $"Sites:{name}";
        text.Paragraph();
        Names(name, site, place, isMain: true);
        if (site.Balancers.Count > 0)
        {
            text.Lose($"{place}:Balancers", "balancers of a main server are known to every site");
        }

        new HttpdBalancers(text, checks).Write(site.Balancers, $"{place}:");
        Body(site, place);
    }

    /// <summary>Writes a site as a virtual host.</summary>
    public void VirtualHost(string name, SiteOptions site)
    {
        var place = $"Sites:{name}";
        var addresses = site.Addresses.Where(address => SiteAddress.TryParse(address, out _)).ToList();
        text.Paragraph();
        text.Open("VirtualHost", addresses.Count == 0 ? "*" : string.Join(' ', addresses));
        if (addresses.Count == 0 || addresses.Count < site.Addresses.Count)
        {
            text.Lose($"{place}:Addresses", "lines of a main server hold in every virtual host, so the site is a virtual host for every address");
        }

        Names(name, site, place, isMain: false);
        new HttpdOwnBalancers(text, checks, shared).Write(site, place);
        Body(site, place);
        text.Close();
    }

    private void Body(SiteOptions site, string place)
    {
        var access = new HttpdAccess(text);
        var sections = new HttpdSections(text, access);
        var rules = new HttpdRules(text, checks);
        Parameters(site, SiteTables.Settings, place);
        sections.ErrorOverride(site.ProxyErrorOverride == true ? true : null, site.ProxyErrorOverrideStatus, place);
        text.Paragraph();
        sections.Variables(site.SetEnvIf, site.SetEnv, place);
        rules.Rewrites(site, place);
        sections.Headers("RequestHeader", site.RequestHeader, place);
        text.Paragraph();
        rules.Mapping(site, place);
        new HttpdGuards(text, access).Write(site, place);
        text.Paragraph();
        var entries = site.ProxyPassReverse.Count == 0 && site.ImplicitReverse != false ? rules.Implied(site, place) : site.ProxyPassReverse;
        sections.Reverse(entries, site.ProxyPassReverseCookieDomain, site.ProxyPassReverseCookiePath, place);
        text.Paragraph();
        sections.Headers("Header", site.Header, place);
        new HttpdCookies(text).Write(Balancers(site, place), place);
        sections.Locations(site, place);
    }

    private List<(string Place, BalancerOptions Options)> Balancers(SiteOptions site, string place)
    {
        var names = References.Of(site, site.Balancers.Keys.Concat(shared.Keys).Distinct(StringComparer.OrdinalIgnoreCase));
        return [.. names.Select(name => site.Balancers.TryGetValue(name, out var own) ? ($"{place}:Balancers:{name}", own) : ($"Balancers:{name}", shared[name]))];
    }

    private void Names(string name, SiteOptions site, string place, bool isMain)
    {
        var server = site.ServerName is { Length: > 0 } said ? said : null;
        var imported = server is not null && MemberUrl.TryParse(server.Contains("://", StringComparison.Ordinal) ? server : $"http://{server}", out var url, out _)
            ? url!.Host
            : site.Addresses.FirstOrDefault() ?? NameOfAll;
        if (!imported.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            text.Lose(place, $"httpd knows a site by its ServerName or address, so this one will be called {imported}");
        }

        Parameters(site, SiteTables.Names, place);
        if (site.ServerAlias is not { Count: > 0 } aliases)
        {
            return;
        }

        if (isMain)
        {
            text.Lose($"{place}:ServerAlias", "only a virtual host has other names; a main server alone answers to every name");
        }
        else
        {
            text.Directive($"{place}:ServerAlias", "ServerAlias", aliases);
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
}
