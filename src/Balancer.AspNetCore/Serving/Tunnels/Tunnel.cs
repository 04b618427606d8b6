namespace Balancing.AspNetCore;

/// <summary>
/// Both ways between a client and a member, until both have said all, or something ends it (httpd: ap_proxy_tunnel_run). When one side ends
/// what it says, the other is told and may go on; when one side breaks off, so does the tunnel.
/// </summary>
internal sealed class Tunnel
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly ClientSide _client;
    private readonly IHalfClose? _halves;
    private readonly TunnelClock _clock;
    private readonly TunnelWay _up;
    private readonly TunnelWay _down;
    private readonly TimeSpan _linger;

    /// <param name="client">The client.</param>
    /// <param name="member">The member.</param>
    /// <param name="attempt">Counts the bytes while they flow.</param>
    /// <param name="clock">The limits.</param>
    /// <param name="linger">How long a client may be silent that cannot be told that the member has ended.</param>
    /// <param name="halves">Whether one way can end alone (httpd: not with proxy-nohalfclose).</param>
    public Tunnel(ClientSide client, Stream member, Attempt attempt, TunnelClock clock, TimeSpan linger, bool halves)
    {
        (_client, _clock, _linger) = (client, clock, linger);
        _halves = halves ? member as IHalfClose : null;
        var size = RequestBuffer.Pieces(attempt.Member.Plan);
        _up = new TunnelWay(client.Stream, member, size, clock, bytes => attempt.Count(bytes, 0));
        _down = new TunnelWay(member, client.Stream, size, clock, bytes => attempt.Count(0, bytes));
    }

    /// <summary>Bytes from the client.</summary>
    public long Sent => _up.Bytes;

    /// <summary>Bytes from the member.</summary>
    public long Received => _down.Bytes;

    /// <summary>Runs to the end of both ways.</summary>
    /// <param name="aborted">Cancelled when the client's connection is no more.</param>
    public async Task<TunnelEnd> RunAsync(CancellationToken aborted)
    {
        // What the client had said before it left is still passed on, a farewell mostly; what the member says then is not.
        using var hears = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, aborted);
        var left = aborted.UnsafeRegister(static clock => ((TunnelClock)clock!).Linger(Farewell, TunnelEnd.ClientGone), _clock);
        await using (left.ConfigureAwait(false))
        {
            var down = DownAsync(hears.Token);
            await Task.WhenAll(UpAsync(down, aborted), down).ConfigureAwait(false);
        }

        var why = _clock.Why ?? (aborted.IsCancellationRequested ? TunnelEnd.ClientGone : TunnelEnd.Closed);
        if (why == TunnelEnd.MemberGone)
        {
            _client.Abort();
        }

        return why;
    }

    private async Task UpAsync(Task down, CancellationToken aborted)
    {
        var end = await _up.RunAsync(_clock.Token).ConfigureAwait(false);
        switch (end)
        {
            case WayEnd.Whole when aborted.IsCancellationRequested:
            case WayEnd.SourceGone:
                _clock.End(TunnelEnd.ClientGone);
                break;
            case WayEnd.Whole when _halves is null:
                _clock.End(TunnelEnd.Closed);
                break;
            case WayEnd.Whole:
                // A browser's Close ends its stream of HTTP/2; a server that hears that end leaves the Close unanswered (D31).
                await _clock.WaitAsync(down, Farewell).ConfigureAwait(false);
                await EndMemberAsync().ConfigureAwait(false);
                break;
            default:
                break; // a member that takes no more may have said something before: the other way hears it, and then the end
        }
    }

    private async Task DownAsync(CancellationToken cancel)
    {
        var end = await _down.RunAsync(cancel).ConfigureAwait(false);
        switch (end)
        {
            case WayEnd.Whole when _halves is null:
                _clock.End(TunnelEnd.Closed);
                break;
            case WayEnd.Whole:
                await EndClientAsync().ConfigureAwait(false);
                break;
            case WayEnd.SourceGone:
                _clock.End(TunnelEnd.MemberGone);
                break;
            case WayEnd.TargetGone:
                _clock.End(TunnelEnd.ClientGone);
                break;
            default:
                break;
        }
    }

    private async ValueTask EndMemberAsync()
    {
        try
        {
            await _halves!.EndWritingAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended; the other way hears so.
        }
    }

    private async ValueTask EndClientAsync()
    {
        if (_client.CanEndWriting)
        {
            await _client.EndWritingAsync().ConfigureAwait(false);
        }
        else
        {
            _clock.Linger(_linger, TunnelEnd.Closed);
        }
    }
}
