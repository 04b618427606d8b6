namespace Balancing.Failures;

/// <summary>What the end of an attempt means for the member and for the request (semantics of mod_proxy.c: proxy_handler).</summary>
internal static class FailureRules
{
    /// <summary>True when the member goes into error, unless it ignores errors.</summary>
    public static bool Blames(BalancerPlan plan, in Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.ConnectFailed => true,
        OutcomeKind.TimedOut => plan.FailOnTimeout,
        OutcomeKind.Completed => plan.FailOnStatus.Count > 0 && plan.FailOnStatus.Contains(outcome.Status),
        _ => false, // R41: a strange client, a full pool or an odd answer takes nobody out
    };

    /// <summary>True for an attempt that brought no whole answer, or one with a status of 500 and above; what the client or the pool did is none.</summary>
    public static bool IsError(in Outcome outcome) =>
        outcome.Status >= 500 || outcome.Kind is OutcomeKind.ConnectFailed or OutcomeKind.TimedOut or OutcomeKind.Faulted or OutcomeKind.ClosedUnanswered;

    /// <summary>True when a connection was there, so that past failures are forgiven (proxy_util.c: ap_proxy_connect_backend).</summary>
    public static bool ProvesConnection(OutcomeKind kind) =>
        kind is OutcomeKind.Completed or OutcomeKind.TimedOut or OutcomeKind.Faulted;

    /// <summary>Whether the request may be sent once more.</summary>
    public static Verdict Judge(in Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.ConnectFailed or OutcomeKind.PoolExhausted => Verdict.TryAnother,
        OutcomeKind.ClosedUnanswered => Verdict.TryOnceMoreIfSafe,
        _ => Verdict.Done,
    };

    /// <summary>True when sending the request twice does no harm (RFC 9110 §9.2.2, R40).</summary>
    public static bool IsSafeToRepeat(in RequestFacts facts) =>
        !facts.BodyIsSpent && facts.Method is ("GET" or "HEAD" or "OPTIONS" or "TRACE" or "PUT" or "DELETE");
}
