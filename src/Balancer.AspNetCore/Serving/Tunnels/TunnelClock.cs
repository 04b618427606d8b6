namespace Balancing.AspNetCore;

/// <summary>
/// When a tunnel has to end: after a silence of both sides, when it is too old, or when somebody says so. A byte costs one write to memory;
/// the timer looks when the silence would be over.
/// </summary>
internal sealed class TunnelClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source = new();
    private readonly ITimer _timer;
    private readonly long _start;
    private readonly TimeSpan _longest;
    private long _idle; // atomic: ticks
    private long _last; // atomic: timestamp
    private int _why = -1; // atomic: the first reason
    private int _silence = (int)TunnelEnd.Idle; // atomic: what a silence means

    public TunnelClock(TimeProvider time, TimeSpan idle, TimeSpan longest)
    {
        (_time, _idle, _longest) = (time, idle.Ticks, longest);
        _last = _start = time.GetTimestamp();
        _timer = time.CreateTimer(static clock => ((TunnelClock)clock!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Set();
    }

    /// <summary>Cancelled at the end.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Why it ended, or null.</summary>
    public TunnelEnd? Why => Volatile.Read(ref _why) is >= 0 and var why ? (TunnelEnd)why : null;

    /// <summary>Somebody said something.</summary>
    public void Touch() => Volatile.Write(ref _last, _time.GetTimestamp());

    /// <summary>From now on this much silence is enough, and means this.</summary>
    public void Linger(TimeSpan idle, TunnelEnd why)
    {
        Touch();
        Volatile.Write(ref _silence, (int)why);
        Volatile.Write(ref _idle, Math.Max(idle.Ticks, 0));
        Set();
    }

    /// <summary>Waits for a task, but not longer than that, and not beyond the end.</summary>
    public async Task WaitAsync(Task task, TimeSpan longest)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Task.WhenAny(task, Task.Delay(longest, _time, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Ends it now, unless it has ended.</summary>
    public void End(TunnelEnd why)
    {
        if (Interlocked.CompareExchange(ref _why, (int)why, -1) != -1)
        {
            return;
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this very moment.
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Look()
    {
        if (_longest >= TimeSpan.Zero && _time.GetElapsedTime(_start) >= _longest)
        {
            End(TunnelEnd.TooOld);
        }
        else if (Volatile.Read(ref _idle) is >= 0 and var idle && _time.GetElapsedTime(Volatile.Read(ref _last)).Ticks >= idle)
        {
            End((TunnelEnd)Volatile.Read(ref _silence));
        }
        else
        {
            Set();
        }
    }

    // Up to a millisecond more: a timer counts whole ones, and must not look in vain.
    private void Set()
    {
        const long Most = 0xfffffffeL * TimeSpan.TicksPerMillisecond / 2;
        var left = Most;
        if (Volatile.Read(ref _idle) is >= 0 and var idle)
        {
            left = Math.Min(left, idle - _time.GetElapsedTime(Volatile.Read(ref _last)).Ticks);
        }

        if (_longest >= TimeSpan.Zero)
        {
            left = Math.Min(left, (_longest - _time.GetElapsedTime(_start)).Ticks);
        }

        try
        {
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(left, 0) / (double)TimeSpan.TicksPerMillisecond)), Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // It ended in this very moment.
        }
    }
}
