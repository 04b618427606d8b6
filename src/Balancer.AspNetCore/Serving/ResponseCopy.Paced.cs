using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <content>
/// Bodies that come in packets (mod_proxy_ajp.c: ap_proxy_ajp_request): what came is flushed after each packet, when the member pauses, or
/// when there is much of it; and always when the member asks for it.
/// </content>
internal sealed partial class ResponseCopy
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RunPacedAsync(PipeWriter client, IPacedBody body, int size, int largest)
    {
        while (!body.IsOver)
        {
            var read = body.TakeReady(Room(client, size).Span);
            client.Advance(read);
            HasBegun |= read > 0;
            _unflushed += read;
            Count(read);
            size = read == size ? Math.Min(2 * size, largest) : size;
            var asked = body.TakeFlushMark();
            if (asked || _unflushed >= LargestPiece || (read > 0 && body.Pace == Flush.On))
            {
                await FlushAsync(client).ConfigureAwait(false);
            }
            else if (read == 0 && !body.IsOver)
            {
                await AwaitMoreAsync(client, body).ConfigureAwait(false);
            }
        }
    }

    // Nothing is read into the client's memory meanwhile, so it may be flushed while the wait is out. Whose turn it is, the body knows: the
    // member may be waiting for more of the request.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitMoreAsync(PipeWriter client, IPacedBody body)
    {
        var more = body.WaitAsync(_patience.Token);
        if (more.IsCompleted || body.Pace != Flush.Auto)
        {
            await more.ConfigureAwait(false);
        }
        else
        {
            await FlushInPauseAsync(client, body, more.AsTask()).ConfigureAwait(false);
        }

        _patience.Stop();
    }

    private async ValueTask FlushInPauseAsync(PipeWriter client, IPacedBody body, Task more)
    {
        using (var pause = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token))
        {
            await Task.WhenAny(more, Task.Delay(body.FlushWait, _patience.Time, pause.Token)).ConfigureAwait(false);
            await pause.CancelAsync().ConfigureAwait(false);
        }

        if (!more.IsCompleted)
        {
            var ran = _patience.Runs;
            _patience.Stop(); // the client's turn
            await FlushAsync(client).ConfigureAwait(false);
            if (ran)
            {
                _patience.Start();
            }
        }

        await more.ConfigureAwait(false);
    }
}
