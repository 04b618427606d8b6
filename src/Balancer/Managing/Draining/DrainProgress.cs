namespace Balancing;

/// <summary>How far a draining has come.</summary>
/// <param name="Member">Who drains; null for the whole balancer.</param>
/// <param name="Remaining">Leases that are out.</param>
/// <param name="Leases">Them, the oldest first, at most <see cref="DrainOptions.ListAtMost"/>: each says why it is still out.</param>
/// <param name="Elapsed">Time since the beginning.</param>
/// <param name="Left">Time until the deadline; <see cref="Timeout.InfiniteTimeSpan"/> when there is none.</param>
public sealed record DrainProgress(Member? Member, int Remaining, IReadOnlyList<LeaseInfo> Leases, TimeSpan Elapsed, TimeSpan Left);

/// <summary>How a draining ended.</summary>
public enum DrainEnd
{
    /// <summary>No lease is out, and none can come: the member is disabled.</summary>
    Completed,

    /// <summary>Leases were out at the deadline. The member is disabled and takes no more, sessions neither.</summary>
    DeadlineReached,

    /// <summary>Somebody took the draining flag away in the meantime; the member is in service.</summary>
    Readmitted,
}

/// <summary>What became of a draining.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Remaining">Leases that were out at the end; 0 when complete.</param>
/// <param name="Leases">Them, the oldest first, at most <see cref="DrainOptions.ListAtMost"/>.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record DrainResult(DrainEnd End, int Remaining, IReadOnlyList<LeaseInfo> Leases, TimeSpan Elapsed)
{
    /// <summary>True when no lease is out.</summary>
    public bool IsComplete => End == DrainEnd.Completed;
}
