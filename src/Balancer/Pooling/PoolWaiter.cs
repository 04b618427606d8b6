using System.Threading.Tasks.Sources;

namespace Balancing.Pooling;

/// <summary>
/// One who waits for a connection; used again for the next. Written under the pool's gate until it is answered, then by the one who
/// runs it, and at the end by the one who takes the answer.
/// </summary>
internal sealed class PoolWaiter<TConnection>(ConnectionPool<TConnection> pool) : IValueTaskSource<PoolGrant<TConnection>>, IThreadPoolWorkItem
    where TConnection : class
{
    private ManualResetValueTaskSourceCore<PoolGrant<TConnection>> _core; // one writer: whoever runs it, then whoever takes the answer
    private PoolGrant<TConnection> _grant;
    private bool _canceled;

    /// <summary>The next in line, or the next one free.</summary>
    public PoolWaiter<TConnection>? Next { get; set; }

    public PoolWaiter<TConnection>? Previous { get; set; }

    /// <summary>The place whose result is for this one alone; null while in line.</summary>
    public PoolCell<TConnection>? Cell { get; set; }

    /// <summary>When it came, in ticks of the pool's clock.</summary>
    public long Since { get; set; }

    /// <summary>It is in line, or owns a cell; not answered yet.</summary>
    public bool Waits { get; set; }

    /// <summary>Its call has not returned yet, and will look at the answer itself.</summary>
    public bool Joining { get; set; }

    public CancellationToken Cancel { get; set; }

    public CancellationTokenRegistration Registration { get; set; }

    public ValueTask<PoolGrant<TConnection>> Task => new(this, _core.Version);

    /// <summary>Notes the answer; needs the gate.</summary>
    /// <returns>This one, when it has to be run after the gate; null when its call still looks for itself.</returns>
    public PoolWaiter<TConnection>? Answer(in PoolGrant<TConnection> grant, bool canceled = false)
    {
        _grant = grant;
        _canceled = canceled;
        Waits = false;
        Cell = null;
        return Joining ? null : this;
    }

    /// <summary>The answer of one whose call has not returned yet.</summary>
    public ValueTask<PoolGrant<TConnection>> TakeNow()
    {
        var result = _canceled ? ValueTask.FromCanceled<PoolGrant<TConnection>>(Cancel) : new ValueTask<PoolGrant<TConnection>>(_grant);
        Leave();
        return result;
    }

    /// <summary>Its token was cancelled.</summary>
    public void GoAway() => pool.GoAway(this);

    public void Execute()
    {
        if (_canceled)
        {
            _core.SetException(new OperationCanceledException(Cancel));
        }
        else
        {
            _core.SetResult(_grant);
        }
    }

    public PoolGrant<TConnection> GetResult(short token)
    {
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("Await the result; it is not there yet.");
        }

        try
        {
            return _core.GetResult(token).Now;
        }
        finally
        {
            Leave();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Leave()
    {
        Registration.Dispose(); // waits for a cancellation that is under way: it must not reach the next user of this object
        Registration = default;
        Cancel = default;
        _grant = default;
        _core.Reset();
        pool.Recycle(this);
    }
}
