using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.AspNetCore;

/// <summary>The client's request body: read once, piece by piece, as fast as the member takes it (R44).</summary>
public sealed class RequestBody
{
    private readonly PipeReader _source;

    internal RequestBody(PipeReader source, long? length)
    {
        _source = source;
        Length = length;
    }

    /// <summary>Its length as announced, or null when it comes in chunks.</summary>
    public long? Length { get; }

    /// <summary>True once a byte of it was asked for. From then on the request cannot be sent again (R40).</summary>
    public bool IsTouched { get; private set; }

    /// <summary>
    /// Names of the lines that will come behind the body, as the client announced them and as they may be passed on; null when it announced
    /// none. The value of a <c>Trailer</c> line.
    /// </summary>
    public string? AnnouncedTrailers { get; internal init; }

    /// <summary>The lines behind the body (trailers) that may be passed on (R6); empty before its end, and when there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers =>
        TrailerSource is { Available: true } source ? TrailerLines.Of(source.Trailers, KeepsUnderscores) : [];

    internal IHttpRequestTrailersFeature? TrailerSource { get; init; }

    internal bool KeepsUnderscores { get; init; }

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
            for (var result = await NextAsync(cancel).ConfigureAwait(false); ; result = await NextAsync(cancel).ConfigureAwait(false))
            {
                var read = (int)Math.Min(result.Buffer.Length, buffer.Length);
                result.Buffer.Slice(0, read).CopyTo(buffer.Span);
                _source.AdvanceTo(result.Buffer.GetPosition(read));
                if (read > 0 || result.IsCompleted)
                {
                    return read;
                }

                cancel.ThrowIfCancellationRequested();
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Failure = e;
            throw;
        }
    }

    // A read that is given up must end, not break off: a server whose read is left standing cannot read the rest of the body, and so closes
    // the client's connection.
    private async ValueTask<ReadResult> NextAsync(CancellationToken cancel)
    {
        var next = _source.ReadAsync(CancellationToken.None);
        if (next.IsCompleted)
        {
            return await next.ConfigureAwait(false);
        }

        var given = cancel.UnsafeRegister(static source => ((PipeReader)source!).CancelPendingRead(), _source);
        await using (given.ConfigureAwait(false))
        {
            return await next.ConfigureAwait(false);
        }
    }
}
