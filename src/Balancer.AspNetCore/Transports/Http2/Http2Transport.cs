namespace Balancing.AspNetCore;

/// <summary>
/// Speaks HTTP/2 to members of the schemes <c>h2</c> (over TLS) and <c>h2c</c> (from the first byte), as mod_proxy_http2 does: requests share
/// connections. It decides what a failure was; what becomes of the request then is the engine's to decide.
/// </summary>
internal sealed class Http2Transport(GatewayOptions options) : IMemberTransport, IDisposable
{
    private readonly Http2Clients _clients = new(options);

    public bool Speaks(string scheme) => scheme is "h2" or "h2c";

    public async ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client)
    {
        if (_clients.Enter(request.Member, new HttpKey(request.SourceAddress, request.Timeout)) is not { } speaker)
        {
            return MemberAnswer.Failed(Outcome.PoolExhausted());
        }

        var patience = new Patience(request.Timeout, options.Time, client);
        request.Other = patience;
        var exchange = new Http2Exchange(speaker, Http2Messages.Begin(request, patience), patience);
        var (open, opened) = (speaker.Open, speaker.Opened);
        try
        {
            patience.Start(open > 0 ? request.Timeout : request.Timeout + speaker.ConnectLimit);
            var response = await exchange.SendAsync(request, patience.Token).ConfigureAwait(false);
            var hasBody = request.Facts.Method != "HEAD";
            await exchange.TakeAsync(response, hasBody).ConfigureAwait(false);
            return HttpMessages.Answer(response, exchange, request, options.Limits, exchange.EndAsync)
                ?? throw new InvalidDataException("the head of the answer is not valid");
        }
        catch (Exception e) when (HttpTroubles.IsTrouble(e) || request.Body is { Failure: not null })
        {
            var outcome = Http2Troubles.Judge(e, request, open == 0 && speaker.Opened == opened, opened > 0, patience, client);
            await exchange.EndAsync().ConfigureAwait(false);
            return MemberAnswer.Failed(outcome);
        }
    }

    /// <summary>Closes all connections; by now nobody may need them.</summary>
    public void Dispose() => _clients.Dispose();
}
