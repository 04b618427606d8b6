using System.Collections.Frozen;

namespace Balancing.Mapping;

/// <summary>
/// The sites of one address, by name. The first in order that has the name in any of its forms is the one; a wildcard of an earlier site
/// wins over the plain name of a later one (vhost.c: matches_aliases).
/// </summary>
internal sealed class NamedSites
{
    private readonly int _first;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _names;
    private readonly (string Pattern, int Site)[] _wildcards;

    private NamedSites(int[] sites, IReadOnlyList<SitePlan> plans, string? inherited)
    {
        _first = sites[0];
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var wildcards = new List<(string, int)>();
        foreach (var site in sites)
        {
            names.TryAdd(HostName.Of(plans[site].ServerName ?? inherited).ToString(), site);
            foreach (var alias in plans[site].ServerAlias)
            {
                if (alias.AsSpan().ContainsAny('*', '?'))
                {
                    wildcards.Add((alias, site));
                }
                else
                {
                    names.TryAdd(HostName.Of(alias).ToString(), site);
                }
            }
        }

        names.Remove("");
        _names = names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _wildcards = [.. wildcards];
    }

    /// <summary>The sites in order of the configuration, or null when there are none.</summary>
    /// <param name="sites">Positions in <paramref name="plans"/>.</param>
    /// <param name="plans">All sites.</param>
    /// <param name="inherited">ServerName of a site that has none: the main server's.</param>
    public static NamedSites? Of(IEnumerable<int> sites, IReadOnlyList<SitePlan> plans, string? inherited)
    {
        int[] inOrder = [.. sites.Distinct().Order()];
        return inOrder.Length == 0 ? null : new NamedSites(inOrder, plans, inherited);
    }

    /// <summary>The site of that name, else the first.</summary>
    public int Find(ReadOnlySpan<char> host)
    {
        var found = host.IsEmpty || !_names.TryGetValue(host, out var site) ? int.MaxValue : site;
        foreach (var (pattern, of) in _wildcards)
        {
            if (of >= found)
            {
                break;
            }

            if (!host.IsEmpty && HostName.Fits(host, pattern))
            {
                return of;
            }
        }

        return found == int.MaxValue ? _first : found;
    }
}
