using Balancing.Attempts;

namespace Balancing.Probing;

/// <summary>One member that is checked. All fields are written under the loop's lock.</summary>
internal sealed class ProbeSeat(Dispatcher balancer, Member member, HealthCheckPlan check)
{
    public Dispatcher Balancer { get; } = balancer;

    public Member Member { get; } = member;

    public HealthCheckPlan Check { get; set; } = check;

    /// <summary>When the next check is due, in ticks of the loop's clock.</summary>
    public long Due { get; set; }

    /// <summary>Number of its entry in the queue; older entries no longer hold. 0 while it stands in none.</summary>
    public long Entry { get; set; }

    /// <summary>Checks that were begun.</summary>
    public long Rounds { get; set; }

    /// <summary>When the probe in flight has had its time, in ticks of the loop's clock.</summary>
    public long Deadline { get; set; }

    /// <summary>Ends the probe in flight; null when there is none.</summary>
    public CancellationTokenSource? Flight { get; set; }

    /// <summary>The probe in flight has had its time.</summary>
    public bool IsOverdue { get; set; }

    /// <summary>It is not checked any more; what a probe in flight finds is dropped.</summary>
    public bool IsGone { get; set; }
}
