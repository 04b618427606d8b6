namespace Balancing.Pooling;

/// <summary>What the end of a lease asks for.</summary>
internal enum LeaseEnd
{
    /// <summary>Nothing: the connection is idle, or the lease had ended before.</summary>
    None,

    /// <summary>Somebody waits for the connection; look at it, then say <see cref="PoolBooks{TConnection}.Checked"/>.</summary>
    Check,

    /// <summary>There are jobs.</summary>
    Jobs,

    /// <summary>Nothing yet: the plan has changed, and time counts now.</summary>
    Time,
}

/// <summary>
/// All that changes in a pool, and what follows from it. It does no I/O, reads no clock and has no lock: every member needs the pool's
/// gate, and every field is written under it. What it wants done it hands out as jobs: cells to open, cells to close.
/// </summary>
internal sealed partial class PoolBooks<TConnection>(ConnectionPool<TConnection> pool, PoolNumbers numbers, int waitLimit)
    where TConnection : class
{
    private CellDeque<TConnection> _idle;
    private CellDeque<TConnection> _covering; // openings whose result goes to the first in line
    private PoolLine<TConnection> _line;
    private int _inUse;
    private int _opening; // those that cover the line, those with an owner, those given up
    private int _closing;
    private int _generation;
    private long _addressSince;
    private bool _addressKnown;

    public PoolNumbers Numbers { get; private set; } = numbers;

    public bool IsClosed { get; private set; }

    private int Open => _idle.Count + _inUse + _opening + _closing;

    // What is to be closed does not count here.
    private bool IsOverfull => _idle.Count + _inUse + _opening > Numbers.Max;

    /// <summary>Takes the connection that was used last; those too old to be used become jobs.</summary>
    public PoolCell<TConnection>? Take(long now)
    {
        while (_idle.Top is { } cell)
        {
            _idle.Remove(cell);
            _inUse++;
            if (!Numbers.ReadsClock || !(IsStale(cell, now) || IsAddressOld(cell, now)))
            {
                return Lease(cell);
            }

            Discard(cell);
        }

        return null;
    }

    /// <summary>The connection that was just taken is dead.</summary>
    public void Drop(PoolCell<TConnection> cell, long turn)
    {
        if (cell.Turn == turn && cell.State == CellState.InUse)
        {
            _acquired--;
            cell.Turn++;
            Discard(cell);
        }
    }

    /// <summary>Ends a lease. <paramref name="now"/> may be never when the plan reads no clock.</summary>
    public LeaseEnd Return(PoolCell<TConnection> cell, long turn, bool reusable, long now)
    {
        if (cell.Turn != turn || cell.State != CellState.InUse)
        {
            return LeaseEnd.None;
        }

        if (Numbers.ReadsClock && now == PoolNumbers.Never)
        {
            return LeaseEnd.Time;
        }

        cell.Turn++;
        if (!reusable || !IsFit(cell, now))
        {
            Discard(cell);
            return LeaseEnd.Jobs;
        }

        if (_line.Count > 0)
        {
            cell.State = CellState.Checking;
            return LeaseEnd.Check;
        }

        PutIdle(cell, now);
        return HasJobs ? LeaseEnd.Jobs : LeaseEnd.None;
    }

    /// <summary>A connection that was given back has been looked at.</summary>
    /// <returns>Who has to be run.</returns>
    public PoolWaiter<TConnection>? Checked(PoolCell<TConnection> cell, bool alive, long now)
    {
        if (alive && IsFit(cell, now))
        {
            return Serve(cell, now);
        }

        Discard(cell);
        return null;
    }

    /// <summary>An opening has ended well.</summary>
    /// <returns>Who has to be run.</returns>
    public PoolWaiter<TConnection>? Opened(PoolCell<TConnection> cell, TConnection connection, long now)
    {
        EndOpening(cell);
        _opened++;
        _failures = 0;
        _inUse++;
        cell.Connection = connection;
        if (cell.Resolves && cell.Generation == _generation)
        {
            _addressSince = _addressKnown ? Math.Max(_addressSince, cell.AddressSince) : cell.AddressSince;
            _addressKnown = true;
        }

        return Serve(cell, now);
    }

    // Gives a connection that nobody uses to whom it is due.
    private PoolWaiter<TConnection>? Serve(PoolCell<TConnection> cell, long now)
    {
        if (cell.Owner is { } owner)
        {
            cell.Owner = null;
            return Grant(owner, cell);
        }

        if (!IsClosed && !IsOverfull && _line.First is { } first)
        {
            _line.Remove(first);
            return Grant(first, cell);
        }

        if (IsFit(cell, now))
        {
            PutIdle(cell, now);
        }
        else
        {
            Discard(cell);
            WatchLine(); // somebody counted on this one
        }

        return null;
    }

    private PoolWaiter<TConnection>? Grant(PoolWaiter<TConnection> waiter, PoolCell<TConnection> cell) =>
        waiter.Answer(new PoolGrant<TConnection>(Lease(cell)));

    private PoolCell<TConnection> Lease(PoolCell<TConnection> cell)
    {
        cell.State = CellState.InUse;
        cell.Uses++;
        _acquired++;
        return cell;
    }

    private void PutIdle(PoolCell<TConnection> cell, long now)
    {
        _inUse--;
        cell.State = CellState.Idle;
        cell.IdleSince = now;
        _idle.Push(cell);
        if (_idle.Count > Numbers.Stale && Numbers.Ttl == PoolNumbers.Never)
        {
            DiscardIdle(_idle.Bottom!);
        }
        else if (_idle.Count > Numbers.Stale)
        {
            Watch(PoolNumbers.After(_idle.Bottom!.IdleSince, Numbers.Ttl));
        }
        else if (Numbers.Min > 0)
        {
            Watch(PoolNumbers.After(now, Numbers.Ttl));
        }

        if (Numbers.AddressTtl != PoolNumbers.Never)
        {
            Watch(PoolNumbers.After(cell.AddressSince, Numbers.AddressTtl));
        }
    }

    private bool IsFit(PoolCell<TConnection> cell, long now) =>
        !IsClosed && cell.Generation == _generation && !IsOverfull && !(Numbers.Plan.DisableReuse && cell.Uses > 0) && !IsAddressOld(cell, now);

    private bool IsStale(PoolCell<TConnection> cell, long now) =>
        Numbers.Ttl != PoolNumbers.Never && now - cell.IdleSince >= Numbers.Ttl;

    private bool IsAddressOld(PoolCell<TConnection> cell, long now) =>
        Numbers.AddressTtl != PoolNumbers.Never && now - cell.AddressSince >= Numbers.AddressTtl;
}
