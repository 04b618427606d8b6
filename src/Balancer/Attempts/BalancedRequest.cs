using System.Diagnostics;
using Balancing.Attempts;

namespace Balancing;

/// <summary>
/// One request on its way through a balancer, and how it is sent: what a host derives from that has many requests to send and wants no
/// garbage. An object serves one request at a time, and may serve another when <see cref="Balancer.ExecuteAsync(BalancedRequest, CancellationToken)"/>
/// has ended; so may its <see cref="Attempt"/>, which nobody may keep.
/// </summary>
public abstract class BalancedRequest
{
    private RequestFacts _facts;
    private MapResult _hit;
    private Attempt? _attempt;

    /// <summary>The request.</summary>
    public ref readonly RequestFacts Facts => ref _facts;

    /// <summary>What a map said to it. Default: no map was asked, the target is taken as it is.</summary>
    public ref readonly MapResult Hit => ref _hit;

    /// <summary>How far it has come.</summary>
    internal AttemptProgress Progress { get; } = new();

    /// <summary>Sets what is to be sent. Not while it is on its way.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="hit">The map's answer.</param>
    public void Prepare(in RequestFacts facts, in MapResult hit)
    {
        _facts = facts;
        _hit = hit;
    }

    /// <summary>
    /// Where the request's trace comes from when the host has no activity of its own for it. Asked only when somebody listens and
    /// <see cref="Activity.Current"/> is null. Default: nowhere, a trace of its own begins.
    /// </summary>
    protected internal virtual ActivityContext TraceParent => default;

    /// <summary>The baggage that came with <see cref="TraceParent"/>, asked for after it. Default: none.</summary>
    protected internal virtual IEnumerable<KeyValuePair<string, string?>> TraceBaggage => [];

    /// <summary>Does the I/O of one attempt and says how it went; backend trouble comes back as a value.</summary>
    /// <param name="attempt">Which member, and where exactly.</param>
    /// <param name="cancel">The client's patience.</param>
    protected internal abstract ValueTask<Outcome> SendAsync(Attempt attempt, CancellationToken cancel);

    internal virtual Attempt Begin(Lease lease, BalancerPlan plan)
    {
        _attempt ??= new Attempt(this);
        _attempt.Begin(lease, plan);
        return _attempt;
    }
}
