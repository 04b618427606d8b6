using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>
/// A connection to a member: socket, TLS, and whether it is still good. It tells each <see cref="Sending"/> what happens to it, lets a
/// request out only once, and listens while a request body goes out, so that an early answer is heard.
/// </summary>
internal sealed partial class Wire(Stream inner, Socket socket) : Stream, IAskedWire
{
    private const int PeekSize = 4096;

    private readonly Lock _gate = new();
    private Sending? _next;         // gate: who has the connection
    private Sending? _sending;      // gate: the same, once its first byte goes out
    private Task<int>? _peek;       // gate: our own read, or what is left of it
    private byte[] _peeked = [];    // owned by _peek
    private int _peekedAt;          // owned by the reader
    private int _requests;          // gate
    private bool _reading;          // gate: the handler has a read out
    private bool _spoiled;          // gate: closed, or spoke out of turn (R39)
    private bool _telling;          // gate: something is said that belongs to no request
    private bool _handedOut;        // gate: a client speaks on it

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var sending = TakeTurn();
        if (sending.IsCut)
        {
            return; // the handler must finish its framing; nobody reads it
        }

        sending.OnSending(buffer.Length);
        try
        {
            await inner.WriteAsync(buffer, sending.IsInBody ? sending.BodyToken : cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!sending.IsInBody)
            {
                throw new WireException(WireTrouble.Unanswered, "the connection broke while the request was sent", e);
            }

            sending.Cut(); // an answer may be here already: 413, and closed
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Task<int>? peek;
        lock (_gate)
        {
            peek = _peek;
            _reading |= peek is null;
        }

        return peek is null ? ReadThroughAsync(buffer, cancellationToken) : ReadPeekedAsync(peek, buffer, cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_gate)
            {
                _spoiled = true;
            }

            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadThroughAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var read = -1;
        try
        {
            read = await inner.ReadAsync(buffer, cancel).ConfigureAwait(false);
        }
        catch (IOException e) when (!cancel.IsCancellationRequested && NothingReceived())
        {
            throw new WireException(WireTrouble.Unanswered, "the connection broke before an answer", e);
        }
        finally
        {
            lock (_gate)
            {
                _reading = false;
                _spoiled |= read < 0;
            }
        }

        if (buffer.Length > 0)
        {
            Heard(buffer.Span[..read]);
            ThrowIfUnanswered(read);
        }

        return read;
    }

    private async Task<int> PeekAsync()
    {
        try
        {
            var read = await inner.ReadAsync(_peeked, CancellationToken.None).ConfigureAwait(false);
            Heard(_peeked.AsSpan(0, read));
            return read;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Heard(default);
            return 0; // the next read says the same
        }
    }

    private async ValueTask<int> ReadPeekedAsync(Task<int> peek, Memory<byte> buffer, CancellationToken cancel)
    {
        var read = await TakePeekedAsync(peek, buffer, cancel).ConfigureAwait(false);
        if (buffer.Length > 0)
        {
            ThrowIfUnanswered(read);
        }

        return read;
    }

    private async ValueTask<int> TakePeekedAsync(Task<int> peek, Memory<byte> buffer, CancellationToken cancel)
    {
        var left = await peek.WaitAsync(cancel).ConfigureAwait(false) - _peekedAt;
        var read = Math.Min(left, buffer.Length);
        _peeked.AsSpan(_peekedAt, read).CopyTo(buffer.Span);
        _peekedAt += read;
        if (read == left && buffer.Length > 0)
        {
            lock (_gate)
            {
                _peek = null;
                _peekedAt = 0;
            }
        }

        return read;
    }

    private void Heard(ReadOnlySpan<byte> bytes)
    {
        Sending? sending;
        lock (_gate)
        {
            sending = _sending;
            _spoiled |= (sending is null && !_telling) || bytes.IsEmpty;
        }

        if (!bytes.IsEmpty)
        {
            sending?.OnReceived(bytes);
        }
    }

    // The end of a connection is an answer's end only when there was a beginning.
    private void ThrowIfUnanswered(int read)
    {
        if (IsBroken())
        {
            throw new WireException(WireTrouble.Broken, "the answer breaks the grammar of HTTP (R8)");
        }

        if (read == 0 && NothingReceived())
        {
            throw new WireException(WireTrouble.Unanswered, "the connection was closed before an answer");
        }
    }

    private bool IsBroken()
    {
        lock (_gate)
        {
            return _sending is { IsBroken: true };
        }
    }

    private bool NothingReceived()
    {
        lock (_gate)
        {
            return _sending is { Received: 0 };
        }
    }
}
