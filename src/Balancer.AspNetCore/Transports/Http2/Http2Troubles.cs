namespace Balancing.AspNetCore;

/// <summary>What a request over HTTP/2 died of.</summary>
internal static class Http2Troubles
{
    private const long RefusedStream = 7; // RFC 9113 §7

    /// <summary>What a failed sending was.</summary>
    /// <param name="error">What failed.</param>
    /// <param name="request">The request.</param>
    /// <param name="wasUnreachable">No connection was open while it waited, so nothing of it can have gone out.</param>
    /// <param name="onUsed">A connection had been open before it.</param>
    /// <param name="patience">The clock it ran on.</param>
    /// <param name="client">Cancelled when the client has gone.</param>
    public static Outcome Judge(Exception error, MemberRequest request, bool wasUnreachable, bool onUsed, Patience patience, CancellationToken client)
    {
        if (client.IsCancellationRequested || request.Body is { Failure: not null })
        {
            return Outcome.ClientGone(); // R41
        }

        switch (WireException.In(error))
        {
            case { Trouble: WireTrouble.Connect }:
                return Outcome.ConnectFailed(error);
            case { Trouble: WireTrouble.Full }:
                return Outcome.PoolExhausted();
        }

        if (patience.RanOut)
        {
            return wasUnreachable ? Outcome.ConnectFailed(error) : Outcome.TimedOut(error: error);
        }

        if (Is<HttpProtocolException>(error, out var protocol))
        {
            // RFC 9113 §8.7: nothing of it was looked at. The member is well, but has no room; another may have.
            return protocol.ErrorCode == RefusedStream ? new Outcome { Kind = OutcomeKind.PoolExhausted, Error = error } : Outcome.Faulted(error);
        }

        return onUsed && IsLost(error) ? Outcome.ClosedUnanswered(error: error) : Outcome.Faulted(error); // D11
    }

    private static bool IsLost(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } || (error is HttpRequestException && Is<IOException>(error, out _));

    private static bool Is<T>(Exception? error, out T found)
        where T : Exception
    {
        while (error is not null and not T)
        {
            error = error.InnerException;
        }

        found = (error as T)!;
        return error is not null;
    }
}
