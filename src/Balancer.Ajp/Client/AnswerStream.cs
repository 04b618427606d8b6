namespace Balancing.Ajp;

/// <summary>
/// The body of an answer in the hands of a program. While more of the request's body is to go out, it reads ahead by one packet, so that a
/// program may wait for its own sending before it reads.
/// </summary>
internal sealed class AnswerStream : Stream
{
    private readonly AjpExchange _exchange;
    private readonly HandlerClock _clock;
    private readonly ContentBody? _body;
    private readonly TimeSpan _limit;
    private Task _ahead = Task.CompletedTask;
    private int _disposed; // atomic

    public AnswerStream(AjpExchange exchange, HandlerClock clock, ContentBody? body, TimeSpan limit)
    {
        (_exchange, _clock, _body, _limit) = (exchange, clock, body, limit);
        ReadAhead();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        try
        {
            if (!_ahead.IsCompletedSuccessfully)
            {
                await WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            var read = await _exchange.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            ReadAhead();
            return read;
        }
        catch (OperationCanceledException e) when (_clock.Judge(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpIOException(HttpRequestError.Unknown, $"the container was silent for {_limit}", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            if (_ahead.IsCompleted)
            {
                End();
            }
            else
            {
                _exchange.Abort();
                _ = _ahead.ContinueWith(
                    static (ahead, stream) => ((AnswerStream)stream!).End(ahead), this, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }

        base.Dispose(disposing);
    }

    private async ValueTask WaitAsync(CancellationToken cancel)
    {
        try
        {
            await _ahead.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _exchange.Abort();
            throw;
        }
    }

    private void ReadAhead()
    {
        if (_exchange.IsSending)
        {
            _ahead = _exchange.ReadAheadAsync();
        }
    }

    private void End(Task ahead)
    {
        _ = ahead.Exception; // seen: nobody waits for it
        End();
    }

    private void End()
    {
        _exchange.Dispose();
        _body?.Dispose();
        _clock.Dispose();
    }
}
