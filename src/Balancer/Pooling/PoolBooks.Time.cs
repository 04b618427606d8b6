namespace Balancing.Pooling;

/// <summary>What comes due with time, what an operator changes, and the end.</summary>
internal sealed partial class PoolBooks<TConnection>
{
    private bool _started;
    private int _failures; // in a row
    private long _notBefore; // of the next attempt ahead of need
    private long _failuresAtStart;
    private long _deadline = PoolNumbers.Never;

    /// <summary>Nothing comes due before this instant.</summary>
    public long Due { get; private set; } = PoolNumbers.Never;

    /// <summary>When the timer fires.</summary>
    public long Armed { get; set; } = PoolNumbers.Never;

    /// <summary>Leases that were out when time was up.</summary>
    public int LeftOver { get; private set; }

    /// <summary>What was begun at the start is there, or has failed.</summary>
    public bool IsWarm => IsClosed || _connectFailures > _failuresAtStart || IsFull;

    /// <summary>Min connections are there.</summary>
    public bool IsFull => _idle.Count + _inUse >= Numbers.Min;

    /// <summary>Closed, and nothing is open.</summary>
    public bool IsEmpty => IsClosed && Open == 0;

    /// <summary>Time is up for closing.</summary>
    public bool IsForced { get; private set; }

    // How many are missing to min, without those being opened.
    private int Missing => _started ? Math.Max(0, Numbers.Min - (_idle.Count + _inUse + _opening - _covering.Count)) : 0;

    public void Start()
    {
        _started = true;
        _notBefore = 0;
        _failures = 0;
        _failuresAtStart = _connectFailures;
    }

    /// <summary>Idle connections that have outlived their time become jobs.</summary>
    public void Evict(long now)
    {
        while (_idle.Count > Numbers.Stale && _idle.Bottom is { } oldest && (Numbers.Ttl == PoolNumbers.Never || IsStale(oldest, now)))
        {
            DiscardIdle(oldest);
        }

        // Min connections are there to be used, so what is too old for that does not count.
        var (old, _) = CountStale(now);
        for (var missing = Math.Min(old, Numbers.Min - (_idle.Count - old + _inUse + _opening)); missing > 0; missing--)
        {
            DiscardIdle(_idle.Bottom!);
        }

        var cell = Numbers.AddressTtl == PoolNumbers.Never ? null : _idle.Bottom;
        while (cell is not null)
        {
            var above = cell.Above;
            if (IsAddressOld(cell, now))
            {
                DiscardIdle(cell);
            }

            cell = above;
        }
    }

    public void Apply(PoolNumbers numbers, long now)
    {
        Numbers = numbers;
        while (IsOverfull && _idle.Bottom is { } oldest)
        {
            DiscardIdle(oldest);
        }

        for (var cell = _idle.Bottom; cell is not null;)
        {
            var above = cell.Above;
            cell.IdleSince = Math.Min(cell.IdleSince, now); // no time was taken while none was needed
            if (!IsFit(cell, now))
            {
                DiscardIdle(cell);
            }

            cell = above;
        }

        Evict(now);
    }

    /// <summary>No connection of today is used again.</summary>
    public void Clear()
    {
        _generation++;
        _addressKnown = false;
        while (_idle.Bottom is { } cell)
        {
            DiscardIdle(cell);
        }
    }

    /// <summary>Nobody gets in any more. The earliest deadline counts.</summary>
    /// <returns>The attempts to give up; null when it was closed before.</returns>
    public List<CancellationTokenSource>? Close(long deadline)
    {
        _deadline = Math.Min(_deadline, deadline);
        Watch(_deadline);
        if (IsClosed)
        {
            return null;
        }

        IsClosed = true;
        var attempts = new List<CancellationTokenSource>();
        foreach (var cell in _all)
        {
            if (cell.Attempt is { } attempt)
            {
                attempts.Add(attempt);
            }
        }

        Clear();
        return attempts;
    }

    /// <summary>Sends some of those away who wait while the pool closes.</summary>
    /// <returns>Who has to be run, linked by Next, and whether there are more.</returns>
    public (PoolWaiter<TConnection>? Run, bool More) SendAway()
    {
        var ignored = 0L;
        if (_line.First is { } first)
        {
            return (AnswerFrom(first, PoolGrantKind.Closed, PoolNumbers.Never, ref ignored), true);
        }

        foreach (var cell in _all)
        {
            if (cell.Owner is { } owner)
            {
                cell.Owner = null;
                return (owner.Answer(new PoolGrant<TConnection>(PoolGrantKind.Closed)), true);
            }
        }

        return default;
    }

    /// <summary>Takes the connections away from those who still have a lease, once the deadline of closing has come.</summary>
    public void Force(long now)
    {
        if (!IsClosed || IsForced || now < _deadline)
        {
            return;
        }

        IsForced = true;
        foreach (var cell in _all)
        {
            if (cell.State == CellState.InUse)
            {
                LeftOver++;
                cell.Turn++;
                Discard(cell);
            }
        }
    }

    /// <summary>Reckons anew when the next thing is due.</summary>
    public long Reckon(long now)
    {
        Due = IsClosed && !IsForced && Open > 0 ? _deadline : PoolNumbers.Never;
        WatchLine();
        if (!IsClosed && now < _notBefore && Missing > _covering.Count)
        {
            Watch(_notBefore);
        }

        var next = _idle.Count > Numbers.Stale ? _idle.Bottom : Numbers.Min > 0 ? CountStale(now).Young : null;
        if (Numbers.Ttl != PoolNumbers.Never && next is not null)
        {
            Watch(PoolNumbers.After(next.IdleSince, Numbers.Ttl));
        }

        var cell = Numbers.AddressTtl == PoolNumbers.Never ? null : _idle.Bottom;
        for (; cell is not null; cell = cell.Above)
        {
            Watch(PoolNumbers.After(cell.AddressSince, Numbers.AddressTtl));
        }

        return Due;
    }

    // How many idle connections are too old to be used, and the oldest that is not.
    private (int Old, PoolCell<TConnection>? Young) CountStale(long now)
    {
        var old = 0;
        var cell = _idle.Bottom;
        for (; cell is not null && IsStale(cell, now); cell = cell.Above)
        {
            old++;
        }

        return (old, cell);
    }

    private int WantedAhead(long now) => _failures > 0 && now < _notBefore ? 0 : Missing;

    private void WatchLine()
    {
        if (Numbers.Acquire != PoolNumbers.Never && _line.Count > _covering.Count)
        {
            Watch(PoolNumbers.After(FirstUncovered()!.Since, Numbers.Acquire));
        }
    }

    private void Watch(long due) => Due = Math.Min(Due, due);
}
