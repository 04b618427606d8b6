using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Balancing.Ajp;

/// <summary>
/// The use of one connection for one request; also the body of its answer. The connection goes back as soon as the end was read, and is kept
/// only when everything went all the way (R39). Request and answer are driven independently: what the container asks for is sent while its
/// answer is read. May serve again when <see cref="CanServeAgain"/>.
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "Ending it is disposing of what it holds.")]
internal sealed partial class AjpExchange : Stream
{
    private readonly Lock _ending = new();
    private readonly AjpTurns _turns = new();
    private AjpRequest _request = null!; // these are set when it begins
    private AjpLink _link = null!;
    private PoolGrant<AjpLink> _lease;
    private IAjpClock _clock = null!;
    private IAjpBody? _body;
    private bool _whole;
    private volatile int _ended = 1; // gate for writing

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The head of the answer, once <see cref="RunAsync(PoolGrant{AjpLink}, AjpRequest, IAjpBody?, IAjpClock)"/> has ended.</summary>
    public AjpHead Head { get; } = new();

    /// <summary>
    /// Called when the container asks to push on what there is, after all bytes before it were read; awaited by whoever reads. Default: nobody.
    /// </summary>
    public Func<ValueTask>? Flushing { get; set; }

    /// <summary>The connection had carried a request before.</summary>
    public bool OnUsedLink { get; private set; }

    /// <summary>A byte of the request may have gone out.</summary>
    public bool IsRequestSent { get; private set; }

    /// <summary>A byte of the request's body may have gone out.</summary>
    public bool IsBodySent { get; private set; }

    /// <summary>The head of the answer was read.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Bytes that came, of any kind.</summary>
    public long Received { get; private set; }

    /// <summary>What went wrong on the side of the sender of the body, or null (R41).</summary>
    public Exception? BodyFailure => Volatile.Read(ref _bodyFailure);

    /// <summary>The connection is in nobody's hands here any more.</summary>
    public bool IsOver => _ended != 0;

    /// <summary>The answer was read to its end.</summary>
    public bool IsWhole => _whole;

    /// <summary>The answer was read to its end, and the connection was fit for another request.</summary>
    public bool WasReusable { get; private set; }

    /// <summary>It went all the way, and nothing of it is under way; it may serve another request.</summary>
    public bool CanServeAgain => _ended != 0 && _whole && _upload.IsCompleted;

    /// <summary>There may be more of the request's body to send.</summary>
    public bool IsSending => _ended == 0 && (!_upload.IsCompleted || (!_bodyEnded && _unsent != 0));

    /// <summary>Something of the answer has come that nobody has read.</summary>
    public bool IsReady => _ended == 0 && (_left > 0 || _link.IsReady);

    /// <summary>Sends the request and reads the head of its answer; then this is the answer's body.</summary>
    /// <param name="lease">The connection. It goes back by itself, in any case.</param>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body; needed when it has one.</param>
    /// <param name="clock">Whose turn it is, and how long.</param>
    /// <exception cref="AjpException">It cannot be sent, or there is no answer.</exception>
    /// <exception cref="OperationCanceledException">The clock's token was cancelled.</exception>
    /// <exception cref="Exception">What the body threw; it is <see cref="BodyFailure"/> too.</exception>
    public ValueTask RunAsync(PoolGrant<AjpLink> lease, AjpRequest request, IAjpBody? body, IAjpClock clock) =>
        RunAsync(lease, lease.Connection, request, body, clock);

    /// <summary>As the other, on a connection that is the caller's to close.</summary>
    public ValueTask RunAsync(AjpLink link, AjpRequest request, IAjpBody? body, IAjpClock clock) => RunAsync(default, link, request, body, clock);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _whole)
        {
            return new ValueTask<int>(0);
        }

        ObjectDisposedException.ThrowIf(_ended != 0, this);
        var read = TakeReady(buffer.Span);
        return read > 0 || _whole ? new ValueTask<int>(read) : ReadMoreAsync(buffer, cancellationToken);
    }

    /// <summary>
    /// Goes on until a part of the answer is here, or its end: so that the body of the request goes out although nobody reads the answer yet.
    /// Not while it is read.
    /// </summary>
    public async Task ReadAheadAsync()
    {
        try
        {
            while (_ended == 0 && _left == 0)
            {
                await WaitAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Finish(whole: false);
            ThrowBodyFailure(e);
            throw;
        }
    }

    /// <summary>Takes what is here already. 0 when there is nothing, which may be the end.</summary>
    public int TakeReady(Span<byte> target)
    {
        var taken = 0;
        while (_ended == 0 && taken < target.Length)
        {
            if (_left > 0)
            {
                taken += TakeChunk(target[taken..]);
            }
            else if (Next() != Step.Went)
            {
                break;
            }
        }

        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Trouble on a connection, as opposed to a mistake in the program.</summary>
    internal static bool IsTrouble(Exception e) =>
        e is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException or System.Net.Sockets.SocketException;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RunAsync(PoolGrant<AjpLink> lease, AjpLink link, AjpRequest request, IAjpBody? body, IAjpClock clock)
    {
        (_request, _link, _lease, _clock, _body) = (request, link, lease, clock, body);
        (_whole, IsRequestSent, IsBodySent, IsAnswered, Received, WasReusable) = (false, false, false, false, 0, false);
        _ended = 0;
        BeginSending();
        BeginHearing();
        _turns.Begin(clock);
        try
        {
            var length = WriteRequest();
            OnUsedLink = link.Begin();
            await SendAsync(length).ConfigureAwait(false);
            await HearHeadAsync().ConfigureAwait(false);
            if (Head.HasNoBody || _expected == 0)
            {
                TakeReady(Scrap);
            }
        }
        catch (Exception e)
        {
            Finish(whole: !IsRequestSent);
            ThrowBodyFailure(e);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadMoreAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var watched = cancel.CanBeCanceled && cancel != _clock.Token
            ? cancel.UnsafeRegister(static exchange => ((AjpExchange)exchange!).Abort(), this)
            : default;
        try
        {
            while (true)
            {
                await WaitAsync().ConfigureAwait(false);
                var read = TakeReady(buffer.Span);
                if (read > 0 || _whole)
                {
                    return read;
                }
            }
        }
        catch (Exception e)
        {
            Finish(whole: false);
            cancel.ThrowIfCancellationRequested();
            ThrowBodyFailure(e);
            throw;
        }
        finally
        {
            await watched.DisposeAsync().ConfigureAwait(false);
        }
    }
}
