namespace Balancing.Manager.Pages;

/// <summary>A column of the members' table.</summary>
/// <param name="Key">Its name in links and in the live stream.</param>
/// <param name="Title">Its title.</param>
/// <param name="Css">Class of its cells.</param>
/// <param name="Compare">The order of two members by it.</param>
internal sealed record MemberColumn(string Key, string Title, string? Css, Comparison<MemberSnapshot> Compare)
{
    /// <summary>httpd's columns of 2.2 in their order, then those that came later, then ours.</summary>
    public static IReadOnlyList<MemberColumn> All { get; } =
    [
        Text("url", "Worker URL", m => m.Url),
        Text("route", "Route", m => m.Route),
        Text("redirect", "RouteRedir", m => m.Redirect),
        Number("factor", "Factor", (a, b) => a.Factor.CompareTo(b.Factor)),
        Number("set", "Set", (a, b) => a.Set.CompareTo(b.Set)),
        Text("status", "Status", m => m.StatusText) with { Css = "st" },
        Number("elected", "Elected", (a, b) => a.Elected.CompareTo(b.Elected)),
        Number("to", "To", (a, b) => a.Sent.CompareTo(b.Sent)),
        Number("from", "From", (a, b) => a.Received.CompareTo(b.Received)),
        Number("busy", "Busy", (a, b) => a.Busy.CompareTo(b.Busy)),
        Number("load", "Load", (a, b) => a.LbStatus.CompareTo(b.LbStatus)),
        Number("errors", "Errors", (a, b) => a.Errors.CompareTo(b.Errors)),
        Text("health", "Health", m => m.Health is { Passed: false } ? "0" : m.Health is null ? "2" : "1") with { Css = "hc" },
        new("pool", "Pool", "pool", (a, b) => a.Connections.Open.CompareTo(b.Connections.Open)),
    ];

    /// <summary>The members whose URL, route or status contains the filter, sorted; places in <see cref="BalancerSnapshot.Members"/>.</summary>
    public static int[] Select(BalancerSnapshot balancer, string filter, string sort)
    {
        var places = new List<int>(balancer.Members.Count);
        for (var i = 0; i < balancer.Members.Count; i++)
        {
            if (filter.Length == 0 || Matches(balancer.Members[i], filter))
            {
                places.Add(i);
            }
        }

        var down = sort.StartsWith('-');
        var key = down ? sort[1..] : sort;
        if (All.FirstOrDefault(c => c.Key == key) is { } column)
        {
            places.Sort((a, b) => Ordered(column.Compare(balancer.Members[a], balancer.Members[b]), down, a - b));
        }

        return [.. places];
    }

    // Those that are equal keep their order either way.
    private static int Ordered(int order, bool down, int declared) => order == 0 ? declared : down ? -order : order;

    private static bool Matches(MemberSnapshot member, string filter) =>
        member.Url.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || member.Route.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || member.StatusText.Contains(filter, StringComparison.OrdinalIgnoreCase);

    private static MemberColumn Text(string key, string title, Func<MemberSnapshot, string> value) =>
        new(key, title, null, (a, b) => string.Compare(value(a), value(b), StringComparison.OrdinalIgnoreCase));

    private static MemberColumn Number(string key, string title, Comparison<MemberSnapshot> compare) => new(key, title, "n", compare);
}
