using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;

namespace Balancing.Ajp;

/// <summary>
/// The body of one request on its way to Kestrel. The front sends a packet only when one is due: the first of a known length, and one for
/// each question. What else comes, or does not fit, breaks the body: nothing more of it is passed on, and the connection is not used again (R54).
/// </summary>
internal sealed class BodyFeed
{
    private readonly Lock _gate = new();
    private readonly PipeWriter _target;
    private TaskCompletionSource? _settled; // gate
    private BodyKind _kind;
    private long _left; // gate; of a known length
    private bool _due; // gate
    private bool _ended; // gate; the front has said so, or all bytes are here
    private bool _over; // gate

    /// <param name="target">Towards Kestrel; the head of the request is in it already.</param>
    public BodyFeed(PipeWriter target) => _target = target;

    /// <summary>The front did not keep to the protocol.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The answer is complete: nothing more is passed on, and what comes next may be another message.</summary>
    public bool IsOver => Volatile.Read(ref _over);

    /// <summary>A request begins.</summary>
    public void Begin(BodyKind kind, long length)
    {
        (_kind, _left) = (kind, length);
        _due = kind == BodyKind.Length;
        _ended = kind == BodyKind.None;
        (_over, IsBroken, _settled) = (false, false, null);
    }

    /// <summary>A packet has come; it can be nothing but data.</summary>
    /// <param name="payload">Its payload.</param>
    public void Deliver(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (!_due || IsBroken || FrontPackets.ReadData(payload, out var data) != AjpFault.None)
            {
                BreakNeedsGate();
                return;
            }

            _due = false;
            if (!_over && !_ended)
            {
                TakeNeedsGate(data);
            }

            _settled?.TrySetResult();
        }
    }

    /// <summary>Whether the front is asked for a packet now; then it is due.</summary>
    public bool TryAsk()
    {
        lock (_gate)
        {
            if (_due || _ended || _over || IsBroken)
            {
                return false;
            }

            return _due = true;
        }
    }

    /// <summary>What comes is no message at all.</summary>
    public void Break()
    {
        lock (_gate)
        {
            BreakNeedsGate();
        }
    }

    /// <summary>The answer is complete, or given up: Kestrel gets no more of the body.</summary>
    /// <returns>Ends when no packet is due any more.</returns>
    public Task EndAsync()
    {
        lock (_gate)
        {
            CloseNeedsGate();
            if (!_due || IsBroken)
            {
                Volatile.Write(ref _over, true);
                return Task.CompletedTask;
            }

            _ended = true;
            _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _settled.Task;
        }
    }

    /// <summary>From now on, what comes is another message.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            Volatile.Write(ref _over, true);
        }
    }

    private void TakeNeedsGate(ReadOnlySpan<byte> data)
    {
        switch (_kind)
        {
            case BodyKind.Length when data.IsEmpty || data.Length > _left: // too little is the front's way to say that its client has gone
                BreakNeedsGate();
                return;
            case BodyKind.Length:
                _left -= data.Length;
                _ended = _left == 0;
                _target.Write(data);
                break;
            default:
                _ended = data.IsEmpty;
                WriteChunk(data);
                break;
        }

        // Never waits: the pipe has no limit, and no more than one packet is in it.
        _ = _target.FlushAsync().AsTask();
    }

    private void WriteChunk(ReadOnlySpan<byte> data)
    {
        var size = _target.GetSpan(8);
        Utf8Formatter.TryFormat(data.Length, size, out var digits, 'x');
        _target.Advance(digits);
        _target.Write("\r\n"u8);
        _target.Write(data);
        _target.Write("\r\n"u8);
    }

    private void CloseNeedsGate() => _target.Complete();

    // Kestrel, when it waits for the body, finds that it has ended too early.
    private void BreakNeedsGate()
    {
        if (!IsBroken)
        {
            IsBroken = true;
            _due = false;
            if (!_ended)
            {
                CloseNeedsGate();
            }

            _settled?.TrySetResult();
        }
    }
}
