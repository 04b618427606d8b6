namespace Balancing;

/// <summary>
/// The implicit balancers of plain targets: <c>ProxyPass /x http://h</c> has one member, which ignores errors
/// (mod_proxy.c: add_pass; proxy_util.c: ap_proxy_define_worker). Rules with one URL share it, as they share a worker in httpd.
/// </summary>
internal static class PlainTargets
{
    /// <summary>The balancer of each rule's worker.</summary>
    /// <param name="site">The site.</param>
    /// <param name="services">What new balancers take from their surroundings.</param>
    /// <param name="before">Those of the site that this one takes the place of: taken over, or disposed of.</param>
    /// <param name="own">All balancers, once each.</param>
    public static Dictionary<MemberPlan, Balancer> Of(SitePlan site, BalancerServices services, IEnumerable<Balancer> before, out Balancer[] own)
    {
        var known = before.ToDictionary(balancer => balancer.Name, StringComparer.Ordinal);
        var byIdentity = new Dictionary<string, Balancer>(StringComparer.Ordinal);
        var byWorker = new Dictionary<MemberPlan, Balancer>(ReferenceEqualityComparer.Instance as IEqualityComparer<MemberPlan>);
        IEnumerable<MemberPlan?> workers = [.. site.Rules.Select(r => r.Worker), .. site.RewriteRules.Select(r => r.Worker)];
        foreach (var worker in workers.OfType<MemberPlan>())
        {
            if (!byIdentity.TryGetValue(worker.Url.Identity, out var balancer))
            {
                balancer = Seat(worker, services, known);
                byIdentity.Add(worker.Url.Identity, balancer);
            }

            byWorker[worker] = balancer;
        }

        foreach (var gone in known.Values)
        {
            gone.Dispose();
        }

        own = [.. byIdentity.Values];
        return byWorker;
    }

    private static Balancer Seat(MemberPlan worker, BalancerServices services, Dictionary<string, Balancer> known)
    {
        var plan = new BalancerPlan { Name = worker.Url.Identity, Members = [worker], Method = LbMethods.ByRequests, MaxAttempts = 0 };
        if (!known.Remove(plan.Name, out var balancer))
        {
            return Balancer.OfPlan(plan, services);
        }

        if (!balancer.Plan.SaysTheSameAs(plan))
        {
            balancer.Apply(plan);
        }

        return balancer;
    }
}
