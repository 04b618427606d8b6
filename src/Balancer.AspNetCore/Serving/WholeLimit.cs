using System.Diagnostics.CodeAnalysis;

namespace Balancing.AspNetCore;

/// <summary>
/// The time for a whole request, from its head to the last byte of its answer (R43). Its token also ends with the client. It exists only where
/// there is a limit.
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "The source has neither timer nor handle; its token may be looked at later.")]
internal sealed class WholeLimit : IAsyncDisposable
{
    private static readonly TimeSpan LongestRing = TimeSpan.FromMilliseconds(int.MaxValue); // of a timer

    private readonly MemberRequest _sent;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly ITimer _timer;
    private volatile bool _ranOut;
    private volatile bool _stopped;
    private bool _memberWasAwaited; // written before _ranOut

    /// <param name="sent">What knows whose turn it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="began">Its timestamp when the request came.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="client">Cancelled when the client has gone.</param>
    public WholeLimit(MemberRequest sent, TimeProvider time, long began, TimeSpan limit, CancellationToken client)
    {
        (_sent, _time, _began, _limit) = (sent, time, began, limit);
        _registration = client.UnsafeRegister(static s => ((WholeLimit)s!)._source.Cancel(), this);
        _timer = time.CreateTimer(static s => ((WholeLimit)s!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    /// <summary>Cancelled at the end, and when the client has gone.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The time is over.</summary>
    public bool RanOut => _ranOut;

    /// <summary>How an attempt ended that was cut off: it was the member's silence, or nobody's fault (R41).</summary>
    public Outcome Judge(in Outcome cut) => _memberWasAwaited
        ? new Outcome { Kind = OutcomeKind.TimedOut, Sent = cut.Sent, Received = cut.Received, Error = new TimeoutException(Refusal.RequestTimedOut.Text) }
        : new Outcome { Kind = OutcomeKind.Refused, Sent = cut.Sent, Received = cut.Received, Refusal = Refusal.RequestTimedOut };

    /// <summary>There is no limit any more.</summary>
    public void Stop() => _stopped = true;

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _registration.DisposeAsync().ConfigureAwait(false);
    }

    private void Look()
    {
        if (_stopped)
        {
            return;
        }

        var left = _limit - _time.GetElapsedTime(_began);
        if (left > TimeSpan.Zero)
        {
            var ring = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)); // timers count in milliseconds
            _timer.Change(ring < LongestRing ? ring : LongestRing, Timeout.InfiniteTimeSpan);
            return;
        }

        _memberWasAwaited = _sent.IsMembersTurn;
        _ranOut = true;
        _source.Cancel();
    }
}
