namespace Balancing.Pooling;

/// <summary>Where a place of the pool is in its life.</summary>
internal enum CellState
{
    Opening,
    Idle,

    /// <summary>Leased, or on its way to a lease.</summary>
    InUse,

    /// <summary>Given back, and looked at before somebody who waits gets it.</summary>
    Checking,
    Closing,
    Gone,
}

/// <summary>
/// One place of the pool and the connection in it, from the attempt to open it until it is closed. All fields are written under the
/// pool's gate; <see cref="Turn"/> is read by anyone.
/// </summary>
internal sealed class PoolCell<TConnection>(ConnectionPool<TConnection> pool)
    where TConnection : class
{
    /// <summary>Grows by one with every lease that ends; a lease that holds another turn has ended.</summary>
    public long Turn;

    /// <summary>Neighbours in the stack of the idle or in the queue of those being opened.</summary>
    public PoolCell<TConnection>? Above;

    public PoolCell<TConnection>? Below;

    /// <summary>The next one to be opened or closed.</summary>
    public PoolCell<TConnection>? NextJob;

    /// <summary>Null until it is open, and again once it is being closed; then written by the one who closes it.</summary>
    public TConnection? Connection;

    /// <summary>Who alone gets the result of the opening, or of the opening that follows the closing; null for the first in line.</summary>
    public PoolWaiter<TConnection>? Owner;

    /// <summary>Gives up the opening.</summary>
    public CancellationTokenSource? Attempt;

    /// <summary>When it became idle; never, when the plan read no clock then.</summary>
    public long IdleSince;

    /// <summary>When its address was resolved.</summary>
    public long AddressSince;

    /// <summary>How often the pool had been cleared when the opening began.</summary>
    public int Generation;

    /// <summary>How often it was leased.</summary>
    public int Uses;

    /// <summary>Where it is among all cells.</summary>
    public int Index;

    public CellState State;

    /// <summary>The opening counts for those in line.</summary>
    public bool Covers;

    /// <summary>The opening resolves its address.</summary>
    public bool Resolves;

    public ConnectionPool<TConnection> Pool { get; } = pool;

    /// <summary>The connection of a lease, or null when the lease has ended.</summary>
    public TConnection? ConnectionOf(long turn)
    {
        var connection = Volatile.Read(ref Connection);
        return Volatile.Read(ref Turn) == turn ? connection : null;
    }
}
