namespace Balancing.AspNetCore;

/// <summary>Opens, checks and asks the connections of one pool.</summary>
internal sealed class HttpConnector : Connector<HttpLink>
{
    private readonly WireOpener _opener;
    private readonly TimeSpan _continue;
    private readonly OptionsPing? _ping;
    private readonly GatewayLimits _limits;

    public HttpConnector(MemberPlan plan, HttpKey key, GatewayOptions options)
    {
        _opener = new WireOpener(plan, key, options);
        _limits = options.Limits;
        var asks = plan.Ping is not null;
        _continue = asks && plan.PingMethod == PingMethod.Expect ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(1);
        _ping = asks && plan.PingMethod == PingMethod.Options ? new OptionsPing(plan.Url, plan.Ping!.Value, options.Time) : null;
    }

    public override bool Pings => _ping is not null;

    public override async ValueTask<HttpLink> OpenAsync(ConnectContext context, CancellationToken cancel)
    {
        var (stream, socket) = await _opener.OpenAsync(context.ResolveAgain, cancel).ConfigureAwait(false);
        return new HttpLink(new Wire(stream, socket), _continue, _limits);
    }

    public override bool IsAlive(HttpLink connection) => connection.Wire.IsAlive();

    // A connection that was opened for this request has just shown that somebody is there.
    public override ValueTask<bool> PingAsync(HttpLink connection, CancellationToken cancel) =>
        connection.Wire.IsUsed ? _ping!.AskAsync(connection.Wire, cancel) : new ValueTask<bool>(true);
}
