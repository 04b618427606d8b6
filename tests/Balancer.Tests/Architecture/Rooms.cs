namespace Balancing.Tests.Architecture;

/// <summary>One use of <paramref name="Target"/> by code in <paramref name="Source"/>: both are paths below src/Balancer, or the target is a name outside of it.</summary>
internal readonly record struct Edge(string Source, string Target, bool TargetIsOurs);

/// <summary>The map of src/Balancer: which row a room stands in, and which arrows are wrong.</summary>
internal static class Rooms
{
    private const int Deciders = 1;

    // From the ground up. The root folder is written as "/".
    private static readonly (string Name, string[] Rooms)[] Rows =
    [
        ("ground", ["Facts", "Plans", "Expressions", "Scoreboards", "Extending", "Explaining"]),
        ("deciders", ["Mapping", "Stickiness", "Elections", "Failures", "Protection", "Rewriting"]),
        ("drivers", ["Attempts", "Pooling", "Probing", "Managing", "Telemetry"]),
        ("front", ["/", "Dsl", "Options"]),
        ("shells", ["Hosting", "Http"]),
    ];

    private static readonly string[] NotForDeciders =
    [
        "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask", "System.Threading.Lock", "System.Threading.Monitor",
        "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Random.get_Shared", "System.Net.Http.HttpClient",
        "System.Net.Sockets.Socket",
    ];

    /// <summary>Gets every room on the map but the root folder.</summary>
    public static IEnumerable<string> Folders => Rows.SelectMany(row => row.Rooms).Where(room => room != "/");

    /// <summary>Says each wrong arrow once, as <c>Mapping/ProxyMap.cs -> Elections/Electorate.cs: deciders are strangers</c>.</summary>
    public static string[] Problems(IEnumerable<Edge> edges) =>
        [.. edges.Select(Problem).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The room that a file is in, by its path below src/Balancer.</summary>
    public static string Of(string file) => file.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? file[..slash] : "/";

    private static string? Problem(Edge edge)
    {
        var from = Of(edge.Source);
        var row = RowOf(from);
        if (row < 0) return $"{edge.Source}: {from} is no room on the map";

        if (!edge.TargetIsOurs)
            return row == Deciders && NotForDeciders.Contains(edge.Target) ? $"{edge.Source} -> {edge.Target}: deciders have no async, lock, clock, chance or I/O" : null;

        var to = Of(edge.Target);
        var above = RowOf(to);
        if (above < 0) return $"{edge.Target}: {to} is no room on the map";
        if (above > row) return $"{edge.Source} -> {edge.Target}: arrows point down only, and {Rows[row].Name} is below {Rows[above].Name}";
        return row == Deciders && above == Deciders && from != to ? $"{edge.Source} -> {edge.Target}: deciders are strangers" : null;
    }

    private static int RowOf(string room) => Array.FindIndex(Rows, row => row.Rooms.Contains(room));
}
