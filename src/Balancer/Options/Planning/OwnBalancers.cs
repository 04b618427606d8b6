namespace Balancing;

/// <summary>Plans the balancers that only one site knows.</summary>
internal sealed class OwnBalancers(PlannerContext context, Place place)
{
    public IReadOnlyList<BalancerPlan> Plan(string site, SiteOptions options)
    {
        var plans = new List<BalancerPlan>();
        var settings = Planner.BalancerSettingsOf(site, options, context);
        foreach (var (name, said) in options.Balancers ?? [])
        {
            var at = place.At(name);
            if (plans.Any(plan => Is(plan.Name, name)))
            {
                at.Add("the site has a balancer of this name already; names compare without case", "Give one of them another name", "balancer://");
                continue;
            }

            // httpd: ProxyPass / balancer://foo timeout=10
            var full = settings.Where(s => Is(s.Balancer, name)).Aggregate(said ?? new BalancerOptions(), (balancer, s) => s.On(balancer));
            plans.Add(new BalancerPlanner(context, at).Plan(name, full) with { Site = site });
        }

        return plans;
    }

    /// <summary>True when a site has a balancer of that name for itself.</summary>
    public static bool Has(SiteOptions options, string name) => options.Balancers?.Keys.Any(key => Is(key, name)) == true;

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
