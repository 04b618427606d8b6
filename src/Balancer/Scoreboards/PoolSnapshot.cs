namespace Balancing;

/// <summary>
/// The numbers of a pool at one moment: <c>Open = Idle + InUse + Opening + Closing</c>, and
/// <c>Idle + InUse + Closing = Opened - Closed</c>.
/// </summary>
public readonly record struct PoolSnapshot
{
    /// <summary>Places taken, never above <c>max</c> unless it was lowered since.</summary>
    public int Open { get; init; }

    /// <summary>Connections that wait for a user.</summary>
    public int Idle { get; init; }

    /// <summary>Connections that are leased, or are just checked on their way to a user.</summary>
    public int InUse { get; init; }

    /// <summary>Connections being opened.</summary>
    public int Opening { get; init; }

    /// <summary>Connections being closed; they keep their place until that has ended.</summary>
    public int Closing { get; init; }

    /// <summary>Users for whom there is neither an idle connection nor one being opened. Zero while there is a free place.</summary>
    public int Waiting { get; init; }

    /// <summary>Leases handed out so far.</summary>
    public long Acquired { get; init; }

    /// <summary>Connections opened so far.</summary>
    public long Opened { get; init; }

    /// <summary>Connections closed so far.</summary>
    public long Closed { get; init; }

    /// <summary>Attempts to open that failed so far.</summary>
    public long ConnectFailures { get; init; }

    /// <summary>Users who waited longer than <c>acquire</c> so far.</summary>
    public long Timeouts { get; init; }

    /// <summary>Users turned away by <see cref="PoolServices.WaitLimit"/> so far.</summary>
    public long TurnedAway { get; init; }

    /// <summary>The numbers of both together.</summary>
    internal PoolSnapshot Plus(in PoolSnapshot other) => new()
    {
        Open = Open + other.Open,
        Idle = Idle + other.Idle,
        InUse = InUse + other.InUse,
        Opening = Opening + other.Opening,
        Closing = Closing + other.Closing,
        Waiting = Waiting + other.Waiting,
        Acquired = Acquired + other.Acquired,
        Opened = Opened + other.Opened,
        Closed = Closed + other.Closed,
        ConnectFailures = ConnectFailures + other.ConnectFailures,
        Timeouts = Timeouts + other.Timeouts,
        TurnedAway = TurnedAway + other.TurnedAway,
    };
}
