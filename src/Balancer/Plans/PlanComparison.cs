namespace Balancing;

/// <summary>Compares plans by what they say. Records compare their lists by reference, so those are taken apart here.</summary>
internal static class PlanComparison
{
    /// <summary>True when nothing would change; then a reload leaves the balancer, and what operators edited, alone.</summary>
    public static bool SaysTheSameAs(this BalancerPlan plan, BalancerPlan other) =>
        plan with { Members = other.Members, FailOnStatus = other.FailOnStatus, Protection = other.Protection } == other
        && plan.FailOnStatus.SequenceEqual(other.FailOnStatus)
        && SaysTheSame(plan.Protection, other.Protection)
        && plan.Members.Count == other.Members.Count
        && plan.Members.Zip(other.Members).All(pair => SaysTheSame(pair.First, pair.Second));

    private static bool SaysTheSame(ProtectionPlan? plan, ProtectionPlan? other)
    {
        var (outliers, others) = (plan?.EjectOutliers, other?.EjectOutliers);
        return outliers is null || others is null
            ? plan == other
            : plan! with { EjectOutliers = null } == other! with { EjectOutliers = null }
                && outliers with { BadStatus = others.BadStatus } == others && outliers.BadStatus.SequenceEqual(others.BadStatus);
    }

    /// <summary>True when connections opened by one plan are as good as those of the other; numbers of a pool do not count.</summary>
    public static bool ConnectsAs(this MemberPlan plan, MemberPlan other) =>
        string.Equals(plan.Url.Configured, other.Url.Configured, StringComparison.Ordinal)
        && plan.Timeout == other.Timeout && plan.ConnectionTimeout == other.ConnectionTimeout
        && plan.Ping == other.Ping && plan.PingMethod == other.PingMethod
        && plan.KeepAlive == other.KeepAlive && plan.ReceiveBufferSize == other.ReceiveBufferSize
        && plan.Secret == other.Secret && ReferenceEquals(plan.Attached, other.Attached);

    private static bool SaysTheSame(MemberPlan plan, MemberPlan other) =>
        string.Equals(plan.Url.Configured, other.Url.Configured, StringComparison.Ordinal) && plan with { Url = other.Url } == other;
}
