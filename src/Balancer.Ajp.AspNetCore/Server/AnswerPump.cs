using System.Buffers;
using System.IO.Pipelines;

namespace Balancing.Ajp;

/// <summary>How the answer to a request has ended.</summary>
internal enum AnswerEnd : byte
{
    /// <summary>It is complete.</summary>
    Complete,

    /// <summary>Kestrel has broken it off, or never begun.</summary>
    Broken,

    /// <summary>It cannot be said in AJP.</summary>
    Unsayable,

    /// <summary>Nobody listens any more.</summary>
    Gone,
}

/// <summary>Brings an answer from Kestrel to the front, and Kestrel's wish for more of the request's body, too: one writer, one order.</summary>
/// <param name="source">What Kestrel writes.</param>
/// <param name="target">Towards the front.</param>
/// <param name="feed">The request's body.</param>
/// <param name="settings">Sizes.</param>
internal sealed class AnswerPump(PipeReader source, PipeWriter target, BodyFeed feed, AjpServerSettings settings)
{
    private const int FlushAt = 32_768;

    private readonly AnswerCopy _answer = new(settings.PacketSize);
    private int _unflushed;
    private bool _unmarked;
    private volatile bool _wanted;
    private volatile bool _stopped;

    /// <summary>Send Headers was written.</summary>
    public bool HasHead => _answer.HasHead;

    /// <summary>Another request.</summary>
    /// <param name="isHead">It is HEAD.</param>
    public void Begin(bool isHead)
    {
        _answer.Begin(isHead);
        (_unflushed, _unmarked, _wanted, _stopped) = (0, false, false, false);
    }

    /// <summary>Kestrel waits for the body. Asked for once all that it has written before is on its way: it may have been the end.</summary>
    public void Want()
    {
        _wanted = true;
        source.CancelPendingRead();
    }

    /// <summary>Nobody listens any more.</summary>
    public void Stop()
    {
        _stopped = true;
        source.CancelPendingRead();
    }

    public async Task<AnswerEnd> RunAsync()
    {
        while (true)
        {
            var pending = source.ReadAsync();
            if (!pending.IsCompleted)
            {
                await Task.Yield(); // the application may be about to write the rest
                if (!pending.IsCompleted && !await FlushAsync(_unmarked && settings.FlushMarkers).ConfigureAwait(false))
                {
                    _stopped = true;
                    source.CancelPendingRead();
                }
            }

            var read = await pending.ConfigureAwait(false);
            source.AdvanceTo(_answer.Take(read.Buffer, target, out var written), read.Buffer.End);
            _unmarked |= written > 0;
            _unflushed += written;
            if (_answer.IsDone)
            {
                return AnswerEnd.Complete;
            }

            if (_stopped || _answer.IsBad || read.IsCompleted)
            {
                return _stopped ? AnswerEnd.Gone : _answer.IsBad ? AnswerEnd.Unsayable : AnswerEnd.Broken;
            }

            Ask();
            _stopped |= _unflushed >= FlushAt && !await FlushAsync(marker: false).ConfigureAwait(false);
        }
    }

    private void Ask()
    {
        if (_wanted)
        {
            _wanted = false;
            if (feed.TryAsk())
            {
                var length = ContainerPackets.WriteGetBodyChunk(target.GetSpan(16), AjpPackets.MaxData(settings.PacketSize));
                target.Advance(length);
                _unflushed += length;
            }
        }
    }

    private async ValueTask<bool> FlushAsync(bool marker)
    {
        if (marker && HasHead)
        {
            target.Write(ContainerPackets.Flush);
            _unmarked = false;
            _unflushed++;
        }

        if (_unflushed == 0)
        {
            return true;
        }

        _unflushed = 0;
        return await target.IsOpenAfterFlushAsync().ConfigureAwait(false);
    }
}
