namespace Balancing;

/// <summary>
/// What the health checks of one member came to. Written under the balancer's gate only, and kept apart from
/// <see cref="SharedWords"/>: elections never look here.
/// </summary>
internal struct ProbeWords
{
    /// <summary>Probes that were counted.</summary>
    public long Count;

    /// <summary>Successes in a row while the member is out (httpd: pcount).</summary>
    public int Passes;

    /// <summary>Failures in a row while it is in (httpd: fcount).</summary>
    public int Fails;

    /// <summary>Whether the last probe passed; null: none was made, or nobody could make it.</summary>
    public bool? Passed;

    /// <summary>What the last probe saw, in words; null before the first.</summary>
    public string? Words;

    /// <summary>When it ended, in UTC ticks; 0 before the first.</summary>
    public long At;

    /// <summary>How long it took, in ticks.</summary>
    public long Duration;

    /// <summary>When the next one is due, in UTC ticks; 0 when nobody knows.</summary>
    public long Next;
}
