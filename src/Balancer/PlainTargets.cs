namespace Balancing;

/// <summary>
/// The implicit balancers of plain targets: <c>ProxyPass /x http://h</c> has one member, which ignores errors
/// (mod_proxy.c: add_pass; proxy_util.c: ap_proxy_define_worker). Rules with one URL share it, as they share a worker in httpd.
/// </summary>
internal static class PlainTargets
{
    public static Dictionary<MemberPlan, Balancer> Of(SitePlan site, BalancerServices services, out Balancer[] own)
    {
        var byIdentity = new Dictionary<string, Balancer>(StringComparer.Ordinal);
        var byWorker = new Dictionary<MemberPlan, Balancer>(ReferenceEqualityComparer.Instance as IEqualityComparer<MemberPlan>);
        IEnumerable<MemberPlan?> workers = [.. site.Rules.Select(r => r.Worker), .. site.RewriteRules.Select(r => r.Worker)];
        foreach (var worker in workers.OfType<MemberPlan>())
        {
            if (!byIdentity.TryGetValue(worker.Url.Identity, out var balancer))
            {
                balancer = Balancer.OfPlan(
                    new BalancerPlan { Name = worker.Url.Identity, Members = [worker], Method = LbMethods.ByRequests, MaxAttempts = 0 }, services);
                byIdentity.Add(worker.Url.Identity, balancer);
            }

            byWorker[worker] = balancer;
        }

        own = [.. byIdentity.Values];
        return byWorker;
    }
}
