using System.Runtime.CompilerServices;
using Balancing.AspNetCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Balancing.Ajp;

/// <summary>
/// Speaks AJP13 to members of the scheme <c>ajp</c>, on connections from the member's pool. It decides what a failure was; what becomes of the
/// request then is the engine's to decide (mod_proxy_ajp.c: proxy_ajp_handler).
/// </summary>
internal sealed class AjpTransport : IMemberTransport, IDisposable, IAsyncDisposable
{
    private readonly AjpMemberOptions _told;
    private readonly MemberPools<AjpLink> _pools;
    private readonly Spares<MemberTurn> _spares = new();

    public AjpTransport(IOptions<GatewayOptions> gateway, IOptions<AjpMemberOptions> told, ILoggerFactory? logging = null)
    {
        var options = gateway.Value;
        var log = (logging ?? NullLoggerFactory.Instance).CreateLogger(GatewayLog.Category);
        _told = told.Value;
        _pools = new MemberPools<AjpLink>(
            (member, key) => ConnectorOf(member.Plan, (HttpKey)key!, options),
            new MemberPoolServices { Pool = new PoolServices { Time = options.Time }, Numbers = HttpTroubles.Numbers, Troubled = log.Trouble });
    }

    public bool Speaks(string scheme) => scheme == "ajp";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client)
    {
        MemberTurn? turn = null;
        try
        {
            var pool = _pools.Of(request.Member, new HttpKey(request.SourceAddress, request.Timeout));
            var lease = request.NeedsFreshConnection
                ? await pool.AcquireFreshAsync(client).ConfigureAwait(false)
                : await pool.AcquireAsync(client).ConfigureAwait(false);
            if (!lease.IsAcquired)
            {
                return MemberAnswer.Failed(lease.ToOutcome());
            }

            turn = _spares.Take() ?? new MemberTurn(_spares);
            return await turn.RunAsync(lease, request, _told).ConfigureAwait(false);
        }
        catch (Exception e) when (HttpTroubles.IsTrouble(e) || request.Body is { Failure: not null })
        {
            var outcome = Judge(e, request, turn, client);
            if (turn is not null)
            {
                await turn.EndAsync().ConfigureAwait(false);
            }

            return MemberAnswer.Failed(in outcome);
        }
    }

    /// <summary>Begins what <see cref="DisposeAsync"/> does.</summary>
    public void Dispose() => _ = DisposeAsync().AsTask();

    /// <summary>Closes all connections; by now nobody may need them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _pools.CloseAsync(TimeSpan.Zero).ConfigureAwait(false);
        await _pools.DisposeAsync().ConfigureAwait(false);
    }

    private static AjpConnector ConnectorOf(MemberPlan plan, HttpKey key, GatewayOptions options)
    {
        var opener = new WireOpener(plan, key, options);
        return new AjpConnector(
            async (resolves, cancel) =>
            {
                var (stream, socket) = await opener.OpenAsync(resolves, cancel).ConfigureAwait(false);
                return (stream, socket);
            },
            AjpPackets.SizeOf(plan.IoBufferSize), plan.Ping, options.Time);
    }

    // R41: what the client did, or could not have said in AJP, is nobody's fault here.
    private static Outcome Judge(Exception e, MemberRequest request, MemberTurn? turn, CancellationToken client)
    {
        var trouble = (e as AjpException)?.Trouble;
        if (client.IsCancellationRequested || request.Body is { Failure: not null } || trouble == AjpTrouble.BodyFailed
            || (turn is null && e is OperationCanceledException))
        {
            return Outcome.ClientGone();
        }

        return trouble switch
        {
            AjpTrouble.TooLarge => Outcome.Refused(Refusal.TooLargeForMember),
            AjpTrouble.Unsendable => Outcome.Refused(request.Facts.Method == "CONNECT" ? Refusal.NoUpgrade : Refusal.NotSendable),
            _ when request.Patience.RanOut => Outcome.TimedOut(error: e),
            AjpTrouble.Unanswered when turn is { OnUsedLink: true, Received: 0 } => Outcome.ClosedUnanswered(error: e), // D11
            _ => Outcome.Faulted(e),
        };
    }
}
