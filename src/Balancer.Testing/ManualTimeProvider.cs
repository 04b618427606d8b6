namespace Balancing.Testing;

/// <summary>
/// A clock that moves only when a test says so. Timers fire inside <see cref="Advance"/>, on the calling thread, in the order in
/// which they are due, and each sees the time it was due at. Safe for any thread.
/// </summary>
/// <param name="start">The first instant. Default: the start of the year 2000, UTC.</param>
public sealed class ManualTimeProvider(DateTimeOffset? start = null) : TimeProvider
{
    private static readonly DateTimeOffset Millennium = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly DateTimeOffset _start = (start ?? Millennium).ToUniversalTime();
    private readonly PriorityQueue<ManualTimer, (long Due, long Order)> _queue = new(); // gate; may hold entries that no longer hold
    private long _now;      // gate: ticks of 100 ns since the start
    private long _goal;     // gate: how far the calls of Advance want to go together
    private long _order;    // gate: grows with every entry, so that equal due times keep their order

    /// <summary>Always <see cref="TimeZoneInfo.Utc"/>, so that a test means the same everywhere.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of 100 ns: 10 000 000 per second.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer is due, or null: nothing runs by itself.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return TryPeek(out _, out var due) ? InRange(due) : null;
            }
        }
    }

    /// <summary>The time of the clock; it and <see cref="GetTimestamp"/> always tell the same moment.</summary>
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp());

    /// <summary>Time since the start, in ticks of 100 ns.</summary>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <summary>
    /// A timer of this clock. One that is due at once fires with the next <see cref="Advance"/>, never inside this call, so it may
    /// be made while a lock is held.
    /// </summary>
    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock and fires every timer that becomes due on the way, also those that are made by the callbacks. An exception
    /// of a callback comes out here; the next call then goes the rest of the way first.
    /// </summary>
    /// <param name="by">How far, zero or more. Zero fires what is due now.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_gate)
        {
            _goal = checked(_goal + by.Ticks);
        }

        while (Next() is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Moves the clock to an instant, as <see cref="Advance"/> does; one that has passed fires only what is due now.</summary>
    /// <param name="instant">Where to.</param>
    public void AdvanceTo(DateTimeOffset instant)
    {
        var by = instant - GetUtcNow();
        Advance(by > TimeSpan.Zero ? by : TimeSpan.Zero);
    }

    /// <summary>Sets a timer anew, or switches it off.</summary>
    internal bool Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            timer.Entry = 0;
            timer.Period = period > TimeSpan.Zero ? period.Ticks : 0;
            if (dueTime >= TimeSpan.Zero)
            {
                Enter(timer, Sum(_now, dueTime.Ticks));
            }

            return true;
        }
    }

    /// <summary>Switches a timer off for good.</summary>
    internal void Remove(ManualTimer timer)
    {
        lock (_gate)
        {
            timer.Entry = 0;
            timer.IsDisposed = true;
        }
    }

    // The next timer due on the way to the goal, with the clock set to its time; null once the goal is reached.
    private ManualTimer? Next()
    {
        lock (_gate)
        {
            if (!TryPeek(out var timer, out var due) || due > _goal)
            {
                _now = _goal;
                return null;
            }

            _queue.Dequeue();
            _now = Math.Max(_now, due);
            timer!.Entry = 0;
            if (timer.Period > 0)
            {
                Enter(timer, Sum(due, timer.Period));
            }

            return timer;
        }
    }

    // Needs the gate. The first entry that holds; those of timers that were changed or disposed of since are dropped.
    private bool TryPeek(out ManualTimer? timer, out long due)
    {
        while (_queue.TryPeek(out timer, out var entry))
        {
            due = entry.Due;
            if (timer.Entry == entry.Order)
            {
                return true;
            }

            _queue.Dequeue();
        }

        due = 0;
        return false;
    }

    private DateTimeOffset InRange(long ticks) =>
        ticks < (DateTimeOffset.MaxValue - _start).Ticks ? _start.AddTicks(ticks) : DateTimeOffset.MaxValue;

    // Needs the gate.
    private void Enter(ManualTimer timer, long due)
    {
        timer.Entry = ++_order;
        _queue.Enqueue(timer, (due, timer.Entry));
    }

    // TimeSpan.MaxValue means never, not long ago.
    private static long Sum(long now, long wait) => wait > long.MaxValue - now ? long.MaxValue : now + wait;
}
