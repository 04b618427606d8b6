using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>
/// Speaks HTTP/1.1 to members of the schemes <c>http</c>, <c>https</c>, <c>ws</c> and <c>wss</c> by itself, on connections from the member's pool. It decides what
/// a failure was; what becomes of the request then is the engine's to decide.
/// </summary>
internal sealed class Http1Transport : IMemberTransport, IAsyncDisposable
{
    private readonly GatewayOptions _options;
    private readonly MemberPools<Http1Link> _pools;
    private readonly Spares<Http1Exchange> _spares = new();

    public Http1Transport(GatewayOptions options, Action<MemberUrl, PoolTrouble>? troubled)
    {
        _options = options;
        _pools = new MemberPools<Http1Link>(
            (member, key) => new Http1Connector(member.Plan, (HttpKey)key!, options),
            new MemberPoolServices { Pool = new PoolServices { Time = options.Time }, Numbers = HttpTroubles.Numbers, Troubled = troubled });
    }

    public bool Speaks(string scheme) => scheme is "http" or "https" or "ws" or "wss";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client)
    {
        if (request.Body is { Length: null } && Steering.IsHttp10(request))
        {
            return MemberAnswer.Failed(Outcome.Refused(Refusal.LengthRequired)); // HTTP/1.0 has no chunks, and we keep no body to measure it
        }

        var pool = _pools.Of(request.Member, new HttpKey(request.SourceAddress, request.Timeout));
        var keeps = !Steering.ClosesAfter(request) && !Steering.IsHttp10(request);
        for (var isFresh = !keeps || request.NeedsFreshConnection; ; isFresh = true)
        {
            Http1Exchange? exchange = null;
            try
            {
                var lease = isFresh
                    ? await pool.AcquireFreshAsync(client).ConfigureAwait(false)
                    : await pool.AcquireAsync(client).ConfigureAwait(false);
                if (!lease.IsAcquired)
                {
                    return MemberAnswer.Failed(lease.ToOutcome());
                }

                exchange = _spares.Take() ?? new Http1Exchange(_spares, _options);
                exchange.Begin(lease, keeps);
                var head = await exchange.Turn.RunAsync(lease.Connection, request).ConfigureAwait(false);
                return head.Status == 101 ? exchange.TakeTunnel(head) : exchange.Take(head, request);
            }
            catch (Exception e) when (HttpTroubles.IsTrouble(e) || request.Body is { Failure: not null })
            {
                var outcome = Judge(e, request, exchange?.Turn, client);
                if (exchange is not null)
                {
                    await exchange.EndAsync().ConfigureAwait(false);
                }

                // A connection that died while idle took nothing with it: one more go on a new one is no repetition (R40).
                if (isFresh || WireException.In(e) is not { Trouble: WireTrouble.Stale })
                {
                    return MemberAnswer.Failed(in outcome);
                }
            }
        }
    }

    /// <summary>Closes all connections; by now nobody may need them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _pools.CloseAsync(TimeSpan.Zero).ConfigureAwait(false);
        await _pools.DisposeAsync().ConfigureAwait(false);
    }

    private static Outcome Judge(Exception e, MemberRequest request, Http1Turn? turn, CancellationToken client) =>
        turn is null && e is OperationCanceledException
            ? Outcome.ClientGone() // R41
            : HttpTroubles.Judge(e, request, turn?.Received ?? 0, turn is { OnUsedLink: true }, request.Patience, client);
}
