using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>The client's request body: read once, piece by piece, as fast as the member takes it (R44).</summary>
public sealed class RequestBody
{
    private readonly Stream _source;

    internal RequestBody(Stream source, long? length)
    {
        _source = source;
        Length = length;
    }

    /// <summary>Its length as announced, or null when it comes in chunks.</summary>
    public long? Length { get; }

    /// <summary>True once a byte of it was asked for. From then on the request cannot be sent again (R40).</summary>
    public bool IsTouched { get; private set; }

    /// <summary>What went wrong on the client's side, or null. Never a fault of the member (R41).</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Reads the next piece.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>Number of bytes; 0 at the end.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        IsTouched = true;
        try
        {
            return await _source.ReadAsync(buffer, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Failure = e;
            throw;
        }
    }
}
