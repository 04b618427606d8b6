using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <content>Who has the connection, and whether it is still good.</content>
internal sealed partial class Wire
{
    /// <summary>A request went out on it before.</summary>
    public bool IsUsed
    {
        get
        {
            lock (_gate)
            {
                return _requests > 0;
            }
        }
    }

    /// <summary>False once it has ended or spoken out of turn, as far as anybody has noticed.</summary>
    public bool IsSound
    {
        get
        {
            lock (_gate)
            {
                return !_spoiled;
            }
        }
    }

    /// <summary>The sending that has it from now on, until <see cref="Release"/>.</summary>
    public void Assign(Sending sending)
    {
        lock (_gate)
        {
            _next = sending;
        }
    }

    /// <summary>The sending is over; from now on any byte is out of turn.</summary>
    public void Release(Sending sending)
    {
        lock (_gate)
        {
            if (_next != sending)
            {
                return;
            }

            _next = null;
            _sending = null;
            _spoiled |= sending.IsCut;
        }

        if (sending.IsCut)
        {
            inner.Dispose();
        }
    }

    /// <summary>
    /// Gives it to the client that speaks on it. Once: a client that asks for another connection has found this one dead, or is about to
    /// send a request a second time (R40).
    /// </summary>
    public Wire HandOut()
    {
        lock (_gate)
        {
            if (!_handedOut)
            {
                _handedOut = true;
                return this;
            }

            throw _sending is null
                ? new WireException(WireTrouble.Stale, "the idle connection had ended")
                : new WireException(WireTrouble.Twice, "the request may have reached the member (R40)");
        }
    }

    /// <summary>
    /// Neither closed nor readable (R39), seen without waiting. With TLS bytes may be the protocol's own, such as tickets for later: then
    /// whatever comes is read and kept, and the connection is good if that has not ended.
    /// </summary>
    public bool IsAlive()
    {
        if (!IsSound)
        {
            return false;
        }

        try
        {
            if (!socket.Poll(0, SelectMode.SelectRead))
            {
                return true;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }

        if (inner is NetworkStream)
        {
            return false;
        }

        Listen();
        lock (_gate)
        {
            return !_spoiled && _peek is not { IsCompleted: true };
        }
    }

    /// <summary>Listens while the body goes out, unless the client does so already.</summary>
    public void Listen()
    {
        lock (_gate)
        {
            if (!_reading && _peek is null)
            {
                _peeked = new byte[PeekSize];
                _peek = PeekAsync();
            }
        }
    }

    /// <summary>Sends what belongs to no request.</summary>
    public ValueTask TellAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        lock (_gate)
        {
            _requests++;
            _telling = true;
        }

        return inner.WriteAsync(bytes, cancel);
    }

    /// <summary>Hears the answer to that.</summary>
    public ValueTask<int> HearAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        Task<int>? peek;
        lock (_gate)
        {
            peek = _peek;
        }

        return peek is null ? inner.ReadAsync(buffer, cancel) : TakePeekedAsync(peek, buffer, cancel);
    }

    /// <summary>That was all.</summary>
    public void EndTelling()
    {
        lock (_gate)
        {
            _telling = false;
        }
    }

    private Sending TakeTurn()
    {
        lock (_gate)
        {
            if (_sending is { } sending)
            {
                return sending;
            }

            var next = _next ?? throw new InvalidOperationException("A write that belongs to no request.");
            if (_spoiled)
            {
                throw new WireException(WireTrouble.Stale, "the idle connection had ended");
            }

            _sending = next;
            next.Begin(this, _requests++ > 0);
            return next;
        }
    }
}
