using System.Buffers;
using System.IO.Pipelines;

namespace Balancing.Ajp;

/// <summary>
/// The content of a request message, which writes, as a body, which is pulled. Not before the first byte is asked for, and never more than a
/// buffer ahead (R44).
/// </summary>
/// <param name="content">The content.</param>
/// <param name="length">Its announced length, or <see cref="AjpRequest.Unknown"/>.</param>
internal sealed class ContentBody(HttpContent content, long length) : IAjpBody, IDisposable
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 65536, resumeWriterThreshold: 32768, useSynchronizationContext: false));
    private readonly CancellationTokenSource _stop = new();
    private int _stopped; // atomic

    /// <summary>Some of it was asked for; it may not be there a second time.</summary>
    public bool IsTouched { get; private set; }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (!IsTouched)
        {
            IsTouched = true;
            _ = FeedAsync(_stop.Token);
        }

        while (true)
        {
            var result = await _pipe.Reader.ReadAsync(cancel).ConfigureAwait(false);
            var read = (int)Math.Min(result.Buffer.Length, buffer.Length);
            result.Buffer.Slice(0, read).CopyTo(buffer.Span);
            _pipe.Reader.AdvanceTo(result.Buffer.GetPosition(read));
            if (read > 0 || result.IsCompleted)
            {
                return read;
            }
        }
    }

    /// <summary>Nobody needs more of it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            _stop.Cancel();
            _stop.Dispose();
        }
    }

    // Its end, good or bad, is for whoever reads.
    private async Task FeedAsync(CancellationToken stop)
    {
        try
        {
            var feed = new Feed(_pipe.Writer, length, stop);
            await using (feed.ConfigureAwait(false))
            {
                await content.CopyToAsync(feed, stop).ConfigureAwait(false);
            }

            await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a content throws, it reaches the reader
        catch (Exception e)
#pragma warning restore CA1031
        {
            await _pipe.Writer.CompleteAsync(e).ConfigureAwait(false);
        }
    }

    /// <summary>Where a content writes to; it waits there while nobody reads.</summary>
    private sealed class Feed(PipeWriter writer, long length, CancellationToken stop) : Stream
    {
        private long _written;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _written += buffer.Length;
            if (length >= 0 && _written > length)
            {
                throw new AjpException(AjpTrouble.BodyFailed, "the content of the request is longer than its Content-Length");
            }

            await writer.WriteAsync(buffer, stop).ConfigureAwait(false);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
