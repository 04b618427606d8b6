namespace Balancing.HttpdConf.ModJk;

/// <summary>A plain worker's parameters, once for each rule that leads to it; two rules never share an object that can change.</summary>
internal static class MemberCopy
{
    public static MemberOptions Of(MemberOptions member) => new()
    {
        Timeout = member.Timeout,
        ConnectionTimeout = member.ConnectionTimeout,
        Ping = member.Ping,
        PingMethod = member.PingMethod,
        KeepAlive = member.KeepAlive,
        DisableReuse = member.DisableReuse,
        FlushPackets = member.FlushPackets,
        IoBufferSize = member.IoBufferSize,
        ReceiveBufferSize = member.ReceiveBufferSize,
        Secret = member.Secret,
        Pool = new PoolOptions
        {
            Min = member.Pool.Min,
            SMax = member.Pool.SMax,
            Max = member.Pool.Max,
            Ttl = member.Pool.Ttl,
            Acquire = member.Pool.Acquire,
        },
    };
}
