namespace Balancing.Ajp;

/// <summary>The time limit of one request of a handler; ends with its caller too, up to the head of the answer.</summary>
internal sealed class HandlerClock : IAjpClock, IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _registration;

    public HandlerClock(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        (_limit, _caller) = (limit, caller);
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = caller.UnsafeRegister(static clock => ((HandlerClock)clock!)._source.Cancel(), this);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The container was silent for too long.</summary>
    public bool RanOut { get; private set; }

    public void Start() => Set(_limit);

    public void Stop() => Set(Timeout.InfiniteTimeSpan);

    /// <summary>The caller has its answer; from now on it ends the reading in its own way.</summary>
    public void LetGo() => _registration.Dispose();

    /// <summary>Whether what was seen is that time was up; the caller is still there.</summary>
    public bool Judge(Exception seen)
    {
        RanOut = seen is OperationCanceledException && _source.IsCancellationRequested && !_caller.IsCancellationRequested;
        return RanOut;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }

    private void Set(TimeSpan limit)
    {
        try
        {
            _source.CancelAfter(limit);
        }
        catch (ObjectDisposedException)
        {
            // Whoever still sends is no longer of interest.
        }
    }
}
