using System.Buffers;
using System.Runtime.CompilerServices;

namespace Balancing.Ajp;

/// <content>The request on its way: its head in one packet, then of its body what the container asks for, and no more (R44, R54).</content>
internal sealed partial class AjpExchange
{
    private const int MostEmpty = 2; // the end of the body, and once more for a container that does not count

    private byte[] _out = [];
    private long _unsent; // of a body with a length
    private int _empties;
    private bool _bodyEnded;
    private volatile bool _owes; // the container waits for a packet that has not gone out
    private Exception? _bodyFailure;
    private Task _upload = Task.CompletedTask;
    private CancellationTokenSource? _pull;

    private int MaxData => AjpPackets.MaxData(_link.PacketSize);

    private void BeginSending()
    {
        (_unsent, _empties, _bodyEnded, _owes, _bodyFailure) = (_request.BodyLength, 0, _body is null, false, null);
        _upload = Task.CompletedTask;
        _pull = _body is null ? null : CancellationTokenSource.CreateLinkedTokenSource(_clock.Token);
    }

    // All that can be wrong with it is found before the first byte goes out.
    private int WriteRequest()
    {
        if (_request.Method == "CONNECT")
        {
            throw new AjpException(AjpTrouble.Unsendable, "AJP has no tunnels: CONNECT cannot be sent");
        }

        if (_request.BodyLength != 0 && _body is null)
        {
            throw new AjpException(AjpTrouble.Unsendable, "the request announces a body but has none");
        }

        var size = _link.PacketSize;
        _out = ArrayPool<byte>.Shared.Rent(_request.BodyLength > 0 ? 2 * size : size);
        var length = _request.Write(_out.AsSpan(0, size), out var fault);
        return fault switch
        {
            AjpFault.None => length,
            AjpFault.TooBig => throw new AjpException(AjpTrouble.TooLarge, $"the head of the request does not fit into one packet of {size} bytes"),
            _ => throw new AjpException(AjpTrouble.Unsendable, $"the request cannot be sent over AJP: {Words(fault)}"),
        };
    }

    private static string Words(AjpFault fault) => fault switch
    {
        AjpFault.BadText => "a text has a control character, or one that is not Latin-1",
        AjpFault.BadName => "the name of a header field is not valid",
        AjpFault.BadMethod => "the method is not valid",
        AjpFault.MissingText => "a text is missing",
        _ => "a number is out of range",
    };

    /// <summary>Sends the head; of a body with a length the first packet goes with it unasked.</summary>
    private async ValueTask SendAsync(int length)
    {
        if (_request.BodyLength <= 0)
        {
            await WriteAsync(_out.AsMemory(0, length), isBody: false).ConfigureAwait(false);
            return;
        }

        _owes = true;
        var most = (int)Math.Min(MaxData, _unsent);
        var pull = PullAsync(_out.AsMemory(length + AjpPackets.DataOffset, most));
        if (pull.IsCompleted)
        {
            var packet = Frame(length, await pull.ConfigureAwait(false));
            await WriteAsync(_out.AsMemory(0, length + packet), isBody: true).ConfigureAwait(false);
            _owes = false;
            return;
        }

        var late = pull.AsTask();
        try
        {
            await WriteAsync(_out.AsMemory(0, length), isBody: false).ConfigureAwait(false);
        }
        finally
        {
            _upload = FinishAsync(late, length);
        }
    }

    /// <summary>Answers a Get Body Chunk with exactly one packet.</summary>
    private void Answer(int asked)
    {
        _owes = true;
        if (_bodyEnded || _unsent == 0)
        {
            _bodyEnded = true;
            CountEmpty();
            _upload = SendEndAsync();
            return;
        }

        if (_out.Length == 0)
        {
            _out = ArrayPool<byte>.Shared.Rent(_link.PacketSize);
        }

        var most = Math.Min(asked, MaxData);
        if (_unsent > 0)
        {
            most = (int)Math.Min(most, _unsent);
        }

        _upload = FinishAsync(PullAsync(_out.AsMemory(AjpPackets.DataOffset, most)).AsTask(), 0);
    }

    private async Task FinishAsync(Task<int> pull, int at)
    {
        try
        {
            var read = await pull.ConfigureAwait(false);
            if (_ended != 0)
            {
                return; // it comes too late
            }

            if (read == 0)
            {
                _empties++;
                await SendEndAsync().ConfigureAwait(false);
                return;
            }

            var packet = Frame(at, read);
            await WriteAsync(_out.AsMemory(at, packet), isBody: true).ConfigureAwait(false);
            _owes = false;
        }
        catch (Exception e) when (IsTrouble(e) || BodyFailure is not null)
        {
            // An answer may be here already; without one, whoever reads finds the connection broken. A body that failed leaves it no other way:
            // an empty packet would look like its end (CVE-2009-1191).
            if (BodyFailure is not null)
            {
                _link.Dispose();
            }
        }
    }

    private int Frame(int at, int count)
    {
        _unsent -= _unsent > 0 ? count : 0;
        return FrontPackets.FrameData(_out.AsSpan(at), count);
    }

    private async Task SendEndAsync()
    {
        try
        {
            await WriteAsync(EndOfBody, isBody: false).ConfigureAwait(false);
            _owes = false;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // As above.
        }
    }

    private void CountEmpty()
    {
        if (++_empties > MostEmpty)
        {
            throw Bad("the container asks again and again for a body that has ended");
        }
    }

    /// <summary>Asks the sender for more. What it throws is its own failure, and so is an end before the announced length.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> PullAsync(Memory<byte> room)
    {
        var stop = _pull!.Token;
        _turns.Pulling(true);
        try
        {
            var read = await _body!.ReadAsync(room, stop).ConfigureAwait(false);
            if (read == 0 && _unsent > 0)
            {
                throw new AjpException(AjpTrouble.BodyFailed, "the body of the request ended before its announced length");
            }

            _bodyEnded |= read == 0;
            return read;
        }
        catch (Exception e) when (!(e is OperationCanceledException && stop.IsCancellationRequested))
        {
            Interlocked.CompareExchange(ref _bodyFailure, e, null);
            throw;
        }
        finally
        {
            _turns.Pulling(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, bool isBody)
    {
        _clock.Sending(bytes.Length);
        IsRequestSent = true;
        IsBodySent |= isBody;
        _turns.Writing(true);
        try
        {
            await _link.WriteAsync(bytes, _clock.Token).ConfigureAwait(false);
        }
        catch (IOException e) when (!_clock.Token.IsCancellationRequested)
        {
            throw Failed(AjpTrouble.Unanswered, "the connection broke while the request was sent", e);
        }
        finally
        {
            _turns.Writing(false);
        }
    }

    private AjpException Failed(AjpTrouble trouble, string message, Exception? inner = null) =>
        new(trouble, message, inner) { IsRequestSent = IsRequestSent, IsBodySent = IsBodySent };

    private void StopSending()
    {
        if (_upload.IsCompleted)
        {
            if (_out.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_out);
            }

            _pull?.Dispose();
        }
        else
        {
            // The sender still has the buffer; it is never given to anybody else.
            _pull?.Cancel();
            Forget(_upload);
        }

        (_out, _pull) = ([], null);
    }

    // Nobody waits for it any more; what it fails with is no news.
    private static void Forget(Task task) =>
        _ = task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
