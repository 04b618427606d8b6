namespace Balancing.Testing;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>. Its settings are written under the clock's gate.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    /// <summary>The number of its one entry in the clock's queue that holds; 0 for none.</summary>
    public long Entry { get; set; }

    /// <summary>Ticks between two firings; 0 to fire once.</summary>
    public long Period { get; set; }

    public bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfInvalid(dueTime, nameof(dueTime));
        ThrowIfInvalid(period, nameof(period));
        return clock.Set(this, dueTime, period);
    }

    /// <summary>Called without the clock's gate.</summary>
    public void Fire() => callback(state);

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void ThrowIfInvalid(TimeSpan time, string name)
    {
        if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, time, "A time is zero, more, or Timeout.InfiniteTimeSpan.");
        }
    }
}
