namespace Balancing.AspNetCore;

/// <summary>
/// How long we bear the silence of a member: a clock that runs only while it is the member's turn, so that a slow client is never the
/// member's fault (R41, R43). Its token also ends with the client.
/// </summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _client;

    public Patience(TimeSpan wait, TimeProvider time, CancellationToken client)
    {
        Wait = wait;
        _client = client;
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = client.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), _source);
    }

    /// <summary>The usual limit.</summary>
    public TimeSpan Wait { get; }

    public CancellationToken Token => _source.Token;

    /// <summary>The member was silent too long; the client is still there.</summary>
    public bool RanOut => _source.IsCancellationRequested && !_client.IsCancellationRequested;

    /// <summary>It is the member's turn.</summary>
    public void Start() => Start(Wait);

    /// <summary>It is the member's turn, for once with another limit.</summary>
    public void Start(TimeSpan wait) => _source.CancelAfter(wait);

    /// <summary>It is the client's turn.</summary>
    public void Stop() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
