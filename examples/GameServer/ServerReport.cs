namespace Arena;

/// <summary>How one server fared.</summary>
/// <param name="Server">Which.</param>
/// <param name="Busy">Seats taken now, as the balancer counts.</param>
/// <param name="Now">Seats taken now, as the lobby counts.</param>
/// <param name="Peak">Most seats taken at one time.</param>
/// <param name="Placed">Players placed so far.</param>
/// <param name="AtDrain">Players who were there when its drain began, or null.</param>
/// <param name="AfterDrain">Players placed during the drain.</param>
public sealed record ServerReport(ArenaServer Server, int Busy, int Now, int Peak, int Placed, int? AtDrain, int AfterDrain)
{
    /// <summary>What is wrong, or nothing.</summary>
    public IEnumerable<string> Problems(bool isOver)
    {
        if (Peak > Server.Capacity) yield return $"{Server.Name} had {Peak} players on {Server.Capacity} seats";
        if (Busy != Now) yield return $"{Server.Name} has {Now} players, and the balancer counts {Busy}";
        if (isOver && Busy != 0) yield return $"{Server.Name} still has {Busy} players at the end";
        if (AfterDrain > 0) yield return $"{Server.Name} got {AfterDrain} players while it was draining";
    }
}
