namespace Balancing;

/// <summary>The health checks of a member at one moment.</summary>
public sealed record HealthSnapshot
{
    /// <summary>What is checked (httpd: HC Method, HC Interval, HC uri, HC Expr); null when the host probes by itself.</summary>
    public HealthCheckPlan? Check { get; init; }

    /// <summary>Whether the last probe passed; null when there was none, or nobody knows how to probe.</summary>
    public bool? Passed { get; init; }

    /// <summary>What the last probe saw, in words; empty before the first.</summary>
    public required string Last { get; init; }

    /// <summary>When the last probe ended; null before the first.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How long the last probe took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Passes in a row of a member that is out (httpd: the count of Passes).</summary>
    public int Passes { get; init; }

    /// <summary>Fails in a row of a member that is in (httpd: the count of Fails).</summary>
    public int Fails { get; init; }

    /// <summary>Probes that were counted.</summary>
    public long Probes { get; init; }

    /// <summary>When the next probe is due; null when no loop of health checks runs.</summary>
    public DateTimeOffset? NextDue { get; init; }
}
