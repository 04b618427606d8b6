namespace Balancing;

/// <summary>
/// The balancers that belong to one site: those that only it knows by name, and the implicit ones of plain targets:
/// <c>ProxyPass /x http://h</c> has one member, which ignores errors (mod_proxy.c: add_pass; proxy_util.c: ap_proxy_define_worker).
/// Rules with one URL share it, as they share a worker in httpd.
/// </summary>
internal sealed class SiteBalancers
{
    private readonly Dictionary<MemberPlan, Balancer> _byWorker = new(ReferenceEqualityComparer.Instance as IEqualityComparer<MemberPlan>);
    private readonly Dictionary<string, Seat> _seats = new(StringComparer.Ordinal); // by name; a plain target is named by its URL

    /// <summary>Makes them, or takes them over with their numbers.</summary>
    /// <param name="site">The site.</param>
    /// <param name="services">What new balancers take from their surroundings.</param>
    /// <param name="before">Those of the site that this one takes the place of; who is not needed any more is disposed of.</param>
    public SiteBalancers(SitePlan site, BalancerServices services, SiteBalancers? before)
    {
        var known = new Dictionary<string, Seat>(before?._seats ?? [], StringComparer.Ordinal);
        Named = [.. site.Balancers.Select(plan => Take(plan, services, known))];
        IEnumerable<MemberPlan?> workers = [.. site.Rules.Select(r => r.Worker), .. site.RewriteRules.Select(r => r.Worker)];
        foreach (var worker in workers.OfType<MemberPlan>())
        {
            _byWorker[worker] = _seats.TryGetValue(worker.Url.Identity, out var seat) ? seat.Balancer : Take(Plain(worker, site), services, known);
        }

        All = [.. _seats.Values.Select(seat => seat.Balancer)];
        foreach (var gone in known.Values)
        {
            gone.Balancer.Dispose();
        }
    }

    /// <summary>Those with a name of their own.</summary>
    public IReadOnlyList<Balancer> Named { get; }

    /// <summary>All, once each: the named ones, then one for each plain target.</summary>
    public IReadOnlyList<Balancer> All { get; }

    /// <summary>The balancer of a rule's worker.</summary>
    public Balancer? Of(MemberPlan worker) => _byWorker.GetValueOrDefault(worker);

    private static BalancerPlan Plain(MemberPlan worker, SitePlan site) => new()
    {
        Name = worker.Url.Identity,
        Site = site.Name,
        Members = [worker],
        Method = LbMethods.ByRequests,
        MaxAttempts = 0,
    };

    private Balancer Take(BalancerPlan plan, BalancerServices services, Dictionary<string, Seat> known)
    {
        if (!known.Remove(plan.Name, out var seat))
        {
            seat = new Seat(Balancer.OfPlan(plan, services), plan);
        }
        else if (!seat.Configured.SaysTheSameAs(plan)) // otherwise an operator's edits stay
        {
            seat.Balancer.Apply(plan);
        }

        _seats.Add(plan.Name, seat with { Configured = plan });
        return seat.Balancer;
    }

    /// <summary>A balancer, and the plan that the configuration last gave it.</summary>
    private sealed record Seat(Balancer Balancer, BalancerPlan Configured);
}
