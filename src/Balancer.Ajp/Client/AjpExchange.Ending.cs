using System.Runtime.ExceptionServices;

namespace Balancing.Ajp;

/// <content>How it ends, and what becomes of the connection (R39).</content>
internal sealed partial class AjpExchange
{
    /// <summary>
    /// Nobody holds it any more. What was not read to its end costs the connection; but when all that may come is the end, it is awaited.
    /// </summary>
    public async ValueTask EndAsync()
    {
        try
        {
            if (_ended == 0 && IsAnswered && _left == 0 && BodyFailure is null && (Head.HasNoBody || _expected == 0))
            {
                while (await ReadAsync(Scrap, CancellationToken.None).ConfigureAwait(false) > 0)
                {
                }
            }
        }
        catch (Exception e) when (IsTrouble(e) || ReferenceEquals(e, BodyFailure))
        {
            // The answer has gone out whole; only the connection is lost.
        }

        Finish(whole: false);
    }

    /// <summary>Breaks the connection, unless it is back already. Whoever reads or writes notices, and ends the exchange.</summary>
    public void Abort()
    {
        CancellationTokenSource? pull;
        lock (_ending)
        {
            if (_ended != 0)
            {
                return;
            }

            _link.Dispose();
            pull = _pull;
        }

        try
        {
            pull?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended at this very moment.
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Finish(whole: false);
        }

        base.Dispose(disposing);
    }

    // What broke the connection was the body; the rest only followed.
    private void ThrowBodyFailure(Exception seen)
    {
        if (BodyFailure is { } failure && !ReferenceEquals(failure, seen))
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Finish(bool whole)
    {
        lock (_ending)
        {
            if (_ended != 0)
            {
                return;
            }

            _ended = 1;
        }

        _whole = whole && IsAnswered;
        _turns.End();
        var unsent = whole && !IsRequestSent; // nothing went out, so nothing is in doubt
        WasReusable = (_whole && _reuse && _upload.IsCompletedSuccessfully && !_owes && _link.Buffered.IsEmpty) || unsent;
        StopSending();
        _link.Rest();
        if (!WasReusable)
        {
            _link.Dispose(); // whoever reads or writes on it is to notice
        }

        _lease.Return(WasReusable);
    }
}
