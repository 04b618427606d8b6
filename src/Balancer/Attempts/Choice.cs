namespace Balancing.Attempts;

/// <summary>What was decided for one attempt.</summary>
internal readonly struct Choice
{
    /// <summary>The member's slot, or -1.</summary>
    public int Slot { get; init; }

    /// <summary>Why nobody, or null.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The session chose, not an election.</summary>
    public bool FromSession { get; init; }

    /// <summary>The request is the member's trial.</summary>
    public bool IsTrial { get; init; }

    /// <summary>httpd: BALANCER_ROUTE_CHANGED.</summary>
    public bool RouteChanged { get; init; }

    /// <summary>The request's session, or null.</summary>
    public SessionFacts? Session { get; init; }
}
