using System.Net;

namespace Balancing.AspNetCore;

/// <summary>What makes connections to a member alike: they are shared by whoever agrees on all of this, and survive a reload that leaves it alone.</summary>
internal sealed record LaneKey(
    string Identity,
    IPAddress? Source,
    TimeSpan ConnectTimeout,
    TimeSpan? Ping,
    TimeSpan? Ttl,
    TimeSpan? AddressTtl,
    int Max,
    int ReceiveBufferSize,
    bool KeepAlive)
{
    public static LaneKey Of(MemberRequest request)
    {
        var (plan, pool) = (request.Member.Plan, request.Member.Plan.Pool);
        return new(
            plan.Url.Identity, request.SourceAddress, plan.ConnectionTimeout ?? request.Timeout, plan.Ping,
            pool.Ttl, pool.AddressTtl, pool.Max, plan.ReceiveBufferSize, plan.KeepAlive);
    }
}
