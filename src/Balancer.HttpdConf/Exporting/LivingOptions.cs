namespace Balancing.HttpdConf.Exporting;

/// <summary>Options of what is running.</summary>
internal static class LivingOptions
{
    public static BalancingOptions Of(IReadOnlyList<Balancer> balancers, IReadOnlyList<ReverseProxy> sites)
    {
        var options = new BalancingOptions();
        var named = sites.SelectMany(site => site.Balancers).Where(balancer => balancer.Plan.Site is null);
        foreach (var balancer in balancers.Concat(named).Distinct())
        {
            if (!options.Balancers.TryAdd(balancer.Name, PlanOptions.Of(balancer.Plan)))
            {
                throw new ArgumentException($"Two balancers are called '{balancer.Name}'.", nameof(balancers));
            }
        }

        foreach (var site in sites)
        {
            if (!options.Sites.TryAdd(site.Name, PlanOptions.Of(site.Plan)))
            {
                throw new ArgumentException($"Two sites are called '{site.Name}'.", nameof(sites));
            }
        }

        return options;
    }
}
