namespace Balancing;

/// <summary>Everything balancer-manager shows, at one moment.</summary>
/// <param name="Balancers">The balancers that have a name, in the order they were given.</param>
public sealed record ManagerView(IReadOnlyList<BalancerView> Balancers)
{
    /// <summary>When it was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A balancer by <see cref="BalancerView.Key"/> or, when only one has it, by name, in any case; null when there is none.</summary>
    /// <param name="key">Key or name, with or without <c>balancer://</c>.</param>
    public BalancerView? Find(string? key)
    {
        var name = key is not null && key.StartsWith("balancer://", StringComparison.OrdinalIgnoreCase) ? key["balancer://".Length..] : key;
        return Balancers.FirstOrDefault(b => string.Equals(b.Key, name, StringComparison.OrdinalIgnoreCase))
            ?? (Balancers.Where(b => string.Equals(b.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only : null);
    }

    /// <summary>Takes a view.</summary>
    /// <param name="balancers">Balancers that no site has of its own.</param>
    /// <param name="sites">Sites, for the paths that lead to the balancers and for balancers that only a site knows. Default: none.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    public static ManagerView Of(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy>? sites = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(balancers);
        ReverseProxy[] all = [.. sites ?? []];
        var named = balancers.Concat(all.SelectMany(s => s.Balancers)).Distinct().Where(b => b.Plan.Members is not [{ Plain: true }]);
        return new([.. named.Select(b => ViewOf(b, all))]) { At = (time ?? TimeProvider.System).GetUtcNow() };
    }

    private static BalancerView ViewOf(Balancer balancer, ReverseProxy[] sites)
    {
        var (snapshot, drift, journal) = balancer.Look();
        return new()
        {
            Balancer = balancer,
            Snapshot = snapshot,
            Key = snapshot.Plan.Site is { } site ? $"{snapshot.Plan.Name}@{site}" : snapshot.Plan.Name,
            Paths = [.. sites.SelectMany(s => PathsOf(balancer, s))],
            Drift = drift,
            Journal = journal,
        };
    }

    private static IEnumerable<string> PathsOf(Balancer balancer, ReverseProxy site) =>
        site.Plan.Rules.Where(r => ReferenceEquals(site.CarrierOf(r), balancer)).Select(r => $"{site.Name} -> {r.Path ?? r.Match}");
}
