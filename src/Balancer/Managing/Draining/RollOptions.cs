namespace Balancing;

/// <summary>How members are taken out, handled and readmitted one after the other.</summary>
public sealed record RollOptions
{
    /// <summary>How each member is drained. Its <see cref="DrainOptions.Progress"/> is told too.</summary>
    public DrainOptions Drain { get; init; } = new();

    /// <summary>How many members have to be usable while one is out, 0 or more. Default: 1.</summary>
    public int MinUsable { get; init; } = 1;

    /// <summary>
    /// How long to wait until enough members are usable before one is taken out, and until one that was readmitted is usable, for example
    /// because its health check has passed; 0 or more. Default: 1 min.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// True: act also on a member that has leases out at the deadline; they are the price. False: put it back into service and stop there.
    /// Default: false.
    /// </summary>
    public bool ActAtDeadline { get; init; }

    /// <summary>Which members, by URL, in this order. Default: null, all of them in order of declaration.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Told at every step. Default: nobody.</summary>
    public IProgress<RollProgress>? Progress { get; init; }
}

/// <summary>What is being done with a member.</summary>
public enum RollStep
{
    /// <summary>Too few others are usable; it waits for them.</summary>
    Waiting,

    /// <summary>It takes no new requests; those that are out come to their end.</summary>
    Draining,

    /// <summary>It is the caller's.</summary>
    Acting,

    /// <summary>It is readmitted, and not usable yet.</summary>
    Returning,

    /// <summary>It is in service again.</summary>
    Done,
}

/// <summary>One step of a roll.</summary>
/// <param name="Member">Whose turn it is.</param>
/// <param name="Step">What is being done with it.</param>
/// <param name="Index">How many members are done.</param>
/// <param name="Count">How many there are to do.</param>
public sealed record RollProgress(Member Member, RollStep Step, int Index, int Count);

/// <summary>What became of a roll.</summary>
/// <param name="Done">Members that are through, in order.</param>
/// <param name="StoppedAt">The member at which it stopped, or null.</param>
/// <param name="Why">Why it stopped, one sentence, or null.</param>
public sealed record RollResult(IReadOnlyList<Member> Done, Member? StoppedAt = null, string? Why = null)
{
    /// <summary>True when all members are through.</summary>
    public bool IsComplete => StoppedAt is null;
}
