namespace Balancing.AspNetCore;

/// <summary>What both HTTP clients make of a member's numbers and of what fails.</summary>
internal static class HttpTroubles
{
    // D10, R43: every wait has an end, also where httpd has none.
    public static PoolPlan Numbers(MemberPlan plan, object? key) =>
        plan.Pool.Acquire is null ? plan.Pool with { Acquire = ((HttpKey)key!).Timeout } : plan.Pool;

    /// <summary>How long the member has to give leave for the body (httpd: ping), or null when nobody asks it.</summary>
    public static TimeSpan? ContinuePing(MemberRequest request) =>
        request.Body is null || Steering.IsHttp10(request) || request.Member.Plan.PingMethod != PingMethod.Expect ? null : request.Member.Plan.Ping;

    // A lease that has ended is the pool's, which was closed in the meantime.
    public static bool IsTrouble(Exception e) =>
        e is HttpRequestException or IOException or OperationCanceledException or InvalidDataException or InvalidOperationException;

    /// <summary>What a failed sending was.</summary>
    /// <param name="error">What failed.</param>
    /// <param name="request">The request.</param>
    /// <param name="received">Bytes that came in answer to it.</param>
    /// <param name="used">Its connection had carried a request before.</param>
    /// <param name="patience">The clock it ran on.</param>
    /// <param name="client">Cancelled when the client has gone.</param>
    public static Outcome Judge(Exception error, MemberRequest request, long received, bool used, Patience patience, CancellationToken client)
    {
        if (client.IsCancellationRequested || request.Body is { Failure: not null })
        {
            return Outcome.ClientGone(); // R41
        }

        if (patience.RanOut)
        {
            var unpinged = ContinuePing(request) is not null && request.Body is { IsTouched: false } && received == 0;
            return unpinged
                ? Outcome.ConnectFailed(new TimeoutException("the member gave no leave to send the body within ping", error))
                : Outcome.TimedOut(error: error);
        }

        return used && received == 0 && WireException.In(error) is not null
            ? Outcome.ClosedUnanswered(error: error) // D11
            : Outcome.Faulted(error);
    }
}
