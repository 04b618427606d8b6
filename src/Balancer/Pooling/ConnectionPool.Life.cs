using Balancing.Pooling;

namespace Balancing;

/// <content>Start, time, changes, end.</content>
public sealed partial class ConnectionPool<TConnection>
{
    private const long LongestTimer = 24 * 60 * 60 * 1000; // milliseconds

    private readonly Lock _timing = new();
    private ITimer? _timer; // timing

    /// <summary>
    /// Opens <c>min</c> connections and keeps them open from now on. Without it the first acquiring does so. What fails is reported to
    /// <see cref="PoolServices.Troubled"/> and tried again after a while.
    /// </summary>
    /// <param name="cancel">Ends the waiting, not the opening.</param>
    /// <returns>True when all are open, false when one has failed or the pool is closed.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public Task<bool> StartAsync(CancellationToken cancel = default)
    {
        _gate.Enter();
        _books.Start();
        if (_warm is not { IsTold: false })
        {
            _warm = new PoolSignal();
        }

        var warm = _warm;
        _gate.Exit();
        Settle();
        return cancel.CanBeCanceled ? warm.Task.WaitAsync(cancel) : warm.Task;
    }

    /// <summary>
    /// Does what is due: closes idle connections that are too old, sends away who waits too long, opens what is missing to <c>min</c>,
    /// ends a closing whose deadline has come. The pool's timer calls it, or with <see cref="PoolServices.HostTicks"/> the host.
    /// </summary>
    public void Tick()
    {
        var now = Now;
        for (var more = true; more;)
        {
            _gate.Enter();
            (var waiters, more) = _books.TimeOut(now);
            _gate.Exit();
            RunAll(waiters);
        }

        _gate.Enter();
        _books.Evict(now);
        _books.Force(now);
        if (_books.Armed != long.MinValue)
        {
            _books.Armed = PoolNumbers.Never;
        }

        _gate.Exit();
        Settle();
    }

    /// <summary>
    /// Puts other numbers in force, also for those who wait already. Idle connections above a lower <c>max</c> are closed at once,
    /// leased ones when they come back.
    /// </summary>
    /// <param name="plan">The numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the plan is negative.</exception>
    public void Apply(PoolPlan plan)
    {
        var numbers = new PoolNumbers(plan, _time.TimestampFrequency);
        var now = Now;
        _gate.Enter();
        _books.Apply(numbers, now);
        _gate.Exit();
        Settle(); // first what can be done for those who wait, then what has become too late for the others
        Tick();
        Arm();
    }

    /// <summary>
    /// Uses no connection of today again: idle ones are closed, leased ones when they come back, and the next one resolves its address
    /// anew. For a backend that was restarted or moved.
    /// </summary>
    public void Clear()
    {
        _gate.Enter();
        _books.Clear();
        _gate.Exit();
        Settle();
    }

    /// <summary>
    /// Closes the pool: turns new users and those who wait away with <see cref="PoolGrantKind.Closed"/>, gives up what is being opened,
    /// closes what is idle, waits for the leases, and at the deadline closes their connections too.
    /// </summary>
    /// <param name="deadline">
    /// How long to wait for leases; zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever. With
    /// <see cref="PoolServices.HostTicks"/> it is <see cref="Tick"/> that sees it come.
    /// </param>
    /// <param name="cancel">When cancelled the deadline has come.</param>
    /// <returns>How many leases were still out at the deadline; 0 for a clean end.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is negative.</exception>
    public async Task<int> CloseAsync(TimeSpan deadline, CancellationToken cancel = default)
    {
        TimeSpan? limit = deadline == Timeout.InfiniteTimeSpan ? null : deadline;
        ArgumentOutOfRangeException.ThrowIfLessThan(limit ?? TimeSpan.Zero, TimeSpan.Zero, nameof(deadline));
        var wait = PoolNumbers.Ticks(limit, _time.TimestampFrequency);
        var ended = Shut(PoolNumbers.After(Now, wait));
        var hurry = cancel.UnsafeRegister(static pool => _ = ((ConnectionPool<TConnection>)pool!).Shut(long.MinValue), this);
        await using (hurry.ConfigureAwait(false))
        {
            await ended.ConfigureAwait(false);
        }

        _gate.Enter();
        _books.Armed = long.MinValue;
        var left = _books.LeftOver;
        _gate.Exit();
        lock (_timing)
        {
            _timer?.Dispose();
            _timer = null;
        }

        return left;
    }

    /// <summary>As <see cref="CloseAsync(TimeSpan, CancellationToken)"/> with a deadline of 30 s.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);

    private Task<bool> Shut(long deadline)
    {
        _gate.Enter();
        var attempts = _books.Close(deadline);
        var ended = _ended ??= new PoolSignal();
        _gate.Exit();
        for (var more = attempts is not null; more;)
        {
            _gate.Enter();
            (var waiters, more) = _books.SendAway();
            _gate.Exit();
            RunAll(waiters);
        }

        foreach (var attempt in attempts ?? [])
        {
            GiveUp(attempt);
        }

        Tick();
        return ended.Task;
    }

    private void RunAll(PoolWaiter<TConnection>? waiters)
    {
        while (waiters is not null)
        {
            var next = waiters.Next;
            waiters.Next = null; // running it ends with its being used again
            Run(waiters);
            waiters = next;
        }
    }

    // One at a time, so that the last one to set the timer is the last one that looked.
    private void Arm()
    {
        lock (_timing)
        {
            var now = Now;
            _gate.Enter();
            var due = _books.Reckon(now);
            var on = _books.Armed != long.MinValue;
            _books.Armed = on ? due : long.MinValue;
            _gate.Exit();
            if (!on || (due == PoolNumbers.Never && _timer is null))
            {
                return;
            }

            _timer ??= MakeTimer();
            _timer.Change(due == PoolNumbers.Never ? Timeout.InfiniteTimeSpan : Wait(due - now), Timeout.InfiniteTimeSpan);
        }
    }

    private ITimer MakeTimer()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return New();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return New();
        }

        ITimer New() => _time.CreateTimer(
            static pool => ((ConnectionPool<TConnection>)pool!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // Timers count in whole milliseconds; never fire before it is due.
    private TimeSpan Wait(long ticks)
    {
        if (ticks <= 0)
        {
            return TimeSpan.Zero;
        }

        var milliseconds = (((Int128)ticks * 1000) + _time.TimestampFrequency - 1) / _time.TimestampFrequency;
        return TimeSpan.FromMilliseconds((long)Int128.Min(milliseconds, LongestTimer));
    }
}
