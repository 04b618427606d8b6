namespace Balancing;

/// <summary>What a pool answered.</summary>
public enum PoolGrantKind
{
    /// <summary>The pool is closed, or the lease was ended by closing it.</summary>
    Closed,

    /// <summary>Here is a connection.</summary>
    Acquired,

    /// <summary>No connection became free within <c>acquire</c> (D10: no member is to blame).</summary>
    Exhausted,

    /// <summary>Too many wait already: <see cref="PoolPlan.WaitLimit"/> (R42).</summary>
    TooManyWaiting,

    /// <summary>The connection could not be opened, or did not answer its ping twice.</summary>
    ConnectFailed,
}
