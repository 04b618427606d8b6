namespace Balancing.AspNetCore;

/// <summary>
/// Speaks HTTP/1.1 to members of the schemes <c>http</c> and <c>https</c>. It decides what a failure was; what becomes of the request
/// then is the engine's to decide.
/// </summary>
internal sealed class HttpTransport(GatewayOptions options) : IMemberTransport, IDisposable
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<LaneKey, HttpLane> _lanes = []; // gate

    public bool Speaks(string scheme) => scheme is "http" or "https";

    public async ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client)
    {
        if (request.Body is { Length: null } && Steering.IsHttp10(request))
        {
            return MemberAnswer.Failed(Outcome.Refused(Refusal.LengthRequired)); // HTTP/1.0 has no chunks, and we keep no body to measure it
        }

        var lane = Rent(request);
        if (!await lane.EnterAsync(request.Member.Plan.Pool.Acquire ?? request.Timeout, client).ConfigureAwait(false))
        {
            Return(lane);
            return MemberAnswer.Failed(client.IsCancellationRequested ? Outcome.ClientGone() : Outcome.PoolExhausted());
        }

        var isFresh = request.NeedsFreshConnection || Steering.ClosesAfter(request) || Steering.IsHttp10(request);
        MemberAnswer? answer = null;
        try
        {
            // A connection that died while idle took nothing with it: one more go on a new one is no repetition (R40).
            answer = await SendAsync(lane, request, isFresh, client).ConfigureAwait(false)
                ?? await SendAsync(lane, request, fresh: true, client).ConfigureAwait(false)
                ?? MemberAnswer.Failed(Outcome.ClosedUnanswered());
            return answer;
        }
        finally
        {
            if (answer is not { Failure: null })
            {
                End(lane);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var lane in _lanes.Values)
            {
                lane.Dispose();
            }

            _lanes.Clear();
        }
    }

    /// <returns>Null when the connection had died before anything was written on it.</returns>
    private async ValueTask<MemberAnswer?> SendAsync(HttpLane lane, MemberRequest request, bool fresh, CancellationToken client)
    {
        var ping = request.Body is null || Steering.IsHttp10(request) ? null : request.Member.Plan.Ping;
        using var patience = new Patience(request.Timeout, options.Time, client);
        var sending = new Sending(request.Attempt, patience, ping);
        Sending.Current = sending;
        HttpResponseMessage? response = null;
        try
        {
            using var message = HttpMessages.Request(request, sending, patience);
            response = await lane.SendAsync(message, fresh, patience.Token).ConfigureAwait(false);
            sending.EndWithHead();
            var body = await response.Content.ReadAsStreamAsync(client).ConfigureAwait(false);
            return HttpMessages.Answer(response, body, request.Member.Plan, () => EndAsync(lane, sending, response))
                ?? throw new InvalidDataException("the head of the answer is not valid");
        }
        catch (Exception e) when (IsTrouble(e) || request.Body is { Failure: not null })
        {
            response?.Dispose();
            sending.Wire?.Release(sending);
            sending.Dispose();
            if (WireException.In(e) is { Trouble: WireTrouble.Stale } && request.Body is not { IsTouched: true })
            {
                return null;
            }

            return MemberAnswer.Failed(Judge(e, request, sending, patience, client));
        }
        finally
        {
            Sending.Current = null;
        }
    }

    private static bool IsTrouble(Exception e) =>
        e is HttpRequestException or IOException or OperationCanceledException or InvalidDataException or ObjectDisposedException;

    private static Outcome Judge(Exception error, MemberRequest request, Sending sending, Patience patience, CancellationToken client)
    {
        if (client.IsCancellationRequested || request.Body is { Failure: not null })
        {
            return Outcome.ClientGone(); // R41
        }

        if (patience.RanOut)
        {
            var unpinged = request is { Member.Plan.Ping: not null, Body.IsTouched: false } && sending.Received == 0;
            return unpinged
                ? Outcome.ConnectFailed(new TimeoutException("the member gave no leave to send the body within ping", error))
                : Outcome.TimedOut(error: error);
        }

        var trouble = WireException.In(error)?.Trouble;
        return trouble == WireTrouble.Connect ? Outcome.ConnectFailed(error)
            : trouble is not null && sending is { OnUsedWire: true, Received: 0 } ? Outcome.ClosedUnanswered(error: error) // D11
            : Outcome.Faulted(error);
    }

    private ValueTask EndAsync(HttpLane lane, Sending sending, HttpResponseMessage response)
    {
        response.Dispose();
        sending.Wire?.Release(sending);
        sending.Dispose();
        End(lane);
        return ValueTask.CompletedTask;
    }

    private void End(HttpLane lane)
    {
        lane.Leave();
        Return(lane);
    }

    private HttpLane Rent(MemberRequest request)
    {
        var key = LaneKey.Of(request);
        lock (_gate)
        {
            if (!_lanes.TryGetValue(key, out var lane))
            {
                Sweep();
                _lanes.Add(key, lane = new HttpLane(key, request.Member.Url, options));
            }

            lane.Users++;
            return lane;
        }
    }

    private void Return(HttpLane lane)
    {
        lock (_gate)
        {
            lane.IdleSince = options.Time.GetTimestamp();
            lane.Users--;
        }
    }

    // Members come and go with reloads; what nobody used for long is closed when the next one comes.
    private void Sweep()
    {
        foreach (var lane in _lanes.Values.ToArray())
        {
            if (lane.Users == 0 && options.Time.GetElapsedTime(lane.IdleSince) > Forgotten)
            {
                _lanes.Remove(lane.Key);
                lane.Dispose();
            }
        }
    }
}
