namespace Balancing;

/// <summary>
/// Makes plans of options, or the full list of what is wrong with them (D6). Options are read, never changed; where they
/// say nothing the plan keeps its own initial value, which is httpd's default.
/// </summary>
internal static class Planner
{
    /// <summary>A balancer's plan; not to be used when problems were added.</summary>
    public static BalancerPlan PlanBalancer(string name, BalancerOptions options, PlannerContext context, List<ConfigurationProblem> problems)
    {
        var place = new Place(context.Place, problems).At("Balancers").At(name);
        return new BalancerPlanner(context, place).Plan(name, options);
    }

    /// <summary>A site's plan; not to be used when problems were added.</summary>
    public static SitePlan PlanSite(string name, SiteOptions options, PlannerContext context, List<ConfigurationProblem> problems)
    {
        var place = new Place(context.Place, problems).At("Sites").At(name);
        return new SitePlanner(context, place).Plan(name, options);
    }

    /// <summary>What the site's rules say about balancers (httpd: <c>ProxyPass / balancer://foo timeout=10</c>), in order.</summary>
    public static IReadOnlyList<BalancerSettings> BalancerSettingsOf(string name, SiteOptions options, PlannerContext context)
    {
        var place = new Place(context.Place, []).At("Sites").At(name).At("ProxyPass");
        var found = new List<BalancerSettings>();
        for (var i = 0; i < (options.ProxyPass?.Count ?? 0); i++)
        {
            if (options.ProxyPass![i]?.Copy() is { ProxySet.Count: > 0, To: { } to } rule
                && TargetText.TryParse(to, out var target, out _) && target!.Balancer is { } balancer
                && RuleSettings.Rest(rule, place.At(i)) is { Count: > 0 } settings)
            {
                found.Add(new BalancerSettings(balancer, settings, place.At(i).At("ProxySet").Path));
            }
        }

        return found;
    }

    /// <summary>The same for balancers that the site shares with others.</summary>
    public static IEnumerable<BalancerSettings> SharedSettingsOf(string name, SiteOptions options, PlannerContext context) =>
        BalancerSettingsOf(name, options, context).Where(settings => !OwnBalancers.Has(options, settings.Balancer));

    /// <summary>Throws when there is anything to say.</summary>
    public static void Throw(List<ConfigurationProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new BalancerConfigurationException([.. problems]);
        }
    }
}

/// <summary>What one ProxyPass line says about its balancer.</summary>
/// <param name="Balancer">Lower-case name of the balancer.</param>
/// <param name="Settings">The settings, in order.</param>
/// <param name="Place">Where they stand.</param>
internal sealed record BalancerSettings(string Balancer, IReadOnlyList<Setting> Settings, string Place)
{
    /// <summary>A copy of the options with these settings. What is wrong with them is reported with the site.</summary>
    public BalancerOptions On(BalancerOptions options)
    {
        var copy = options.Copy();
        foreach (var setting in Settings)
        {
            BalancerParameters.Table.Read(copy, setting, new Place(Place, []));
        }

        return copy;
    }
}
