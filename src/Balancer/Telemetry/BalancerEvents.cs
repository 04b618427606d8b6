using Balancing.Attempts;
using Balancing.Probing;

namespace Balancing.Telemetry;

/// <summary>What a balancer tells those who watch it. Called outside the gate; the base class says nothing.</summary>
internal class BalancerEvents
{
    /// <summary>Nobody watches.</summary>
    public static readonly BalancerEvents None = new();

    /// <summary>True when <see cref="LeaseEnded"/> wants durations; asked at every lease.</summary>
    public virtual bool TimesLeases => false;

    /// <summary>A balancer lives from now on; whoever keeps it for measuring must hold it weakly.</summary>
    public virtual void Watch(Dispatcher balancer)
    {
    }

    /// <summary>A balancer was disposed of.</summary>
    public virtual void Forget(Dispatcher balancer)
    {
    }

    /// <summary>A member's flags changed: failed, let back, edited.</summary>
    public virtual void StatusChanged(BalancerPlan plan, in StatusChange change)
    {
    }

    /// <summary>So many members are out that errors are ignored from now on, or no longer.</summary>
    public virtual void PanicChanged(BalancerPlan plan, bool panics)
    {
    }

    /// <summary>A failed attempt stands, because the retry budget is spent.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="untold">How many were denied since the last time this was above 0; 0 when that is a short while ago.</param>
    public virtual void RetryDenied(BalancerPlan plan, int untold)
    {
    }

    /// <summary>A request got no member.</summary>
    public virtual void Refused(BalancerPlan plan, Refusal refusal)
    {
    }

    /// <summary>A session's member was not the one that was asked for.</summary>
    public virtual void RouteChanged(BalancerPlan plan, Member member)
    {
    }

    /// <summary>A request goes to another member after a failed attempt.</summary>
    public virtual void FailedOver(BalancerPlan plan, Attempt attempt, in Outcome outcome)
    {
    }

    /// <summary>A request ends with a failed attempt.</summary>
    public virtual void GaveUp(BalancerPlan plan, Attempt attempt, in Outcome outcome)
    {
    }

    /// <summary>A lease ended after <paramref name="duration"/>; only when <see cref="TimesLeases"/>.</summary>
    public virtual void LeaseEnded(BalancerPlan plan, Member member, TimeSpan duration, in Outcome outcome)
    {
    }

    /// <summary>A request waits for a member.</summary>
    public virtual void Waiting(BalancerPlan plan)
    {
    }

    /// <summary>A member was probed, or nobody knows how to.</summary>
    public virtual void Probed(BalancerPlan plan, Member member, in ProbeReport report)
    {
    }

    /// <summary>A plan is in force.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="members">Its members, by slot.</param>
    /// <param name="before">The members of the plan before it; empty at the start.</param>
    /// <param name="cause">Why there is a new plan.</param>
    public virtual void PlanInForce(BalancerPlan plan, IReadOnlyList<Member> members, IReadOnlyList<Member> before, PlanCause cause)
    {
    }

    /// <summary>An operator changed something, or was refused.</summary>
    public virtual void Edited(BalancerPlan plan, JournalEntry entry)
    {
    }

    /// <summary>Saved edits could not be read or written.</summary>
    public virtual void OverlayProblem(BalancerPlan plan, ConfigurationProblem problem)
    {
    }

    /// <summary>A member takes no new requests any more; <paramref name="leases"/> are still out.</summary>
    public virtual void DrainBegan(BalancerPlan plan, Member member, int leases)
    {
    }

    /// <summary>The draining of a member has ended.</summary>
    public virtual void DrainEnded(BalancerPlan plan, Member member, DrainEnd end, int leases)
    {
    }

    /// <summary>A member was readmitted after draining.</summary>
    public virtual void Readmitted(BalancerPlan plan, Member member)
    {
    }

    /// <summary>A whole configuration was refused; every plan stays as it was.</summary>
    /// <param name="problems">All that is wrong.</param>
    public virtual void ReloadRefused(IReadOnlyCollection<string> problems)
    {
    }
}

/// <summary>Why a plan came into force.</summary>
internal enum PlanCause
{
    /// <summary>The balancer was made.</summary>
    Start,

    /// <summary>Its configuration changed.</summary>
    Reload,

    /// <summary>An operator edited it.</summary>
    Edit,
}
