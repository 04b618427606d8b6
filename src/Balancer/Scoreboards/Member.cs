namespace Balancing;

/// <summary>
/// One member of a balancer: who it is. The same object for as long as the URL stays in the balancer, through every
/// change of plan. Its numbers are in the balancer's snapshot.
/// </summary>
public sealed class Member
{
    internal Member(MemberPlan plan, int index)
    {
        Plan = plan;
        Index = index;
    }

    /// <summary>Where it is.</summary>
    public MemberUrl Url => Plan.Url;

    /// <summary>What is configured for it now. Written under the gate when a plan is swapped; any thread may read.</summary>
    public MemberPlan Plan { get; internal set; }

    /// <summary>What the host attached to it, or null.</summary>
    public object? Attached => Plan.Attached;

    /// <summary>Position in the balancer's plan, or -1 once removed. Written under the gate.</summary>
    internal int Index { get; set; }

    /// <summary>The numbers it had when it was removed; late reports still land here. Written under the gate.</summary>
    internal LaneSlot Retired;

    /// <inheritdoc/>
    public override string ToString() => Url.Configured;
}
