namespace Arena;

/// <summary>A game server, as the lobby knows it; attached to its member.</summary>
/// <param name="Name">What players call it.</param>
/// <param name="Capacity">Most players at one time.</param>
/// <param name="Url">Where it is: <c>udp://host:port</c>.</param>
public sealed record ArenaServer(string Name, int Capacity, string Url);
