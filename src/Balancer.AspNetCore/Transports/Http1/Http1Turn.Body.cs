using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <content>
/// The body on its way: pulled from the client as fast as the member takes it (R44). A body that is here at once goes out with the head, in
/// one write; for any other the connection is listened to meanwhile, so that an early answer is heard (R7).
/// </content>
internal sealed partial class Http1Turn
{
    private const int Sending = 0;
    private const int Last = 1; // what answers now is not early, it is only faster than we are
    private const int Cut = 2;  // an answer came, or the connection broke: no more of the body

    private static readonly TimeSpan UsualLeave = TimeSpan.FromSeconds(1);

    private int _stage; // atomic
    private Task<AnswerHead>? _answer;
    private CancellationTokenSource? _pull;

    private async ValueTask<AnswerHead> SendWithBodyAsync(RequestBody body, bool expects, TimeSpan? ping)
    {
        _pull = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token);
        try
        {
            return await SendAndHearAsync(body, expects, ping).ConfigureAwait(false);
        }
        finally
        {
            _pull.Dispose();
        }
    }

    private async ValueTask<AnswerHead> SendAndHearAsync(RequestBody body, bool expects, TimeSpan? ping)
    {
        if (expects)
        {
            await FlushAsync(_patience.Token).ConfigureAwait(false);
            var leave = ReadHeadAsync(takesLeave: true).AsTask();
            if (await AskedAsync(leave, ping).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }

        _inBody = true;
        try
        {
            await PourAsync(body).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WireException || (e is OperationCanceledException && IsCut))
        {
            Volatile.Write(ref _stage, Cut); // an answer is here, or may be: 413, and closed
        }
        catch when (_answer is not null)
        {
            Forget(_answer);
            throw;
        }

        _inBody = false;
        _patience.Start();
        var head = _answer is null ? await ReadHeadAsync().ConfigureAwait(false) : await _answer.ConfigureAwait(false);
        IsWhole = !IsCut;
        return head;
    }

    private bool IsCut => Volatile.Read(ref _stage) == Cut;

    // Nobody waits for it any more; what it fails with is no news.
    private static void Forget(Task task) =>
        _ = task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>Waits for leave to send the body: as long as ping says, else a second, after which nobody waits any longer (RFC 9110 §10.1.1).</summary>
    /// <returns>An answer that came in its stead; then the body is not sent.</returns>
    private async ValueTask<AnswerHead?> AskedAsync(Task<AnswerHead> leave, TimeSpan? ping)
    {
        try
        {
            var head = await (ping is null ? leave.WaitAsync(UsualLeave, options.Time) : leave).ConfigureAwait(false);
            return head.Status == 100 ? null : head;
        }
        catch (TimeoutException)
        {
            _answer = ListenAsync(leave);
            return null;
        }
    }

    private async ValueTask PourAsync(RequestBody body)
    {
        var (chunked, written, most) = (body.Length is null, 0L, RequestBuffer.Pieces(_request.Member.Plan));
        while (written != body.Length)
        {
            var room = _out.Room(most, chunked);
            if (room.IsEmpty)
            {
                await FlushListeningAsync().ConfigureAwait(false);
                room = _out.Room(most, chunked);
            }

            var read = await PullAsync(body, room).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            _out.Took(read, chunked);
            written += read;
        }

        if (body.Length > written)
        {
            throw new InvalidDataException("the body ended before its announced length");
        }

        if (chunked)
        {
            _out.EndChunks(body.Trailers);
        }

        if (Interlocked.CompareExchange(ref _stage, Last, Sending) == Sending)
        {
            await FlushAsync(_patience.Token).ConfigureAwait(false);
            _out.Free();
        }
    }

    // The client's turn. What is pending goes out when it pauses.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> PullAsync(RequestBody body, Memory<byte> room)
    {
        _patience.Stop();
        var pull = body.ReadAsync(room, _pull!.Token);
        if (!pull.IsCompleted)
        {
            _patience.Start();
            try
            {
                await FlushListeningAsync().ConfigureAwait(false);
            }
            catch
            {
                Forget(pull.AsTask());
                throw;
            }

            _patience.Stop();
        }

        var read = await pull.ConfigureAwait(false);
        _pull.Token.ThrowIfCancellationRequested();
        _patience.Start();
        return read;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushListeningAsync()
    {
        _answer ??= ListenAsync(null);
        try
        {
            await FlushAsync(_pull!.Token).ConfigureAwait(false);
        }
        catch (WireException)
        {
            StopSending();
            throw;
        }
    }

    /// <summary>Reads the answer while the body goes out. One that comes before the last of it makes the rest pointless.</summary>
    private async Task<AnswerHead> ListenAsync(Task<AnswerHead>? leave)
    {
        try
        {
            var head = leave is null ? null : await leave.ConfigureAwait(false);
            return head is { Status: >= 200 } ? head : await ReadHeadAsync().ConfigureAwait(false);
        }
        finally
        {
            StopSending();
        }
    }

    private void StopSending()
    {
        if (Interlocked.CompareExchange(ref _stage, Cut, Sending) != Sending)
        {
            return;
        }

        try
        {
            _pull?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The sending ended at this very moment; there is nothing left to stop.
        }
    }
}
