using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>One request on one connection, up to the head of its answer.</summary>
internal sealed partial class Http1Turn(Http1Link link, MemberRequest request, Patience patience, GatewayOptions options)
{
    private const int MostInterim = 16; // R34

    private RequestBuffer _out;
    private volatile bool _inBody; // the clock is the sender's then

    /// <summary>The connection.</summary>
    public Http1Link Link => link;

    /// <summary>Bytes read before the body.</summary>
    public long Received { get; private set; }

    /// <summary>The connection had carried a request before.</summary>
    public bool OnUsedLink { get; private set; }

    /// <summary>All of the request has gone out, and nobody told us to stop.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Sends the request and reads the head of its answer.</summary>
    /// <exception cref="WireException">The connection ended before an answer.</exception>
    /// <exception cref="InvalidDataException">What came is no answer (R8, R10).</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AnswerHead> RunAsync()
    {
        OnUsedLink = link.Begin();
        var ping = HttpTroubles.ContinuePing(request);
        var expects = request.Body is not null && !Steering.IsHttp10(request) && (request.ExpectsContinue || ping is not null);
        _out.WriteHead(request, expects);
        patience.Start(ping ?? patience.Wait);
        if (request.Body is { } body)
        {
            return await SendWithBodyAsync(body, expects, ping).ConfigureAwait(false);
        }

        await FlushAsync(patience.Token).ConfigureAwait(false);
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

        request.Attempt.Count(pending.Length, 0);
        try
        {
            await link.WriteAsync(pending, cancel).ConfigureAwait(false);
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
        for (var interim = 0; interim <= MostInterim; interim++)
        {
            var head = await ReadOneAsync().ConfigureAwait(false);
            if (head.Status >= 200 || (takesLeave && head.Status == 100))
            {
                return head;
            }

            if (head.Status == 101)
            {
                throw new InvalidDataException("the member switched protocols, which nobody asked for (R38)");
            }

            if (head.Status != 100 && request.OnInterim is { } relay)
            {
                await RelayAsync(relay, head).ConfigureAwait(false);
            }
        }

        throw new InvalidDataException("too many interim answers (R34)");
    }

    // The client's turn.
    private async ValueTask RelayAsync(Func<int, IReadOnlyList<KeyValuePair<string, string>>, ValueTask> relay, AnswerHead head)
    {
        if (_inBody)
        {
            await relay(head.Status, head.Lines).ConfigureAwait(false);
            return;
        }

        patience.Stop();
        await relay(head.Status, head.Lines).ConfigureAwait(false);
        patience.Start();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AnswerHead> ReadOneAsync()
    {
        var parser = new HeadParser(request.Member.Plan.ResponseFieldSize, link.LastLines);
        while (true)
        {
            var state = parser.Parse(link.Buffered, out var used);
            link.Skip(used);
            switch (state)
            {
                case ParseState.Whole:
                    return parser.Head;
                case ParseState.Invalid:
                    throw new InvalidDataException("the head of the answer is not valid");
                default:
                    await FillAsync().ConfigureAwait(false);
                    break;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync()
    {
        int read;
        try
        {
            read = await link.FillAsync(patience.Token).ConfigureAwait(false);
        }
        catch (IOException e) when (Received == 0 && !patience.Token.IsCancellationRequested)
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
            patience.Start();
        }
    }
}
