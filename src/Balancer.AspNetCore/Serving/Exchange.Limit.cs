using System.Diagnostics;

namespace Balancing.AspNetCore;

/// <content>The limit of the whole request, and the trace it belongs to.</content>
internal sealed partial class Exchange
{
    private WholeLimit? _whole;
    private long _began; // only with a limit

    protected override ActivityContext TraceParent => TraceContext.Parent(_headers.Received);

    protected override IEnumerable<KeyValuePair<string, string?>> TraceBaggage => TraceContext.Baggage(_headers.Received);

    /// <summary>Cancelled when the client has gone, or its time is over.</summary>
    private CancellationToken Client => _whole?.Token ?? _context.RequestAborted;

    private async ValueTask<Outcome> ExecuteWithinAsync(Balancer balancer)
    {
        var (time, client) = (_transports.Time, _context.RequestAborted);
        var whole = new WholeLimit(_sent, time, _began, _transports.RequestTimeout, client);
        await using (whole.ConfigureAwait(false))
        {
            _whole = whole;
            try
            {
                return await balancer.ExecuteAsync(this, whole.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (whole.RanOut && !client.IsCancellationRequested)
            {
                return Outcome.Refused(Refusal.RequestTimedOut); // while it waited for a member
            }
        }
    }

    private ValueTask<Outcome> AskWithinAsync(Attempt attempt, CancellationToken client) =>
        _whole is null ? AskAsync(attempt, client) : AskLimitedAsync(_whole, attempt, client);

    // What a transport takes for a client that has gone may be one whose time is over.
    private async ValueTask<Outcome> AskLimitedAsync(WholeLimit whole, Attempt attempt, CancellationToken client)
    {
        var outcome = await AskAsync(attempt, client).ConfigureAwait(false);
        return outcome.Kind == OutcomeKind.ClientGone && whole.RanOut && !_context.RequestAborted.IsCancellationRequested
            ? whole.Judge(in outcome)
            : outcome;
    }
}
