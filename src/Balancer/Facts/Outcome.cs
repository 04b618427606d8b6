namespace Balancing;

/// <summary>
/// The end of one attempt, as a value: what happened, how many bytes went each way, and what came back.
/// Backend trouble is data here, never an exception.
/// </summary>
public readonly struct Outcome
{
    /// <summary>What happened.</summary>
    public OutcomeKind Kind { get; init; }

    /// <summary>Response status 100..599, or 0 when there was none.</summary>
    public int Status { get; init; }

    /// <summary>Bytes sent to the member that were not yet counted with <c>Lease.Count</c>. Default: 0.</summary>
    public long Sent { get; init; }

    /// <summary>Bytes received from the member that were not yet counted with <c>Lease.Count</c>. Default: 0.</summary>
    public long Received { get; init; }

    /// <summary>The response, when the host keeps one.</summary>
    public ResponseFacts? Response { get; init; }

    /// <summary>What the host caught, when something failed.</summary>
    public Exception? Error { get; init; }

    /// <summary>Why nobody could be asked; only when <see cref="Kind"/> is <see cref="OutcomeKind.Refused"/>.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The status a gateway sends to its client for this end: the member's own, or 502, 503, 504.</summary>
    public int SuggestedStatus => Kind switch
    {
        OutcomeKind.Completed => Status,
        OutcomeKind.TimedOut => 504,
        OutcomeKind.Faulted or OutcomeKind.ClosedUnanswered => 502,
        OutcomeKind.ClientGone => 499,
        OutcomeKind.Refused => Refusal?.SuggestedStatus ?? 503,
        _ => 503,
    };

    /// <summary>The member answered.</summary>
    /// <param name="status">Response status.</param>
    /// <param name="sent">Bytes sent to the member.</param>
    /// <param name="received">Bytes received from it.</param>
    public static Outcome Completed(int status, long sent = 0, long received = 0) =>
        new() { Kind = OutcomeKind.Completed, Status = status, Sent = sent, Received = received };

    /// <summary>The member answered, and here is what.</summary>
    /// <param name="response">The response.</param>
    /// <param name="sent">Bytes sent to the member.</param>
    /// <param name="received">Bytes received from it.</param>
    public static Outcome Completed(ResponseFacts response, long sent = 0, long received = 0)
    {
        ArgumentNullException.ThrowIfNull(response);
        return new() { Kind = OutcomeKind.Completed, Status = response.Status, Response = response, Sent = sent, Received = received };
    }

    /// <summary>No connection was made; nothing of the request was sent.</summary>
    /// <param name="error">What the host caught.</param>
    public static Outcome ConnectFailed(Exception? error = null) => new() { Kind = OutcomeKind.ConnectFailed, Error = error };

    /// <summary>No free connection within <c>acquire</c>; nothing of the request was sent.</summary>
    public static Outcome PoolExhausted() => new() { Kind = OutcomeKind.PoolExhausted };

    /// <summary>A kept-alive connection was closed before one byte of an answer.</summary>
    /// <param name="sent">Bytes that had been sent.</param>
    /// <param name="error">What the host caught.</param>
    public static Outcome ClosedUnanswered(long sent = 0, Exception? error = null) =>
        new() { Kind = OutcomeKind.ClosedUnanswered, Sent = sent, Error = error };

    /// <summary>No answer in time.</summary>
    /// <param name="sent">Bytes that had been sent.</param>
    /// <param name="error">What the host caught.</param>
    public static Outcome TimedOut(long sent = 0, Exception? error = null) =>
        new() { Kind = OutcomeKind.TimedOut, Sent = sent, Error = error };

    /// <summary>The answer could not be understood, or broke off.</summary>
    /// <param name="error">What the host caught.</param>
    /// <param name="sent">Bytes sent.</param>
    /// <param name="received">Bytes received.</param>
    public static Outcome Faulted(Exception? error = null, long sent = 0, long received = 0) =>
        new() { Kind = OutcomeKind.Faulted, Error = error, Sent = sent, Received = received };

    /// <summary>The client went away before the end.</summary>
    /// <param name="sent">Bytes sent to the member.</param>
    /// <param name="received">Bytes received from it.</param>
    public static Outcome ClientGone(long sent = 0, long received = 0) =>
        new() { Kind = OutcomeKind.ClientGone, Sent = sent, Received = received };

    /// <summary>Nobody could be asked.</summary>
    /// <param name="refusal">Why.</param>
    public static Outcome Refused(Refusal refusal) => new() { Kind = OutcomeKind.Refused, Refusal = refusal };
}
