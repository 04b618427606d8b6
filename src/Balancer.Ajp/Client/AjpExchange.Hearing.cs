using System.Runtime.CompilerServices;

namespace Balancing.Ajp;

/// <content>What the container says, packet by packet; each one whole before anything of it counts.</content>
internal sealed partial class AjpExchange
{
    private const int MostDropped = 1 << 20; // bytes of a body where none may be

    private static readonly byte[] EndOfBody = [.. FrontPackets.EndOfBody];
    private static readonly byte[] Scrap = new byte[1]; // what would be written there is not read

    private int _left; // of the chunk at the beginning of what came
    private long _expected; // of a body with a length; -1 without one
    private long _dropped;
    private bool _reuse;
    private bool _over; // the end was read

    private enum Step
    {
        Went, // a packet is done with
        NeedsMore, // there is none
        NeedsTime, // a packet of the request is under way that has to be out first
        Flushes, // somebody is to be told
    }

    private void BeginHearing() => (_left, _expected, _dropped, _reuse, _over) = (0, -1, 0, false, false);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask HearHeadAsync()
    {
        while (!IsAnswered)
        {
            await WaitAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Takes the next packet, or goes on with what needs time.</summary>
    private ValueTask WaitAsync()
    {
        switch (Next())
        {
            case Step.NeedsMore:
                return FillAsync();
            case Step.NeedsTime:
                return new ValueTask(_upload.WaitAsync(_clock.Token));
            case Step.Flushes:
                _link.Skip(ContainerPackets.Flush.Length);
                return Flushing!();
            default:
                return default;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync()
    {
        _turns.Reading(true);
        int read;
        try
        {
            read = await _link.FillAsync(_clock.Token).ConfigureAwait(false);
            _link.Filled(read);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException && !_clock.Token.IsCancellationRequested)
        {
            throw BrokenOff(e);
        }
        finally
        {
            _turns.Reading(false);
        }

        Received += read;
        if (read == 0)
        {
            throw BrokenOff(null);
        }
    }

    /// <summary>Takes one packet, unless it has to wait.</summary>
    private Step Next()
    {
        var taken = AjpPackets.TryTake(_link.Buffered, Magic.ToFront, _link.PacketSize, out var range, out var used);
        if (taken == Taken.Part)
        {
            return Step.NeedsMore;
        }

        if (taken == Taken.Invalid || range.Start.Value == used)
        {
            throw Bad("what the container sent is no packet");
        }

        var payload = _link.Buffered[range];
        var step = (PacketType)payload[0] switch
        {
            PacketType.SendBodyChunk => TakeChunkHead(payload),
            PacketType.GetBodyChunk => TakeQuestion(payload),
            PacketType.SendHeaders when !IsAnswered => TakeHead(payload),
            PacketType.EndResponse when IsAnswered => TakeEnd(payload),
            PacketType.EndResponse => throw Bad("the exchange was ended without an answer"),
            PacketType.SendHeaders => throw Bad("the container sent a second head"),
            _ => throw Bad("the container sent a packet that has no place here"),
        };
        if (step == Step.Went && _left == 0)
        {
            _link.Skip(used);
        }

        if (_over)
        {
            Finish(whole: true);
        }

        return step;
    }

    private Step TakeHead(ReadOnlySpan<byte> payload)
    {
        if (Head.Read(payload, _request.Method == "HEAD") is { } wrong)
        {
            throw Bad(wrong);
        }

        IsAnswered = true;
        _expected = Head.HasNoBody ? -1 : Head.Length;
        return Step.Went;
    }

    private Step TakeChunkHead(ReadOnlySpan<byte> payload)
    {
        if (ContainerPackets.ReadChunk(payload, out var data) != AjpFault.None)
        {
            throw Bad("a chunk of the answer is not valid");
        }

        if (data.IsEmpty)
        {
            return IsAnswered && Flushing is not null ? Step.Flushes : Step.Went;
        }

        if (!IsAnswered)
        {
            throw Bad("the body of the answer came before its head");
        }

        if (Head.HasNoBody)
        {
            _dropped += data.Length;
            return _dropped <= MostDropped ? Step.Went : throw Bad("the answer has a body where there may be none");
        }

        if (_expected >= 0 && (_expected -= data.Length) < 0)
        {
            throw Bad("the answer's body is longer than announced"); // R8
        }

        _left = data.Length;
        _link.Skip(AjpPackets.ChunkOffset);
        return Step.Went;
    }

    private Step TakeQuestion(ReadOnlySpan<byte> payload)
    {
        if (!_upload.IsCompleted)
        {
            return Step.NeedsTime;
        }

        if (BodyFailure is not null)
        {
            throw Bad("the body of the request has failed"); // whoever catches it tells that failure
        }

        if (ContainerPackets.ReadGetBodyChunk(payload, out var asked) != AjpFault.None)
        {
            throw Bad("the container's question for the body is not valid");
        }

        Answer(asked);
        return Step.Went;
    }

    private Step TakeEnd(ReadOnlySpan<byte> payload)
    {
        if (!_upload.IsCompleted && !_turns.IsPulling)
        {
            return Step.NeedsTime; // the container has it already; it is only we who do not know
        }

        if (ContainerPackets.ReadEnd(payload, out _reuse) != AjpFault.None)
        {
            throw Bad("the end of the answer is not valid");
        }

        if (_expected > 0)
        {
            throw Bad("the answer's body is shorter than announced"); // R8
        }

        _over = true;
        return Step.Went;
    }

    private int TakeChunk(Span<byte> target)
    {
        var part = Math.Min(_left, target.Length);
        _link.Buffered[..part].CopyTo(target);
        _left -= part;
        _link.Skip(_left == 0 ? part + 1 : part); // and its zero byte
        return part;
    }

    private Exception BrokenOff(Exception? inner) => IsAnswered
        ? new HttpIOException(HttpRequestError.ResponseEnded, "the answer broke off in its body", inner)
        : Failed(AjpTrouble.Unanswered, "the connection was closed before an answer", inner);

    // After a packet that is not valid nothing else is, on this connection.
    private Exception Bad(string why)
    {
        Finish(whole: false);
        return IsAnswered ? new HttpIOException(HttpRequestError.InvalidResponse, why) : Failed(AjpTrouble.Broken, why);
    }
}
