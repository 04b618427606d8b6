namespace Balancing.Ajp;

/// <summary>Opens, checks and asks the connections of one pool.</summary>
/// <param name="open">Opens one.</param>
/// <param name="packetSize">How long a packet may be, both ways.</param>
/// <param name="ping">How long an answer to a CPING may take (httpd: ping); null: nobody is asked.</param>
/// <param name="time">The clock.</param>
internal sealed class AjpConnector(AjpOpening open, int packetSize, TimeSpan? ping, TimeProvider time) : Connector<AjpLink>
{
    /// <summary>A new connection is asked too, as mod_proxy_ajp does; the pool tries once more on another.</summary>
    public override bool Pings => ping is not null;

    public override async ValueTask<AjpLink> OpenAsync(ConnectContext context, CancellationToken cancel)
    {
        var (stream, socket) = await open(context.ResolveAgain, cancel).ConfigureAwait(false);
        return new AjpLink(stream, socket, packetSize);
    }

    public override bool IsAlive(AjpLink connection) => connection.IsAlive();

    public override async ValueTask<bool> PingAsync(AjpLink connection, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(ping ?? Timeout.InfiniteTimeSpan, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        try
        {
            return await connection.PingAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (AjpExchange.IsTrouble(e) && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
