using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>
/// Speaks HTTP/1.1 to members of the schemes <c>http</c> and <c>https</c> by itself, on connections from the member's pool. It decides what
/// a failure was; what becomes of the request then is the engine's to decide.
/// </summary>
internal sealed class Http1Transport : IMemberTransport, IAsyncDisposable
{
    private readonly GatewayOptions _options;
    private readonly MemberPools<Http1Link> _pools;

    public Http1Transport(GatewayOptions options, Action<MemberUrl, PoolTrouble>? troubled)
    {
        _options = options;
        _pools = new MemberPools<Http1Link>(
            (member, key) => new Http1Connector(member.Plan, (HttpKey)key!, options),
            new MemberPoolServices { Pool = new PoolServices { Time = options.Time }, Numbers = HttpTroubles.Numbers, Troubled = troubled });
    }

    public bool Speaks(string scheme) => scheme is "http" or "https";

    public async ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client)
    {
        if (request.Body is { Length: null } && Steering.IsHttp10(request))
        {
            return MemberAnswer.Failed(Outcome.Refused(Refusal.LengthRequired)); // HTTP/1.0 has no chunks, and we keep no body to measure it
        }

        // A connection that died while idle took nothing with it: one more go on a new one is no repetition (R40).
        var isFresh = request.NeedsFreshConnection || Steering.ClosesAfter(request) || Steering.IsHttp10(request);
        return await TrySendAsync(request, isFresh, client).ConfigureAwait(false)
            ?? await TrySendAsync(request, isFresh: true, client).ConfigureAwait(false)
            ?? MemberAnswer.Failed(Outcome.ClosedUnanswered());
    }

    /// <summary>Closes all connections; by now nobody may need them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _pools.CloseAsync(TimeSpan.Zero).ConfigureAwait(false);
        await _pools.DisposeAsync().ConfigureAwait(false);
    }

    /// <returns>Null when the connection had died before anything was written on it.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<MemberAnswer?> TrySendAsync(MemberRequest request, bool isFresh, CancellationToken client)
    {
        var pool = _pools.Of(request.Member, new HttpKey(request.SourceAddress, request.Timeout));
        PoolGrant<Http1Link> lease;
        try
        {
            lease = isFresh
                ? await pool.AcquireFreshAsync(client).ConfigureAwait(false)
                : await pool.AcquireAsync(client).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return MemberAnswer.Failed(Outcome.ClientGone()); // R41
        }

        return lease.IsAcquired ? await SendAsync(request, lease, client).ConfigureAwait(false) : MemberAnswer.Failed(lease.ToOutcome());
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<MemberAnswer?> SendAsync(MemberRequest request, PoolGrant<Http1Link> lease, CancellationToken client)
    {
        using var patience = new Patience(request.Timeout, _options.Time, client);
        Http1Turn? turn = null;
        Http1Exchange? exchange = null;
        try
        {
            turn = new Http1Turn(lease.Connection, request, patience, _options);
            exchange = new Http1Exchange(lease, turn, !Steering.ClosesAfter(request) && !Steering.IsHttp10(request));
            var head = await turn.RunAsync().ConfigureAwait(false);
            exchange.Begin(head, request.Facts.Method == "HEAD");
            return new MemberAnswer(head.Status, head.Lines, exchange, exchange.EndAsync)
            {
                Reason = head.Reason,
                Protocol = head.IsHttp11 ? "HTTP/1.1" : "HTTP/1.0",
                Trailers = request.WantsTrailers && head.IsChunked ? exchange.Trailers : null,
            };
        }
        catch (Exception e) when (HttpTroubles.IsTrouble(e) || request.Body is { Failure: not null })
        {
            var outcome = HttpTroubles.Judge(e, request, turn?.Received ?? 0, turn is { OnUsedLink: true }, patience, client);
            if (exchange is not null)
            {
                await exchange.EndAsync().ConfigureAwait(false);
            }

            return WireException.In(e) is { Trouble: WireTrouble.Stale } ? null : MemberAnswer.Failed(outcome);
        }
    }
}
