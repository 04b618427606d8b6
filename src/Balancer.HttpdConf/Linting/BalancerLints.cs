using Balancing.HttpdConf.Importing;

namespace Balancing.HttpdConf.Linting;

/// <summary>What is odd about one balancer and its members.</summary>
internal static class BalancerLints
{
    public static void Look(Import import, string name, BalancerOptions balancer)
    {
        if (balancer.Members.Count == 0)
        {
            Lint(import, balancer, $"balancer://{name} has no members, so every request for it gets 503", "Add a BalancerMember");
            return;
        }

        Sets(import, name, balancer);
        Redirects(import, balancer);
        Routes(import, name, balancer);
    }

    private static void Sets(Import import, string name, BalancerOptions balancer)
    {
        foreach (var set in balancer.Members.GroupBy(m => m.LbSet ?? 0))
        {
            if (set.All(IsStandby))
            {
                Lint(
                    import, set.First(), $"all members of set {set.Key} of balancer://{name} are standbys, so they serve from the start",
                    "Give one of them no status=+H, or put them into the set of those they shall stand in for");
            }
        }
    }

    private static void Redirects(Import import, BalancerOptions balancer)
    {
        var byRoute = balancer.Members.Where(m => m.Route is { Length: > 0 })
            .GroupBy(m => m.Route!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var circles = Circles(balancer.Members, byRoute);
        foreach (var member in balancer.Members.Where(m => m.Redirect is { Length: > 0 }))
        {
            if (!byRoute.ContainsKey(member.Redirect!))
            {
                Lint(import, member, $"no member has the route '{member.Redirect}' that redirect names", "Write the route of another member");
            }
            else if (circles.Contains(member))
            {
                Lint(import, member, $"following redirect from route '{member.Route}' comes back to it", "Break the circle: let the last member have no redirect");
            }
        }
    }

    // Each member leads to at most one other, so each is walked over once: a walk that meets itself has found a circle.
    private static HashSet<MemberOptions> Circles(List<MemberOptions> members, Dictionary<string, MemberOptions> byRoute)
    {
        var circles = new HashSet<MemberOptions>(ReferenceEqualityComparer.Instance);
        var walkOf = new Dictionary<MemberOptions, MemberOptions>(ReferenceEqualityComparer.Instance);
        foreach (var start in members)
        {
            var at = start;
            while (at is not null && walkOf.TryAdd(at, start))
            {
                at = Next(at, byRoute);
            }

            if (at is not null && ReferenceEquals(walkOf[at], start))
            {
                for (var on = at; circles.Add(on); on = Next(on, byRoute)!)
                {
                }
            }
        }

        return circles;
    }

    private static MemberOptions? Next(MemberOptions member, Dictionary<string, MemberOptions> byRoute) =>
        member.Redirect is { Length: > 0 } redirect ? byRoute.GetValueOrDefault(redirect) : null;

    private static void Routes(Import import, string name, BalancerOptions balancer)
    {
        var routed = balancer.Members.FirstOrDefault(m => m.Route is { Length: > 0 });
        if (balancer.StickySession is null && routed is not null)
        {
            Lint(import, routed, $"balancer://{name} has routes, but no stickysession, so nothing looks at them", "Write: ProxySet stickysession=NAME");
        }
        else if (balancer.StickySession is not null && routed is null)
        {
            Lint(import, balancer, $"balancer://{name} has stickysession, but no member has a route, so no session sticks", "Give each member a route");
        }

        if (balancer is { NoFailover: true, StickySession: null })
        {
            Lint(import, balancer, $"balancer://{name} has nofailover, but no stickysession, so it does nothing", "Write: ProxySet stickysession=NAME");
        }
    }

    private static bool IsStandby(MemberOptions member)
    {
        var on = false;
        var sign = '+';
        foreach (var c in member.Status ?? "")
        {
            if (c is '+' or '-')
            {
                sign = c;
            }
            else if (c is 'h' or 'H')
            {
                on = sign == '+';
            }
        }

        return on;
    }

    private static void Lint(Import import, object part, string cause, string remedy)
    {
        if (import.Origins.Of(part) is { } node)
        {
            import.Lint(node, cause, remedy);
        }
    }
}
