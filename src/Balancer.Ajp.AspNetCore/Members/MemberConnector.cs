using Balancing.AspNetCore;

namespace Balancing.Ajp;

/// <summary>Opens, checks and asks the connections of one pool. With ping each use begins with a CPING, also that of a new connection.</summary>
internal sealed class MemberConnector(MemberPlan plan, HttpKey key, GatewayOptions options) : Connector<AjpLink>
{
    private readonly WireOpener _opener = new(plan, key, options);
    private readonly int _packetSize = PacketSizes.Of(plan.IoBufferSize);
    private readonly TimeSpan _ping = plan.Ping ?? Timeout.InfiniteTimeSpan;

    public override bool Pings { get; } = plan.Ping is not null;

    public override async ValueTask<AjpLink> OpenAsync(ConnectContext context, CancellationToken cancel)
    {
        var (stream, socket) = await _opener.OpenAsync(context.ResolveAgain, cancel).ConfigureAwait(false);
        return new AjpLink(stream, socket, _packetSize);
    }

    public override bool IsAlive(AjpLink connection) => connection.IsAlive();

    public override async ValueTask<bool> PingAsync(AjpLink connection, CancellationToken cancel)
    {
        using var patience = new Patience(_ping, options.Time, cancel);
        patience.Start();
        return await connection.PingAsync(patience.Token).ConfigureAwait(false);
    }
}
