namespace Balancing.HttpdConf.ModJk;

/// <summary>Who takes over for whom: distances, domains, and the hot standby that a redirect to a disabled member makes.</summary>
internal static class Substitutes
{
    private const int MostSets = 100;

    public static void Apply(IReadOnlyList<LbMember> members, JkReport report)
    {
        ApplyDistances(members);
        CheckRedirects(members, report);
        ApplyStandby(members);
        ApplyDomains(members);
    }

    // Only the order of distances matters, so any numbers can be sets.
    private static void ApplyDistances(IReadOnlyList<LbMember> members)
    {
        var distinct = members.Select(m => m.Distance).Distinct().Order().ToList();
        var fits = distinct.TrueForAll(d => d is >= 0 and < MostSets);
        foreach (var member in members)
        {
            var set = fits ? member.Distance : distinct.BinarySearch(member.Distance);
            if (set >= MostSets)
            {
                member.Settings.Problem("distance", $"the balancer has {distinct.Count} different distances", $"Use at most {MostSets}");
                continue;
            }

            member.Options.LbSet = set == 0 ? null : set;
            member.Settings.Applied("distance", $"lbset={set}");
        }
    }

    private static void CheckRedirects(IReadOnlyList<LbMember> members, JkReport report)
    {
        var routes = members.Select(m => m.Route).ToHashSet(StringComparer.Ordinal);
        foreach (var member in members.Where(m => m.Settings.Text("redirect") is { } to && !routes.Contains(to)))
        {
            report.Lint(
                member.Settings.Find("redirect")!.Line, $"no member of this balancer has the route {JkText.Shown(member.Settings.Text("redirect")!)}",
                "Name the route of a member, which is the worker's name unless route says otherwise");
        }
    }

    // jk_lb_worker.c: find_failover_worker: when no active member is left, the first redirect that anybody has names who is
    // asked, disabled or not. That is httpd's hot standby, in the last set so that all others come first.
    private static void ApplyStandby(IReadOnlyList<LbMember> members)
    {
        var first = members.FirstOrDefault(m => m.Settings.Find("redirect") is not null);
        var standby = members.FirstOrDefault(m => m.Activation == JkActivation.Disabled && m.Route == first?.Settings.Text("redirect"));
        if (standby is not null)
        {
            standby.Options.Status = "+H";
            standby.Options.LbSet = members.Max(m => m.Options.LbSet);
        }

        foreach (var member in members)
        {
            member.JudgeActivation(member == standby ? $": the redirect of {first!.Name} makes it the one that is asked when no other is left" : "");
        }
    }

    // A session whose member fails stays in its domain, where it is replicated. httpd has no domains, but a ring of redirects
    // keeps it there too; mod_jk would take the least loaded of the domain.
    private static void ApplyDomains(IReadOnlyList<LbMember> members)
    {
        foreach (var domain in members.Where(m => m.Domain.Length > 0).GroupBy(m => m.Domain, StringComparer.Ordinal))
        {
            var ring = domain.ToList();
            for (var i = 0; i < ring.Count; i++)
            {
                var next = NextActive(ring, i);
                if (next is not null && ring[i].Settings.Find("redirect") is null)
                {
                    ring[i].Options.Redirect = next.Route;
                }

                ring[i].Settings.Approximated(
                    "domain", ring[i].Options.Redirect is { Length: > 0 } redirect
                        ? $"redirect={redirect}: a session that loses its member stays in the domain; an id that names the domain alone is balanced"
                        : "nothing: the domain has no other active member");
            }
        }
    }

    private static LbMember? NextActive(List<LbMember> ring, int from)
    {
        for (var step = 1; step < ring.Count; step++)
        {
            var next = ring[(from + step) % ring.Count];
            if (next.Activation == JkActivation.Active)
            {
                return next;
            }
        }

        return null;
    }
}
