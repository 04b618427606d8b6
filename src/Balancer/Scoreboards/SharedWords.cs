namespace Balancing;

/// <summary>The words of one member that change on events, not on traffic. Written under the balancer's gate only.</summary>
internal struct SharedWords
{
    /// <summary>The flags.</summary>
    public MemberStatus Status;

    /// <summary>Weight in hundredths, 100..10000 (httpd: lbfactor); less while the member starts slowly.</summary>
    public int Factor;

    /// <summary>Set number 0..99 (httpd: lbset).</summary>
    public int Set;

    /// <summary>Why the member is in error.</summary>
    public ErrorCause Cause;

    /// <summary>When the member was last put in error, in ticks of 100 ns of the balancer's clock; 0 when it was not.</summary>
    public long ErrorTime;

    /// <summary>How long it stays in error before it may be tried again, in ticks of 100 ns.</summary>
    public long Retry;

    /// <summary>Times it was let back from error since its last success (httpd: retries).</summary>
    public int Retries;

    /// <summary>Idle workers it last announced (heartbeat: ready).</summary>
    public int Ready;

    /// <summary>Busy workers it last announced (heartbeat: busy).</summary>
    public int Occupied;

    /// <summary>When it last announced itself, in ticks of 100 ns of the balancer's clock; 0 for never.</summary>
    public long LastSeen;
}
