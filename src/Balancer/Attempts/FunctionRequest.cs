namespace Balancing.Attempts;

/// <summary>A request that is sent by a function. What it gets may be kept, so nothing of it is used twice.</summary>
internal sealed class FunctionRequest(Func<Attempt, CancellationToken, ValueTask<Outcome>> send) : BalancedRequest
{
    protected internal override ValueTask<Outcome> SendAsync(Attempt attempt, CancellationToken cancel) => send(attempt, cancel);

    internal override Attempt Begin(Lease lease, BalancerPlan plan)
    {
        var attempt = new Attempt(this);
        attempt.Begin(lease, plan);
        return attempt;
    }
}
