using Balancing.HttpdConf.Importing;

namespace Balancing.HttpdConf.Linting;

/// <summary>What is odd about rules together: the first match wins, so a rule can be out of reach.</summary>
internal static class OrderLints
{
    public static void Look(Import import, SiteOptions site)
    {
        Hidden(import, site);
        Redundant(import, site);
    }

    // A prefix is hidden by an earlier one that it lies in. Kept in a set of whole paths, so that 10,000 rules take no time.
    private static void Hidden(Import import, SiteOptions site)
    {
        var seen = new Dictionary<string, ProxyPassOptions>(StringComparer.Ordinal);
        foreach (var rule in site.ProxyPass)
        {
            if (rule.Path is not { } path || rule.Mapping is not null)
            {
                continue;
            }

            if (Cover(seen, path) is { } earlier && import.Origins.Of(rule) is { } node && !ReferenceEquals(import.Origins.Of(earlier), node))
            {
                import.Lint(
                    node, $"no request gets here: {earlier.Path} stands before it and takes {path} as well",
                    earlier.Path!.TrimEnd('/') == path.TrimEnd('/') ? "Remove one of the two" : "Put the longer path first");
            }

            seen.TryAdd(path.TrimEnd('/'), rule);
        }
    }

    private static ProxyPassOptions? Cover(Dictionary<string, ProxyPassOptions> seen, string path)
    {
        var at = path.TrimEnd('/');
        while (true)
        {
            // A prefix with a slash at its end does not hold the path without one.
            if (seen.TryGetValue(at, out var rule) && (!rule.Path!.EndsWith('/') || path.Length > rule.Path.Length || path == rule.Path))
            {
                return rule;
            }

            if (at.Length == 0)
            {
                return null;
            }

            at = at[..Math.Max(0, at.LastIndexOf('/'))];
        }
    }

    // S78: one line per member was the way of early 2.2; a line with the balancer's own name covers all of them, later ones too.
    private static void Redundant(Import import, SiteOptions site)
    {
        var members = site.Balancers.Concat(import.Options.Balancers)
            .SelectMany(b => b.Value.Members.Select(m => (m.Url, b.Key)))
            .DistinctBy(m => m.Url.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(m => m.Url.TrimEnd('/'), m => m.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in site.ProxyPassReverse)
        {
            if (members.TryGetValue(entry.From.TrimEnd('/'), out var balancer) && import.Origins.Of(entry) is { } node)
            {
                import.Lint(
                    node, $"{entry.From} is a member of balancer://{balancer}; a line for each member is not needed",
                    $"Write once: ProxyPassReverse {entry.Path} balancer://{balancer}/");
            }
        }
    }
}
