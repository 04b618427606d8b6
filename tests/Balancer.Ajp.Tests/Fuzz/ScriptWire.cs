namespace Balancing.Ajp.Tests.Fuzz;

/// <summary>A connection on which everything has come already, and everything is taken at once. It counts what the front says.</summary>
internal sealed class ScriptWire(Memory<byte> script, Random random) : Stream
{
    private int _at;
    private bool _disposed;

    /// <summary>Data packets the container may expect: the one behind the request, and one for each question.</summary>
    public int Asked { get; private set; }

    /// <summary>Data packets that went out.</summary>
    public int Sent { get; private set; }

    /// <summary>Everything that went out was whole packets, each written at once, and the first was a request.</summary>
    public bool IsSane { get; private set; } = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var count = Math.Min(Math.Min(buffer.Length, script.Length - _at), random.Next(3) == 0 ? random.Next(1, 50) : 100_000);
        script.Slice(_at, count).CopyTo(buffer);
        _at += count;
        return new ValueTask<int>(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var rest = buffer.Span;
        for (var first = Asked + Sent == 0; !rest.IsEmpty; first = false)
        {
            if (AjpPackets.TryTake(rest, Magic.ToContainer, 8192, out var range, out var used) != Taken.Packet)
            {
                IsSane = false;
                break;
            }

            if (first && Sent == 0 && ForwardRequestReader.Check(rest[range]) == AjpFault.None)
            {
                Asked += rest.Length > used ? 1 : 0;
            }
            else
            {
                IsSane &= FrontPackets.ReadData(rest[range], out _) == AjpFault.None;
                Sent++;
                Asked = Math.Max(Asked, Sent);
            }

            rest = rest[used..];
        }

        return default;
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
        _disposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>A body that is here at once, and a clock that stands.</summary>
internal sealed class Body(int length) : IAjpBody, IAjpClock
{
    public int Length => length;

    public int Taken { get; private set; }

    public CancellationToken Token => CancellationToken.None;

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var count = Math.Min(buffer.Length, length - Taken);
        Taken += count;
        return new ValueTask<int>(count);
    }

    public void Start()
    {
    }

    public void Stop()
    {
    }
}
