namespace Balancing.AspNetCore;

/// <summary>Opens, checks and asks the connections of one pool.</summary>
internal sealed class Http1Connector(MemberPlan plan, HttpKey key, GatewayOptions options) : Connector<Http1Link>
{
    private readonly WireOpener _opener = new(plan, key, options);
    private readonly OptionsPing? _ping =
        plan is { Ping: { } limit, PingMethod: PingMethod.Options } ? new OptionsPing(plan.Url, limit, options.Time) : null;

    public override bool Pings => _ping is not null;

    public override async ValueTask<Http1Link> OpenAsync(ConnectContext context, CancellationToken cancel)
    {
        var (stream, socket) = await _opener.OpenAsync(context.ResolveAgain, cancel).ConfigureAwait(false);
        return new Http1Link(stream, socket);
    }

    public override bool IsAlive(Http1Link connection) => connection.IsAlive();

    // A connection that was opened for this request has just shown that somebody is there.
    public override ValueTask<bool> PingAsync(Http1Link connection, CancellationToken cancel) =>
        connection.IsUsed ? _ping!.AskAsync(connection, cancel) : new ValueTask<bool>(true);
}
