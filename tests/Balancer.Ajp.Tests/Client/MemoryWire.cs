using System.IO.Pipelines;

namespace Balancing.Ajp.Tests.Client;

/// <summary>Two ends of a connection that needs no network.</summary>
internal sealed class MemoryWire(PipeReader reader, PipeWriter writer) : Stream
{
    private volatile bool _disposed;

    public static (MemoryWire Ours, MemoryWire Theirs) Pair()
    {
        var options = new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false);
        var (a, b) = (new Pipe(options), new Pipe(options));
        return (new MemoryWire(a.Reader, b.Writer), new MemoryWire(b.Reader, a.Writer));
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var read = (int)Math.Min(result.Buffer.Length, buffer.Length);
            foreach (var part in result.Buffer.Slice(0, read))
            {
                part.CopyTo(buffer);
                buffer = buffer[part.Length..];
            }

            reader.AdvanceTo(result.Buffer.GetPosition(read));
            if (_disposed)
            {
                await reader.CompleteAsync().ConfigureAwait(false);
                throw new ObjectDisposedException(nameof(MemoryWire));
            }

            if (read > 0 || result.IsCompleted)
            {
                return read;
            }
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await writer.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            writer.Complete();
            reader.CancelPendingRead();
        }

        base.Dispose(disposing);
    }
}
