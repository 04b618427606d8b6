namespace Balancing;

/// <summary>A session as found in a request.</summary>
/// <param name="Route">The route it asks for, or null when it has none.</param>
/// <param name="Name">The cookie or parameter that held it.</param>
internal sealed record SessionFacts(string? Route, string Name);
