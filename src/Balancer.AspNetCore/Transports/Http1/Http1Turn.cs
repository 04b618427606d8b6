using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>One request on one connection, up to the head of its answer.</summary>
internal sealed partial class Http1Turn(GatewayOptions options)
{
    private const int MostInterim = 16; // R34

    private readonly HeadParser _parser = new(0, options.Limits);
    private Http1Link _link = null!; // these are set when it begins
    private MemberRequest _request = null!;
    private Patience _patience = null!;
    private RequestBuffer _out;
    private volatile bool _inBody; // the clock is the sender's then

    /// <summary>Bytes read before the body.</summary>
    public long Received { get; private set; }

    /// <summary>The connection had carried a request before.</summary>
    public bool OnUsedLink { get; private set; }

    /// <summary>All of the request has gone out, and nobody told us to stop.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Sends the request and reads the head of its answer.</summary>
    /// <exception cref="WireException">The connection ended before an answer.</exception>
    /// <exception cref="InvalidDataException">What came is no answer (R8, R10).</exception>
    public ValueTask<AnswerHead> RunAsync(Http1Link link, MemberRequest request)
    {
        (_link, _request, _patience) = (link, request, request.Patience);
        (Received, IsWhole, _inBody, _stage, _answer, _pull) = (0, false, false, Sending, null, null);
        OnUsedLink = link.Begin();
        var ping = HttpTroubles.ContinuePing(request);
        var expects = request.Body is not null && !Steering.IsHttp10(request) && (request.ExpectsContinue || ping is not null);
        _out.WriteHead(request, expects);
        _patience.Start(ping ?? _patience.Wait);
        return request.Body is { } body ? SendWithBodyAsync(body, expects, ping) : SendAsync();
    }

    /// <summary>It has ended, and will serve another.</summary>
    public void Rest() => (_link, _request, _patience) = (null!, null!, null!);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AnswerHead> SendAsync()
    {
        await FlushAsync(_patience.Token).ConfigureAwait(false);
        _out.Free();
        IsWhole = true;
        return await ReadHeadAsync().ConfigureAwait(false);
    }

    /// <summary>Writes what is pending. It counts before the member can have it, so that bytraffic sees who is at work.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushAsync(CancellationToken cancel)
    {
        var pending = _out.Pending;
        if (pending.IsEmpty)
        {
            return;
        }

        _request.Attempt.Count(pending.Length, 0);
        try
        {
            await _link.WriteAsync(pending, cancel).ConfigureAwait(false);
        }
        catch (IOException e) when (!cancel.IsCancellationRequested)
        {
            throw new WireException(WireTrouble.Unanswered, "the connection broke while the request was sent", e);
        }

        _out.Written();
    }

    /// <summary>The head of the final answer, or of leave to go on when that is asked for. Other interim answers go to who wants them.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AnswerHead> ReadHeadAsync(bool takesLeave = false)
    {
        var interim = 0;
        _parser.Begin(_request.Member.Plan.ResponseFieldSize);
        while (true)
        {
            var state = _parser.Parse(_link.Buffered, out var used);
            _link.Skip(used);
            if (state == ParseState.Part)
            {
                await FillAsync().ConfigureAwait(false);
            }
            else if (state == ParseState.Invalid)
            {
                throw new InvalidDataException("the head of the answer is not valid");
            }
            else if (IsAwaited(_parser.Head.Status, takesLeave))
            {
                return _parser.Head;
            }
            else
            {
                await PassAsync(_parser.Head, ++interim).ConfigureAwait(false);
            }
        }
    }

    private bool IsAwaited(int status, bool takesLeave) =>
        status >= 200 || (status == 101 && _request.Upgrade is not null) || (takesLeave && status == 100);

    private async ValueTask PassAsync(AnswerHead head, int interim)
    {
        if (head.Status == 101)
        {
            throw new InvalidDataException("the member switched protocols, which nobody asked for (R38)");
        }

        if (interim > MostInterim)
        {
            throw new InvalidDataException("too many interim answers (R34)");
        }

        if (head.Status != 100 && _request.OnInterim is { } relay)
        {
            await RelayAsync(relay, head).ConfigureAwait(false);
        }

        _parser.Begin(_request.Member.Plan.ResponseFieldSize);
    }

    // The client's turn.
    private async ValueTask RelayAsync(Func<int, IReadOnlyList<KeyValuePair<string, string>>, ValueTask> relay, AnswerHead head)
    {
        if (_inBody)
        {
            await relay(head.Status, head.Lines).ConfigureAwait(false);
            return;
        }

        _patience.Stop();
        await relay(head.Status, head.Lines).ConfigureAwait(false);
        _patience.Start();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync()
    {
        int read;
        try
        {
            read = await _link.FillAsync(_patience.Token).ConfigureAwait(false);
            _link.Filled(read);
        }
        catch (IOException e) when (Received == 0 && !_patience.Token.IsCancellationRequested)
        {
            throw new WireException(WireTrouble.Unanswered, "the connection broke before an answer", e);
        }

        if (read == 0)
        {
            throw Received == 0
                ? new WireException(WireTrouble.Unanswered, "the connection was closed before an answer")
                : new HttpRequestException(HttpRequestError.ResponseEnded, "the head of the answer broke off");
        }

        Received += read;
        if (!_inBody)
        {
            _patience.Start();
        }
    }
}
