using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Balancing.AspNetCore;

namespace Balancing.Ajp;

/// <summary>
/// One request to a member and its answer: the exchange on the wire, as the gateway knows clocks, bodies and answers. May serve again.
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "Disposing of the answer is disposing of this.")]
internal sealed class MemberTurn : Stream, IPacedBody, IAjpClock, IAjpBody
{
    private readonly Spares<MemberTurn> _spares;
    private readonly AjpExchange _exchange = new();
    private readonly AjpRequest _message = new();
    private readonly MemberAnswer _answer;
    private MemberRequest _request = null!; // set when it begins
    private bool _mark;
    private int _resting = 1; // atomic

    /// <param name="spares">Where it goes when it has served.</param>
    public MemberTurn(Spares<MemberTurn> spares)
    {
        _spares = spares;
        _answer = new MemberAnswer(0, [], this, EndAsync);
        _exchange.Flushing = () =>
        {
            _mark = true;
            return ValueTask.CompletedTask;
        };
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The connection had carried a request before.</summary>
    public bool OnUsedLink => _exchange.OnUsedLink;

    /// <summary>Bytes that came in answer.</summary>
    public long Received => _exchange.Received;

    public bool IsOver => _exchange.IsOver && _exchange.IsWhole;

    public bool IsReady => _exchange.IsReady;

    public Flush Pace { get; private set; }

    public TimeSpan FlushWait { get; private set; }

    CancellationToken IAjpClock.Token => _request.Patience.Token;

    /// <summary>Sends the request, and waits for the head of its answer.</summary>
    /// <param name="lease">The connection; it goes back by itself.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">What the member is told.</param>
    /// <exception cref="AjpException">It cannot be sent, or there is no answer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<MemberAnswer> RunAsync(PoolGrant<AjpLink> lease, MemberRequest request, AjpMemberOptions options)
    {
        var plan = request.Member.Plan;
        (_request, _mark, _resting, Pace, FlushWait) = (request, false, 0, plan.FlushPackets, plan.FlushWait);
        ForwardFacts.Fill(_message, request, options);
        await _exchange.RunAsync(lease, _message, _message.BodyLength == 0 ? null : this, this).ConfigureAwait(false);
        var head = _exchange.Head;
        return _answer.Become(head.Status, head.Lines, head.Reason, "HTTP/1.1", null);
    }

    /// <summary>Nobody holds it, or its answer, any more. What was not read to its end costs the connection; what went all the way serves again.</summary>
    public async ValueTask EndAsync()
    {
        await _exchange.EndAsync().ConfigureAwait(false);
        if (_exchange.CanServeAgain && Interlocked.Exchange(ref _resting, 1) == 0)
        {
            _message.Clear();
            _request = null!;
            _spares.Put(this);
        }
    }

    public int TakeReady(Span<byte> target)
    {
        var taken = _exchange.TakeReady(target);
        return taken > 0 || !_exchange.IsOver || _exchange.IsWhole ? taken
            : throw new HttpIOException(HttpRequestError.ResponseEnded, "the answer broke off in its body"); // R8
    }

    public bool TakeFlushMark()
    {
        var mark = _mark;
        _mark = false;
        return mark;
    }

    public ValueTask WaitAsync(CancellationToken cancel) => _exchange.WaitAsync();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _exchange.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _exchange.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    void IAjpClock.Start() => _request.Patience.Start();

    void IAjpClock.Stop() => _request.Patience.Stop();

    // It counts before the member can have it, so that bytraffic sees who is at work; of a request only the body (mod_proxy_ajp.c).
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<int> IAjpBody.ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var read = await _request.Body!.ReadAsync(buffer, cancel).ConfigureAwait(false);
        _request.Attempt.Count(read, 0);
        return read;
    }
}
