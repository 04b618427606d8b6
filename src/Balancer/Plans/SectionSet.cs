namespace Balancing;

/// <summary>The sections that hold a request, in order, and what they say together (httpd: a merged per-directory configuration).</summary>
internal class SectionSet
{
    public SectionSet(IReadOnlyList<LocationPlan> sections)
    {
        Sections = sections;
        Guard = sections.LastOrDefault(s => s.Access is not null);
        Handler = sections.LastOrDefault(s => s.Handler is not null) is { Handler: not "none" } handled ? handled : null;
        ChangesHeaders = sections.Any(s => s.PreserveHost is not null || s.AddHeaders is not null || s.ErrorOverride is not null
            || s.RequestHeaders.Count + s.ResponseHeaders.Count + s.Reverse.Count + s.CookieDomains.Count + s.CookiePaths.Count > 0);
    }

    /// <summary>The sections.</summary>
    public IReadOnlyList<LocationPlan> Sections { get; }

    /// <summary>The section that says who may come, or null.</summary>
    public LocationPlan? Guard { get; }

    /// <summary>The section whose handler answers what is not mapped, or null.</summary>
    public LocationPlan? Handler { get; }

    /// <summary>Some section changes what goes to a member or to the client.</summary>
    public bool ChangesHeaders { get; }

    /// <summary>The site's plan with what these sections say: lists appended, single values by the last that says one.</summary>
    public SitePlan On(SitePlan site) => site with
    {
        PreserveHost = Sections.LastOrDefault(s => s.PreserveHost is not null)?.PreserveHost ?? site.PreserveHost,
        AddHeaders = Sections.LastOrDefault(s => s.AddHeaders is not null)?.AddHeaders ?? site.AddHeaders,
        ErrorOverride = ErrorOverride(site),
        RequestHeaders = [.. site.RequestHeaders, .. Sections.SelectMany(s => s.RequestHeaders)],
        ResponseHeaders = [.. site.ResponseHeaders, .. Sections.SelectMany(s => s.ResponseHeaders)],
        Reverse = [.. site.Reverse, .. Sections.SelectMany(s => s.Reverse)],
        CookieDomains = [.. site.CookieDomains, .. Sections.SelectMany(s => s.CookieDomains)],
        CookiePaths = [.. site.CookiePaths, .. Sections.SelectMany(s => s.CookiePaths)],
    };

    // mod_proxy.c: merge_proxy_dir_config: codes add up even over an Off in between; without any, On means all of them.
    private List<int> ErrorOverride(SitePlan site)
    {
        var on = Sections.LastOrDefault(s => s.ErrorOverride is not null)?.ErrorOverride ?? site.ErrorOverride.Count > 0;
        var all = site.ErrorOverride.SequenceEqual(SitePlan.AllErrors);
        int[] codes = [.. (all ? [] : site.ErrorOverride).Concat(Sections.SelectMany(s => s.ErrorOverrideStatus)).Distinct()];
        return !on ? [] : codes.Length > 0 ? [.. codes] : [.. SitePlan.AllErrors];
    }
}
