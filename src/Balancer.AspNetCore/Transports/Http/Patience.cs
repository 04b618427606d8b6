namespace Balancing.AspNetCore;

/// <summary>
/// How long we bear the silence of a member: a clock that runs only while it is the member's turn, so that a slow client is never the
/// member's fault (R41, R43). Its token also ends with the client. One timer serves many turns, and many requests one after the other: it is
/// set anew only when it would ring too late, and looks at the clock when it rings.
/// </summary>
internal sealed class Patience : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private CancellationTokenSource _source = new();
    private CancellationTokenRegistration _registration;
    private CancellationToken _client;
    private ITimer? _timer; // gate
    private long _limit = Never; // gate: when it is over
    private long _rings = Never; // gate: when the timer looks

    public Patience(TimeProvider time) => _time = time;

    public Patience(TimeSpan wait, TimeProvider time, CancellationToken client)
        : this(time) => Begin(wait, client);

    /// <summary>The usual limit.</summary>
    public TimeSpan Wait { get; private set; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => _time;

    public CancellationToken Token => _source.Token;

    /// <summary>The member was silent too long; the client is still there.</summary>
    public bool RanOut => _source.IsCancellationRequested && !_client.IsCancellationRequested;

    /// <summary>It is the member's turn.</summary>
    public bool Runs
    {
        get
        {
            lock (_gate)
            {
                return _limit != Never;
            }
        }
    }

    /// <summary>Another use. It is nobody's turn yet.</summary>
    public void Begin(TimeSpan wait, CancellationToken client)
    {
        End();
        if (!_source.TryReset())
        {
            _source.Dispose();
            _source = new CancellationTokenSource();
        }

        (Wait, _client) = (wait, client);
        _registration = client.UnsafeRegister(static s => ((Patience)s!)._source.Cancel(), this);
    }

    /// <summary>It is the member's turn.</summary>
    public void Start() => Start(Wait);

    /// <summary>It is the member's turn, for once with another limit.</summary>
    public void Start(TimeSpan wait)
    {
        var limit = wait == Timeout.InfiniteTimeSpan ? Never : _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
        lock (_gate)
        {
            _limit = limit;
            if (limit < _rings)
            {
                Ring(wait);
            }
        }
    }

    /// <summary>It is the client's turn.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _limit = Never;
        }
    }

    /// <summary>Nobody waits any more.</summary>
    public void End()
    {
        Stop();
        _registration.Dispose(); // waits for a cancelling that is under way
        _registration = default;
        _client = default;
    }

    public void Dispose()
    {
        End();
        lock (_gate)
        {
            _timer?.Dispose();
            (_timer, _rings) = (null, Never);
        }

        _source.Dispose();
    }

    private void Ring(TimeSpan wait)
    {
        _rings = _limit;
        if (_timer is null)
        {
            _timer = _time.CreateTimer(static s => ((Patience)s!).Look(), this, wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        CancellationTokenSource over;
        lock (_gate)
        {
            _rings = Never;
            if (_limit == Never || _timer is null)
            {
                return;
            }

            var left = _limit - _time.GetTimestamp();
            if (left > 0)
            {
                Ring(TimeSpan.FromMilliseconds(Math.Ceiling(left * 1000.0 / _time.TimestampFrequency))); // timers count in milliseconds
                return;
            }

            (_limit, over) = (Never, _source);
        }

        try
        {
            over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended at this very moment.
        }
    }
}
