namespace Balancing;

/// <summary>What a pool takes from its surroundings. Everything has a default.</summary>
public sealed record PoolServices
{
    /// <summary>The surroundings of a program that sets nothing.</summary>
    public static readonly PoolServices Default = new();

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// True: the pool makes no timer; the host calls <see cref="ConnectionPool{TConnection}.Tick"/>, for example from its game loop.
    /// Default: false.
    /// </summary>
    public bool HostTicks { get; init; }

    /// <summary>How many may wait for a place at once; the next one is turned away (R42). 1 or more. Default: 100,000.</summary>
    public int WaitLimit { get; init; } = 100_000;

    /// <summary>
    /// Who is told what went wrong while nobody waited for it. Called on the thread pool; what it throws is not caught. Default: nobody.
    /// </summary>
    public Action<PoolTrouble>? Troubled { get; init; }

    /// <summary>Who runs what follows an answer. Default: the thread pool, in order.</summary>
    internal Action<IThreadPoolWorkItem>? Run { get; init; }
}
