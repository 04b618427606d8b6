using System.Buffers;
using System.Buffers.Text;

namespace Balancing.AspNetCore;

/// <summary>Writes each piece of a body as a chunk (RFC 9112 §7.1). The last chunk is not its own to write.</summary>
/// <param name="client">Where to.</param>
internal sealed class ChunkedBody(Stream client) : Stream
{
    private const int MostSize = 10; // eight digits, CR LF

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return; // it would end the body
        }

        var chunk = ArrayPool<byte>.Shared.Rent(MostSize + buffer.Length + 2);
        await client.WriteAsync(chunk.AsMemory(0, Fill(chunk, buffer.Span)), cancellationToken).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(chunk); // not after a failure: the write may still be out
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static int Fill(Span<byte> chunk, ReadOnlySpan<byte> bytes)
    {
        Utf8Formatter.TryFormat(bytes.Length, chunk, out var digits, new StandardFormat('x'));
        "\r\n"u8.CopyTo(chunk[digits..]);
        bytes.CopyTo(chunk[(digits + 2)..]);
        "\r\n"u8.CopyTo(chunk[(digits + 2 + bytes.Length)..]);
        return digits + bytes.Length + 4;
    }
}
