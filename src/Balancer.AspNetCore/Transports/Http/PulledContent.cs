using System.Buffers;
using System.Net;

namespace Balancing.AspNetCore;

/// <summary>
/// A request body that is read from the client while it is written to the member, in pieces of <c>iobuffersize</c>. The head goes out
/// first, so that a dead connection shows before a byte of the body was taken.
/// </summary>
internal sealed class PulledContent(MemberRequest request, Sending sending, Patience patience) : HttpContent
{
    private const long MostFill = 1L << 36;

    private static readonly byte[] Filling = new byte[1 << 20];

    private readonly RequestBody _body = request.Body!;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        sending.Wire!.Listen();
        var cut = sending.EnterBody();
        var (buffer, written) = (ArrayPool<byte>.Shared.Rent(RequestBuffer.Pieces(request.Member.Plan)), 0L);
        try
        {
            while (await PullAsync(stream, buffer, cut).ConfigureAwait(false) is > 0 and var read)
            {
                written += read;
                if (written == _body.Length)
                {
                    sending.BeginLast();
                }

                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (sending.IsCut)
        {
            await FillAsync(stream, written, cancellationToken).ConfigureAwait(false);
            return; // a read may still be out, so the buffer does not go back
        }

        patience.Start();
        sending.BeginLast();
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        sending.LeaveBody();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length ?? 0;
        return _body.Length.HasValue;
    }

    // The client's turn, then the member's. What is buffered goes out when the client pauses.
    private async ValueTask<int> PullAsync(Stream stream, byte[] buffer, CancellationToken cut)
    {
        patience.Stop();
        var pull = _body.ReadAsync(buffer, cut);
        if (!pull.IsCompleted)
        {
            await stream.FlushAsync(cut).ConfigureAwait(false);
        }

        var read = await pull.ConfigureAwait(false);
        cut.ThrowIfCancellationRequested();
        patience.Start();
        return read;
    }

    // SocketsHttpHandler wants every announced byte before it reads the answer. The wire swallows them.
    private async ValueTask FillAsync(Stream stream, long written, CancellationToken cancel)
    {
        patience.Start();
        for (var left = (_body.Length ?? written) - written; left > 0;)
        {
            if (left > MostFill)
            {
                throw new WireException(WireTrouble.Unanswered, "an answer came before the end of a very large body");
            }

            var part = (int)Math.Min(left, Filling.Length);
            await stream.WriteAsync(Filling.AsMemory(0, part), cancel).ConfigureAwait(false);
            left -= part;
        }
    }
}
