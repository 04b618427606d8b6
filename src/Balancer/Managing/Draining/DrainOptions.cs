namespace Balancing;

/// <summary>How a member is drained.</summary>
public sealed record DrainOptions
{
    /// <summary>How long to wait for the leases that are out, 0 or more; <see cref="Timeout.InfiniteTimeSpan"/> for ever. Default: 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long before the deadline sessions are let in no more, so that what is out can end; they go to other members then. 0 or more, and
    /// at most half of the deadline counts. Default: 5 s.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long nothing may have been out before the draining is complete. Sessions go on coming to a draining member; with zero they keep it
    /// until the first moment without a lease, with more until they have been silent for that long. Default: zero.
    /// </summary>
    public TimeSpan Quiet { get; init; }

    /// <summary>Who drains, for the journal. What anybody but the program drains is saved by <c>BalancerPersist</c>. Default: the program.</summary>
    public Operator By { get; init; } = Operator.Program;

    /// <summary>What a cancelled draining leaves: true for the members as they are at that moment, false for as they were before. Default: false.</summary>
    public bool LeaveOnCancel { get; init; }

    /// <summary>Told at the beginning, every <see cref="Interval"/>, and at the end. Default: nobody.</summary>
    public IProgress<DrainProgress>? Progress { get; init; }

    /// <summary>Time between two reports, more than 0. Default: 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many leases a report and the result list at most, 0 or more. Default: 100.</summary>
    public int ListAtMost { get; init; } = 100;

    internal static void Check(DrainOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Deadline < Timeout.InfiniteTimeSpan || options.Quiet < TimeSpan.Zero
            || options.Grace < TimeSpan.Zero || options.Interval <= TimeSpan.Zero || options.ListAtMost < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options, "Deadline, Grace, Quiet and ListAtMost are 0 or more, Interval is more than 0.");
        }
    }
}
