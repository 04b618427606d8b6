namespace Balancing;

/// <summary>Which slots have which session route, in order of declaration. Routes compare ordinally.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<string, int[]> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _byText;

    private RouteTable(BalancerPlan plan)
    {
        for (var i = 0; i < plan.Members.Count; i++)
        {
            var route = plan.Members[i].Route;
            if (route.Length > 0)
            {
                _slots[route] = _slots.TryGetValue(route, out var known) ? [.. known, i] : [i];
            }
        }

        _byText = _slots.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The table of a plan.</summary>
    public static RouteTable Of(BalancerPlan plan) => new(plan);

    /// <summary>The slots with this route; empty when it belongs to nobody.</summary>
    public ReadOnlySpan<int> Find(ReadOnlySpan<char> route) =>
        route.Length > 0 && _byText.TryGetValue(route, out var slots) ? slots : default;
}
