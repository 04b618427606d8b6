namespace Balancing.AspNetCore;

/// <summary>
/// Speaks HTTP/1.1 to members of the schemes <c>http</c> and <c>https</c>, on connections from the member's pool. It decides what a failure
/// was; what becomes of the request then is the engine's to decide.
/// </summary>
internal sealed class HttpTransport : IMemberTransport, IAsyncDisposable
{
    private readonly GatewayOptions _options;
    private readonly MemberPools<HttpLink> _pools;

    public HttpTransport(GatewayOptions options, Action<MemberUrl, PoolTrouble>? troubled)
    {
        _options = options;
        _pools = new MemberPools<HttpLink>(
            (member, key) => new HttpConnector(member.Plan, (HttpKey)key!, options),
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
    private async ValueTask<MemberAnswer?> TrySendAsync(MemberRequest request, bool isFresh, CancellationToken client)
    {
        var pool = _pools.Of(request.Member, new HttpKey(request.SourceAddress, request.Timeout));
        PoolGrant<HttpLink> lease;
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

    private async ValueTask<MemberAnswer?> SendAsync(MemberRequest request, PoolGrant<HttpLink> lease, CancellationToken client)
    {
        using var patience = new Patience(request.Timeout, _options.Time, client);
        var sending = new Sending(request.Attempt, patience, HttpTroubles.ContinuePing(request), expectsBody: request.Facts.Method != "HEAD");
        HttpExchange? exchange = null;
        try
        {
            var link = lease.Connection;
            exchange = new HttpExchange(lease, link.Wire, sending, !Steering.ClosesAfter(request) && !Steering.IsHttp10(request));
            using var message = HttpMessages.Request(request, sending, patience);
            var response = await link.SendAsync(message, sending, patience.Token).ConfigureAwait(false);
            await exchange.TakeAsync(response).ConfigureAwait(false);
            var answer = HttpMessages.Answer(response, exchange, request, exchange.EndAsync)
                ?? throw new InvalidDataException("the head of the answer is not valid");
            exchange.Begin(hasBody: request.Facts.Method != "HEAD");
            return answer;
        }
        catch (Exception e) when (HttpTroubles.IsTrouble(e) || request.Body is { Failure: not null })
        {
            var outcome = HttpTroubles.Judge(e, request, sending.Received, sending.OnUsedWire, patience, client);
            if (exchange is not null)
            {
                await exchange.EndAsync().ConfigureAwait(false);
            }

            return WireException.In(e) is { Trouble: WireTrouble.Stale } && request.Body is not { IsTouched: true } ? null : MemberAnswer.Failed(outcome);
        }
    }
}
