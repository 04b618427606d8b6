using System.Buffers;

namespace Balancing.AspNetCore;

/// <summary>How one way of a tunnel ended.</summary>
internal enum WayEnd
{
    /// <summary>Its source has said all.</summary>
    Whole,

    /// <summary>Its source broke off.</summary>
    SourceGone,

    /// <summary>Its target takes no more.</summary>
    TargetGone,

    /// <summary>The tunnel was ended.</summary>
    Stopped,
}

/// <summary>
/// One way of a tunnel: reads a piece, writes it, and reads no more until it was taken (R44). It holds a buffer only while something flows,
/// so that a silent tunnel costs none.
/// </summary>
/// <param name="source">Where from.</param>
/// <param name="target">Where to.</param>
/// <param name="size">Most bytes of a piece.</param>
/// <param name="clock">Hears of every piece.</param>
/// <param name="count">Counts bytes before the target can have them.</param>
internal sealed class TunnelWay(Stream source, Stream target, int size, TunnelClock clock, Action<int> count)
{
    /// <summary>Bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Runs to the end. What failed is a value.</summary>
    /// <param name="token">Stops it.</param>
    public async Task<WayEnd> RunAsync(CancellationToken token)
    {
        var end = WayEnd.SourceGone; // whom an exception blames
        try
        {
            while (true)
            {
                end = WayEnd.SourceGone;
                await source.ReadAsync(Memory<byte>.Empty, token).ConfigureAwait(false);
                var buffer = ArrayPool<byte>.Shared.Rent(size);
                var read = await source.ReadAsync(buffer, token).ConfigureAwait(false);
                if (read > 0)
                {
                    end = WayEnd.TargetGone;
                    await PassAsync(buffer.AsMemory(0, read), token).ConfigureAwait(false);
                }

                ArrayPool<byte>.Shared.Return(buffer); // not after a failure: a read or a write may still be out
                if (read == 0)
                {
                    return WayEnd.Whole;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or HttpRequestException)
        {
            return token.IsCancellationRequested ? WayEnd.Stopped : end;
        }
    }

    private async ValueTask PassAsync(ReadOnlyMemory<byte> piece, CancellationToken cancel)
    {
        clock.Touch();
        count(piece.Length);
        Bytes += piece.Length;
        await target.WriteAsync(piece, cancel).ConfigureAwait(false);
        await target.FlushAsync(cancel).ConfigureAwait(false);
        clock.Touch(); // a slow target is no silence
    }
}
