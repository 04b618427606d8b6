namespace Balancing.Pooling;

/// <summary>
/// Those who wait. Openings are nobody's own: while k of them are under way, the first k in line are covered, and each result, good or
/// bad, goes to whoever waits longest. Only those who are not covered are subject to <c>acquire</c> and to the limit of waiters.
/// </summary>
internal sealed partial class PoolBooks<TConnection>
{
    private const int AtOnce = 64; // waiters answered in one hold of the gate

    private long _acquired;
    private long _opened;
    private long _closed;
    private long _connectFailures;
    private long _timeouts;
    private long _turnedAway;

    public PoolSnapshot Snapshot() => new()
    {
        Open = Open,
        Idle = _idle.Count,
        InUse = _inUse,
        Opening = _opening,
        Closing = _closing,
        Waiting = Math.Max(0, _line.Count - _covering.Count),
        Acquired = _acquired,
        Opened = _opened,
        Closed = _closed,
        ConnectFailures = _connectFailures,
        Timeouts = _timeouts,
        TurnedAway = _turnedAway,
    };

    public void Recycle(PoolWaiter<TConnection> waiter) => _line.Recycle(waiter);

    /// <summary>Joins the end of the line.</summary>
    /// <returns>The one who waits; null when it may not, with the reason.</returns>
    public PoolWaiter<TConnection>? Join(long now, CancellationToken cancel, out PoolGrantKind refusal)
    {
        refusal = PoolGrantKind.Closed;
        if (IsClosed)
        {
            return null;
        }

        _started = true;
        var behind = _line.Count - _covering.Count - (Numbers.Max - Open); // how many wait for a place; less than 0 when there are some
        if (behind >= 0 && Numbers.Acquire == 0)
        {
            _timeouts++;
            refusal = PoolGrantKind.Exhausted;
            return null;
        }

        if (behind >= waitLimit)
        {
            _turnedAway++;
            refusal = PoolGrantKind.TooManyWaiting;
            return null;
        }

        var waiter = _line.Rent(pool, now, cancel);
        _line.Add(waiter);
        if (behind >= 0 && Numbers.Acquire != PoolNumbers.Never)
        {
            Watch(PoolNumbers.After(now, Numbers.Acquire));
        }

        return waiter;
    }

    /// <summary>Closes a connection and opens another in its place, for the same user.</summary>
    /// <returns>The one who waits; null when the lease has ended.</returns>
    public PoolWaiter<TConnection>? Replace(PoolCell<TConnection> cell, long turn, long now, CancellationToken cancel)
    {
        if (cell.Turn != turn || cell.State != CellState.InUse || IsClosed)
        {
            return null;
        }

        var waiter = _line.Rent(pool, now, cancel);
        waiter.Cell = cell;
        cell.Owner = waiter;
        cell.Turn++;
        _acquired--;
        Discard(cell);
        return waiter;
    }

    /// <summary>One who waits goes.</summary>
    /// <returns>Who has to be run, and the attempt to give up, if any.</returns>
    public (PoolWaiter<TConnection>? Run, CancellationTokenSource? Attempt) Cancel(PoolWaiter<TConnection> waiter)
    {
        if (!waiter.Waits)
        {
            return default;
        }

        PoolCell<TConnection>? attempt; // the one that was made for this waiter
        if (waiter.Cell is { } own)
        {
            own.Owner = null;
            attempt = own.State == CellState.Opening ? own : null;
            if (attempt is not null)
            {
                own.Covers = true;
                _covering.Push(own);
            }
        }
        else
        {
            _line.Remove(waiter);
            attempt = _covering.Bottom; // the oldest: when one hangs it is the reason to go
        }

        var spare = attempt is not null && _covering.Count > Math.Max(_line.Count, Missing);
        return (waiter.Answer(default, canceled: true), spare ? GiveUp(attempt!) : null);
    }

    /// <summary>An opening has failed.</summary>
    /// <returns>Who has to be run, and whether anybody was told.</returns>
    public (PoolWaiter<TConnection>? Run, bool IsTold) OpenFailed(PoolCell<TConnection> cell, Exception error, long now)
    {
        var covered = cell.Covers;
        EndOpening(cell);
        Forget(cell);
        if (IsClosed || (!covered && cell.Owner is null))
        {
            return (null, true); // it was given up
        }

        _connectFailures++;
        _addressKnown = false;
        _failures++;
        _notBefore = PoolNumbers.After(now, Numbers.Second << Math.Min(_failures - 1, 6));
        if (Missing > 0)
        {
            Watch(_notBefore);
        }

        var waiter = cell.Owner ?? _line.First;
        if (waiter is null)
        {
            return (null, false);
        }

        if (cell.Owner is null)
        {
            _line.Remove(waiter);
        }

        cell.Owner = null;
        return (waiter.Answer(new PoolGrant<TConnection>(PoolGrantKind.ConnectFailed, error)), true);
    }

    /// <summary>Answers some of those who wait too long.</summary>
    /// <returns>Who has to be run, linked by Next, and whether there are more.</returns>
    public (PoolWaiter<TConnection>? Run, bool More) TimeOut(long now)
    {
        if (Numbers.Acquire == PoolNumbers.Never || _line.Count <= _covering.Count)
        {
            return default;
        }

        var before = _timeouts;
        var run = AnswerFrom(FirstUncovered()!, PoolGrantKind.Exhausted, since: now - Numbers.Acquire, ref _timeouts);
        return (run, _timeouts - before == AtOnce);
    }

    private PoolWaiter<TConnection>? FirstUncovered()
    {
        var waiter = _line.First;
        for (var i = _covering.Count; i > 0 && waiter is not null; i--)
        {
            waiter = waiter.Next;
        }

        return waiter;
    }

    // Sends away those from one on who came at an instant or before it.
    private PoolWaiter<TConnection>? AnswerFrom(PoolWaiter<TConnection>? waiter, PoolGrantKind kind, long since, ref long count)
    {
        PoolWaiter<TConnection>? first = null;
        PoolWaiter<TConnection>? last = null;
        for (var i = 0; i < AtOnce && waiter is not null && waiter.Since <= since; i++)
        {
            var next = waiter.Next;
            _line.Remove(waiter);
            count++;
            if (waiter.Answer(new PoolGrant<TConnection>(kind)) is { } run)
            {
                first ??= run;
                if (last is not null)
                {
                    last.Next = run;
                }

                last = run;
            }

            waiter = next;
        }

        return first;
    }

    private CancellationTokenSource? GiveUp(PoolCell<TConnection> cell)
    {
        StopCovering(cell);
        return cell.Attempt;
    }
}
