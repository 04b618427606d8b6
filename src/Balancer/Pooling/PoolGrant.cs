using Balancing.Pooling;

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

    /// <summary>Too many wait already: <see cref="PoolServices.WaitLimit"/> (R42).</summary>
    TooManyWaiting,

    /// <summary>The connection could not be opened, or did not answer its ping twice.</summary>
    ConnectFailed,
}

/// <summary>
/// The answer of a pool: the lease of a connection, or why there is none. A lease ends exactly once, by <see cref="Return"/> or
/// <see cref="Dispose"/>, whatever is called how often and on which copy; from then on it gives no access to the connection.
/// </summary>
/// <typeparam name="TConnection">The host's connection.</typeparam>
public readonly struct PoolGrant<TConnection> : IDisposable, IEquatable<PoolGrant<TConnection>>
    where TConnection : class
{
    private readonly PoolCell<TConnection>? _cell;
    private readonly long _turn; // of the cell; without one, the kind
    private readonly Exception? _error;

    internal PoolGrant(PoolCell<TConnection> cell)
    {
        _cell = cell;
        _turn = cell.Turn;
    }

    internal PoolGrant(PoolGrantKind kind, Exception? error = null)
    {
        _turn = (long)kind;
        _error = error;
    }

    /// <summary>What was answered.</summary>
    public PoolGrantKind Kind => _cell is null ? (PoolGrantKind)_turn : PoolGrantKind.Acquired;

    /// <summary>True when there is a connection.</summary>
    public bool IsAcquired => _cell is not null;

    /// <summary>The connection, for as long as the lease lasts. Do not keep it longer.</summary>
    /// <exception cref="InvalidOperationException">Nothing was acquired, or the lease has ended.</exception>
    public TConnection Connection =>
        _cell?.ConnectionOf(_turn) ?? throw new InvalidOperationException(
            _cell is null ? $"There is no connection: {Kind}. Look at IsAcquired first." : "This lease has ended.");

    /// <summary>True when the connection was leased before, so that the other side may have closed it in the meantime (D11).</summary>
    public bool IsReused => _cell is { Uses: > 1 };

    /// <summary>Why it could not be opened, for <see cref="PoolGrantKind.ConnectFailed"/>; else null.</summary>
    public Exception? Error => _error;

    internal PoolCell<TConnection>? Cell => _cell;

    internal long Turn => _turn;

    /// <summary>This one, unless the pool took its connection away, closing by force, before anybody looked.</summary>
    internal PoolGrant<TConnection> Now => _cell is not null && _cell.ConnectionOf(_turn) is null ? default : this;

    /// <summary>Ends the lease. Does nothing once it has ended.</summary>
    /// <param name="reusable">
    /// True when the next user finds the connection as if new: all sent, all read, no error, nobody asked to close it (R39).
    /// When in doubt, false: it is closed.
    /// </param>
    public void Return(bool reusable) => _cell?.Pool.Return(_cell, _turn, reusable);

    /// <summary>Ends the lease and closes the connection, unless the lease has ended before.</summary>
    public void Dispose() => _cell?.Pool.Return(_cell, _turn, reusable: false);

    /// <summary>What an attempt that got no connection reports to its balancer: nobody is blamed for a full pool (D10).</summary>
    /// <exception cref="InvalidOperationException">There is a connection.</exception>
    public Outcome ToOutcome() => Kind switch
    {
        PoolGrantKind.Acquired => throw new InvalidOperationException("There is a connection; report how its use went."),
        PoolGrantKind.ConnectFailed => Outcome.ConnectFailed(_error),
        _ => Outcome.PoolExhausted(),
    };

    /// <inheritdoc/>
    public bool Equals(PoolGrant<TConnection> other) =>
        ReferenceEquals(_cell, other._cell) && _turn == other._turn && ReferenceEquals(_error, other._error);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PoolGrant<TConnection> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_cell, _turn, _error);

    /// <summary>Same lease.</summary>
    public static bool operator ==(PoolGrant<TConnection> left, PoolGrant<TConnection> right) => left.Equals(right);

    /// <summary>Another lease.</summary>
    public static bool operator !=(PoolGrant<TConnection> left, PoolGrant<TConnection> right) => !left.Equals(right);
}
