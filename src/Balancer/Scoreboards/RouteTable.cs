namespace Balancing;

/// <summary>Which slots have which session route, in order of declaration. Routes compare ordinally.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<string, RouteEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RouteEntry>.AlternateLookup<ReadOnlySpan<char>> _byText;

    private RouteTable(BalancerPlan plan)
    {
        for (var slot = 0; slot < plan.Members.Count; slot++)
        {
            var route = plan.Members[slot].Route;
            if (route.Length > 0)
            {
                _entries[route] = _entries.TryGetValue(route, out var known)
                    ? new RouteEntry(route, [.. known.Slots, slot], plan.Stickiness) : new RouteEntry(route, [slot], plan.Stickiness);
            }
        }

        _byText = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The table of a plan.</summary>
    public static RouteTable Of(BalancerPlan plan) => new(plan);

    /// <summary>The entry of this route; null when it belongs to nobody.</summary>
    public RouteEntry? Find(ReadOnlySpan<char> route) => route.Length > 0 && _byText.TryGetValue(route, out var entry) ? entry : null;
}

/// <summary>One route, and what is said of a session that asks for it; made ahead, so that a session hit allocates nothing.</summary>
internal sealed class RouteEntry(string route, int[] slots, StickinessPlan? plan)
{
    /// <summary>The members of the route, in order of declaration; at least one.</summary>
    public int[] Slots { get; } = slots;

    /// <summary>A session found in a cookie, or said by the host.</summary>
    public SessionFacts InCookie { get; } = new(route, plan?.CookieName ?? "");

    /// <summary>A session found in path or query.</summary>
    public SessionFacts InParameter { get; } = new(route, plan?.ParameterName ?? "");
}
