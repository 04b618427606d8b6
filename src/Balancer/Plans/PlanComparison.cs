namespace Balancing;

/// <summary>Compares plans by what they say. Records compare their lists by reference, so those are taken apart here.</summary>
internal static class PlanComparison
{
    /// <summary>True when nothing would change; then a reload leaves the balancer, and what operators edited, alone.</summary>
    public static bool SaysTheSameAs(this BalancerPlan plan, BalancerPlan other) =>
        plan with { Members = other.Members, FailOnStatus = other.FailOnStatus } == other
        && plan.FailOnStatus.SequenceEqual(other.FailOnStatus)
        && plan.Members.Count == other.Members.Count
        && plan.Members.Zip(other.Members).All(pair => SaysTheSame(pair.First, pair.Second));

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
