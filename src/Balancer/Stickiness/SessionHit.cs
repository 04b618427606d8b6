namespace Balancing.Stickiness;

/// <summary>What is known of a request's session.</summary>
/// <param name="Slot">The member that takes it, or -1.</param>
/// <param name="Route">The requested route, or null when the session has none.</param>
/// <param name="Name">The cookie or parameter that held it, or null when the request has no session.</param>
/// <param name="Known">True when the route belongs to a member.</param>
internal readonly record struct SessionHit(int Slot, string? Route, string? Name, bool Known);
