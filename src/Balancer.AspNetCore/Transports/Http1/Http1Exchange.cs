using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>
/// The use of one connection for one request, as the body of its answer. The connection goes back as soon as the last byte was read, before
/// a slow client has it (mod_proxy_http.c: ap_proxy_http_process_response), and is kept only when everything went all the way (R39).
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "Disposing of the answer is disposing of this.")]
internal sealed class Http1Exchange : Stream, IReadyBody
{
    // A chunk of which at least so much is to come is read straight to where it goes.
    private const int WorthIt = 4096;

    private readonly Spares<Http1Exchange> _spares;
    private readonly Http1Turn _turn;
    private readonly MemberAnswer _answer;
    private PoolGrant<Http1Link> _lease;
    private Http1Link _link = null!; // set when it begins
    private bool _keeps; // the connection may be used again at all
    private AnswerHead? _head;
    private ChunkDecoder _chunks;
    private long _left; // of a body with a length
    private Framing _framing;
    private bool _whole;
    private int _ended = 1; // atomic
    private int _resting = 1; // atomic

    private enum Framing
    {
        Nothing,
        Length,
        Chunks,
        Close,
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <param name="spares">Where it goes when it has served.</param>
    /// <param name="options">Clock and limits.</param>
    public Http1Exchange(Spares<Http1Exchange> spares, GatewayOptions options)
    {
        (_spares, _turn) = (spares, new Http1Turn(options));
        _answer = new MemberAnswer(0, [], this, EndAsync);
    }

    /// <summary>The request on the connection, up to the head of its answer.</summary>
    public Http1Turn Turn => _turn;

    public bool IsOver => _ended != 0;

    public bool IsReady => _link.IsReady;

    /// <summary>Another use.</summary>
    /// <param name="lease">The connection, leased.</param>
    /// <param name="keeps">Whether it may be used again at all.</param>
    public void Begin(PoolGrant<Http1Link> lease, bool keeps)
    {
        (_lease, _keeps, _head, _chunks, _left) = (lease, keeps, null, default, 0);
        (_framing, _whole, _link) = (Framing.Nothing, false, lease.Connection);
        _resting = 0;
        Volatile.Write(ref _ended, 0);
    }

    /// <summary>The head is here; now the body may be read, if there is one (RFC 9112 §6.3, R9).</summary>
    /// <param name="head">The head.</param>
    /// <param name="request">The request.</param>
    public MemberAnswer Take(AnswerHead head, MemberRequest request)
    {
        _head = head;
        _framing = request.Facts.Method == "HEAD" || head.Status is 204 or 304 ? Framing.Nothing
            : head.IsChunked ? Framing.Chunks
            : head.Length >= 0 ? Framing.Length
            : Framing.Close;
        _left = head.Length;
        if (_framing == Framing.Nothing || (_framing == Framing.Length && _left == 0))
        {
            End(whole: true);
        }

        return _answer.Become(
            head.Status, head.Lines, head.Reason, head.IsHttp11 ? "HTTP/1.1" : "HTTP/1.0", request.WantsTrailers && head.IsChunked ? Trailers : null);
    }

    /// <summary>The lines behind the body; none before its end.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers() => _whole ? _chunks.Trailers() : [];

    /// <summary>The head is a 101: what follows belongs to another protocol (R38).</summary>
    /// <param name="head">The head.</param>
    public MemberAnswer TakeTunnel(AnswerHead head) => new(head.Status, head.Lines, Null, EndAsync)
    {
        Reason = head.Reason,
        Protocol = head.IsHttp11 ? "HTTP/1.1" : "HTTP/1.0",
        Tunnel = new MemberTunnel(_link),
    };

    /// <summary>
    /// Nobody holds it, or its answer, any more. What was not read to its end costs the connection; what went all the way serves again.
    /// </summary>
    public ValueTask EndAsync()
    {
        End(whole: false);
        if (_whole && _turn.IsWhole && Interlocked.Exchange(ref _resting, 1) == 0)
        {
            (_lease, _link, _head) = (default, null!, null);
            _turn.Rest();
            _spares.Put(this);
        }

        return ValueTask.CompletedTask;
    }

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

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End(whole: false);
        }

        base.Dispose(disposing);
    }

    public int TakeReady(Span<byte> target)
    {
        if (_ended != 0)
        {
            return 0;
        }

        var link = _link;
        var there = link.Buffered;
        if (there.IsEmpty)
        {
            return 0;
        }

        if (_framing == Framing.Chunks)
        {
            var decoded = _chunks.Decode(there, target, out var used);
            link.Skip(used);
            return Took(decoded);
        }

        var part = Math.Min(there.Length, Most(target.Length));
        there[..part].CopyTo(target);
        link.Skip(part);
        _left -= part;
        return Took(part);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadMoreAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        while (true)
        {
            var link = _link;
            var isPlain = _framing != Framing.Chunks || _chunks.Plain >= Math.Min(WorthIt, buffer.Length);
            var came = isPlain
                ? await link.ReadAsync(buffer[..Most(buffer.Length)], cancel).ConfigureAwait(false)
                : await link.FillAsync(cancel).ConfigureAwait(false);
            if (came == 0)
            {
                return _framing == Framing.Close
                    ? EndByClose()
                    : throw new HttpIOException(HttpRequestError.ResponseEnded, "the answer broke off in its body"); // R8
            }

            if (isPlain)
            {
                link.Arrived();
                return TookPlain(came);
            }

            link.Filled(came);
            var read = TakeReady(buffer.Span);
            if (read > 0 || _whole)
            {
                return read;
            }
        }
    }

    private int Most(int room) => (int)Math.Min(room, _framing switch
    {
        Framing.Length => _left,
        Framing.Chunks => _chunks.Plain,
        _ => room,
    });

    private int TookPlain(int bytes)
    {
        if (_framing == Framing.Chunks)
        {
            _chunks.Took(bytes);
        }

        _left -= bytes;
        return Took(bytes);
    }

    private int Took(int bytes)
    {
        if (_chunks.IsBad)
        {
            throw new HttpIOException(HttpRequestError.InvalidResponse, "the chunks of the answer are not valid"); // R5, R8
        }

        if (_chunks.IsDone || (_framing == Framing.Length && _left == 0))
        {
            End(whole: true);
        }

        return bytes;
    }

    private int EndByClose()
    {
        End(whole: true);
        return 0;
    }

    private void End(bool whole)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        _whole = whole;
        var link = _link;
        var kept = whole && _keeps && _turn.IsWhole && _framing != Framing.Close && link.Buffered.IsEmpty
            && _head is { IsHttp11: true, Closes: false } head && !(head.Status == 204 && (head.IsChunked || head.Length > 0)); // R9: what then comes is not awaited
        link.Rest();
        _lease.Return(kept);
    }
}
