namespace Balancing.Telemetry;

/// <summary>What a balancer tells those who watch it. Called outside the gate; the base class says nothing.</summary>
internal class BalancerEvents
{
    /// <summary>Nobody watches.</summary>
    public static readonly BalancerEvents None = new();

    /// <summary>True when <see cref="LeaseEnded"/> wants durations; asked at every lease.</summary>
    public virtual bool TimesLeases => false;

    /// <summary>A member's flags changed: failed, let back, edited.</summary>
    public virtual void StatusChanged(BalancerPlan plan, Member member, MemberStatus from, MemberStatus to)
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
    public virtual void FailedOver(BalancerPlan plan, Member from, OutcomeKind because)
    {
    }

    /// <summary>A lease ended after <paramref name="duration"/>; zero unless <see cref="TimesLeases"/>.</summary>
    public virtual void LeaseEnded(BalancerPlan plan, Member member, TimeSpan duration, in Outcome outcome)
    {
    }

    /// <summary>A request waits for a member.</summary>
    public virtual void Waiting(BalancerPlan plan)
    {
    }

    /// <summary>A new plan is in force.</summary>
    public virtual void PlanChanged(BalancerPlan plan)
    {
    }

    /// <summary>A new configuration was refused; the old plan stays.</summary>
    public virtual void PlanRefused(string balancer, BalancerConfigurationException problems)
    {
    }
}
