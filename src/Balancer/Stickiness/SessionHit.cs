namespace Balancing.Stickiness;

/// <summary>What is known of a request's session.</summary>
/// <param name="Slot">The member that takes it, or -1.</param>
/// <param name="Session">What was found, or null when the request has no session.</param>
/// <param name="Known">True when the route belongs to a member.</param>
internal readonly record struct SessionHit(int Slot, SessionFacts? Session, bool Known)
{
    /// <summary>The request has no session.</summary>
    public static readonly SessionHit None = new(-1, null, Known: false);
}
