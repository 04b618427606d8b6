namespace Balancing.AspNetCore.Tests.Hostile;

/// <summary>What happens at the await that was chosen.</summary>
public enum Fault
{
    /// <summary>It throws.</summary>
    Throws,

    /// <summary>It never ends by itself.</summary>
    Hangs,

    /// <summary>It never ends, and the client leaves meanwhile.</summary>
    ClientLeaves,
}

/// <summary>Counts what is awaited on connections to members, and makes one of them fail.</summary>
internal sealed class FaultPlan(Action leave)
{
    private int _left;
    private int _count;

    /// <summary>Awaits since the last <see cref="Arm"/>.</summary>
    public int Count => Volatile.Read(ref _count);

    public Fault Fault { get; private set; }

    /// <summary>The one with this number fails, from 1; 0: none.</summary>
    public void Arm(int at, Fault fault)
    {
        Fault = fault;
        Volatile.Write(ref _count, 0);
        Volatile.Write(ref _left, at);
    }

    public async ValueTask HitAsync(CancellationToken cancel, CancellationToken closed)
    {
        Interlocked.Increment(ref _count);
        if (Interlocked.Decrement(ref _left) != 0)
        {
            return;
        }

        if (Fault == Fault.Throws)
        {
            throw new IOException("a fault");
        }

        if (Fault == Fault.ClientLeaves)
        {
            leave();
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, closed);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, both.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new IOException("it was closed", e);
        }
    }
}

/// <summary>A connection to a member with a <see cref="FaultPlan"/>.</summary>
internal sealed class FaultyStream(Stream inner, FaultPlan plan, CancellationTokenSource closed) : Stream
{
    private readonly CancellationToken _isClosed = closed.Token; // outlives its source

    public FaultyStream(Stream inner, FaultPlan plan)
        : this(inner, plan, new CancellationTokenSource())
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty)
        {
            await plan.HitAsync(cancellationToken, _isClosed);
        }

        return await inner.ReadAsync(buffer, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await plan.HitAsync(cancellationToken, _isClosed);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await plan.HitAsync(cancellationToken, _isClosed);
        await inner.FlushAsync(cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed.IsCancellationRequested)
        {
            closed.Cancel();
            closed.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
