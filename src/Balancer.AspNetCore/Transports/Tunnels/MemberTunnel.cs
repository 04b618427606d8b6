using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>A member's connection after its 101. What came behind the head is the tunnel's first.</summary>
internal sealed class MemberTunnel(Http1Link link) : Stream, IHalfClose
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var there = link.Buffered;
        if (there.IsEmpty)
        {
            return link.ReadAsync(buffer, cancellationToken);
        }

        var part = Math.Min(there.Length, buffer.Length);
        there[..part].CopyTo(buffer.Span);
        link.Skip(part);
        return new ValueTask<int>(part);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => link.WriteAsync(buffer, cancellationToken);

    public async ValueTask EndWritingAsync()
    {
        try
        {
            await link.EndWritingAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException("the connection broke", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
