namespace Balancing.Ajp;

/// <summary>One time-out at a time, for one connection.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Action _passed;
    private long _start; // gate
    private TimeSpan _due = Timeout.InfiniteTimeSpan; // gate

    /// <param name="time">The clock.</param>
    /// <param name="passed">Told when it is too late.</param>
    public Deadline(TimeProvider time, Action passed)
    {
        (_time, _passed) = (time, passed);
        _timer = time.CreateTimer(static self => ((Deadline)self!).Pass(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It is too late.</summary>
    public bool HasPassed { get; private set; }

    public void Start(TimeSpan due)
    {
        lock (_gate)
        {
            (HasPassed, _start, _due) = (false, _time.GetTimestamp(), due);
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    public void Stop() => Start(Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    // The timer may have been on its way while it was set anew.
    private void Pass()
    {
        lock (_gate)
        {
            if (_due == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            if (_due - _time.GetElapsedTime(_start) is { Ticks: > 0 } rest)
            {
                _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }

            HasPassed = true;
        }

        _passed();
    }
}
