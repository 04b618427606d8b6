using System.Diagnostics.Metrics;

namespace Balancing.Telemetry;

/// <content>The connections of members whose host keeps them in <see cref="MemberPools{TConnection}"/>; of others nothing is said.</content>
internal sealed partial class BalancerMeter
{
    private void AddPools(Meter meter)
    {
        meter.CreateObservableUpDownCounter(
            "balancer.pool.connection.count", () => OfPools(Connections), "{connection}", "Connections to a member.");
        meter.CreateObservableUpDownCounter(
            "balancer.pool.connection.pending_requests", () => OfPools(Waiting), "{request}", "Requests that wait for a connection.");
        meter.CreateObservableUpDownCounter(
            "balancer.pool.connection.max", () => OfPools(Limit), "{connection}", "Most connections of one pool.");
        meter.CreateObservableCounter(
            "balancer.pool.connection.timeouts", () => OfPools(Timeouts), "{timeout}", "Requests that waited longer than acquire.");
    }

    private List<Measurement<long>> OfPools(Action<BalancerPlan, MemberSnapshot, List<Measurement<long>>> measure) =>
        OfMembers((plan, member, into) =>
        {
            if (!member.Member.Keepers.IsEmpty)
            {
                measure(plan, member, into);
            }
        });

    private static void Connections(BalancerPlan plan, MemberSnapshot member, List<Measurement<long>> into)
    {
        foreach (var (state, number) in new[] { ("idle", member.Connections.Idle), ("used", member.Connections.InUse) })
        {
            var tags = Tags.Of(plan, member.Url);
            tags.Add(Tags.ConnectionState, state);
            into.Add(new(number, in tags));
        }
    }

    private static void Waiting(BalancerPlan plan, MemberSnapshot member, List<Measurement<long>> into) =>
        into.Add(new(member.Connections.Waiting, Tags.Of(plan, member.Url)));

    private static void Limit(BalancerPlan plan, MemberSnapshot member, List<Measurement<long>> into)
    {
        if (member.Member.Plan.Pool.Max is > 0 and var max)
        {
            into.Add(new(max, Tags.Of(plan, member.Url)));
        }
    }

    private static void Timeouts(BalancerPlan plan, MemberSnapshot member, List<Measurement<long>> into) =>
        into.Add(new(member.Connections.Timeouts, Tags.Of(plan, member.Url)));
}
