using System.Buffers;
using System.Net;

namespace Balancing.AspNetCore;

/// <summary>
/// A request body that is read from the client while it is written to the member, in pieces of <c>iobuffersize</c>; the answer may come
/// meanwhile, as with gRPC.
/// </summary>
internal sealed class Http2Content(MemberRequest request, Patience patience) : HttpContent
{
    private readonly RequestBody _body = request.Body!;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;           // atomic
    private volatile bool _heard; // the member's silence is no longer ours to measure

    /// <summary>The head of the answer is here; whoever reads its body has patience of his own.</summary>
    public void Hear()
    {
        _heard = true;
        patience.Stop();
    }

    /// <summary>Stops the reading from the client, and waits until nothing of it is out.</summary>
    public async ValueTask StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (Volatile.Read(ref _begun) != 0)
        {
            await _ended.Task.ConfigureAwait(false);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
        {
            throw new WireException(WireTrouble.Twice, "the body is gone (R40)");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(RequestBuffer.Pieces(request.Member.Plan));
        try
        {
            await PourAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer); // not after a failure: a read or a write may still be out
        }
        finally
        {
            _ended.SetResult();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length ?? 0;
        return _body.Length.HasValue;
    }

    private async ValueTask PourAsync(Stream stream, byte[] buffer, CancellationToken cancel)
    {
        var written = 0L;
        while (await PullAsync(stream, buffer, cancel).ConfigureAwait(false) is > 0 and var read)
        {
            written += read;
            request.Attempt.Count(read, 0);
            await stream.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
        }

        if (_body.Length is { } length && written < length)
        {
            throw new InvalidDataException("the body ended before its announced length");
        }
    }

    // The client's turn, then the member's. What is buffered goes out when the client pauses: the head too, without which no stream begins.
    private async ValueTask<int> PullAsync(Stream stream, byte[] buffer, CancellationToken cancel)
    {
        Turn(isMembers: false);
        var pull = _body.ReadAsync(buffer, _stop.Token);
        if (!pull.IsCompleted)
        {
            await stream.FlushAsync(cancel).ConfigureAwait(false);
        }

        var read = await pull.ConfigureAwait(false);
        _stop.Token.ThrowIfCancellationRequested();
        Turn(isMembers: true);
        return read;
    }

    private void Turn(bool isMembers)
    {
        if (_heard)
        {
            return;
        }

        if (isMembers)
        {
            patience.Start();
        }
        else
        {
            patience.Stop();
        }

        if (_heard)
        {
            patience.Stop(); // it came in between
        }
    }
}
