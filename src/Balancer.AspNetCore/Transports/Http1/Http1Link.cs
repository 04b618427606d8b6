using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>
/// A connection to a member, and what came on it that nobody has read yet. It holds a buffer only while a request uses it. Not for two
/// readers at once, nor for two writers.
/// </summary>
internal sealed class Http1Link(Stream inner, Socket socket) : IAskedWire, IDisposable
{
    private const int FirstSize = 8192;

    private byte[] _in = [];
    private int _start;
    private int _end;
    private bool _isReading; // a read is out, or has failed: the buffer is not ours to give back
    private Task? _watch;    // a read of nothing: ends when something comes

    /// <summary>Something has come that nobody has read yet. What TLS holds is not seen.</summary>
    public bool IsReady
    {
        get
        {
            try
            {
                return _start < _end || (inner is NetworkStream && socket.Available > 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true; // the read will say why
            }
        }
    }

    /// <summary>A request went out on it before.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>What came and was not read.</summary>
    public ReadOnlySpan<byte> Buffered => _in.AsSpan(_start, _end - _start);

    /// <summary>
    /// Neither closed nor readable (R39), seen without waiting. With TLS bytes may be the protocol's own, such as tickets for later: those
    /// are read, and the connection is good if nothing else came.
    /// </summary>
    public bool IsAlive()
    {
        try
        {
            if (!socket.Poll(0, SelectMode.SelectRead))
            {
                return _watch is not { IsCompleted: true };
            }

            if (inner is NetworkStream || _watch is not null)
            {
                return false;
            }

            _watch = inner.ReadAsync(Memory<byte>.Empty, CancellationToken.None).AsTask();
            return !_watch.IsCompleted;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            return false;
        }
    }

    /// <summary>A request is about to go out.</summary>
    /// <returns>True when the connection had carried one before.</returns>
    /// <exception cref="WireException">It has ended in the meantime; nothing was written.</exception>
    public bool Begin()
    {
        if (_watch is { IsCompleted: true })
        {
            throw new WireException(WireTrouble.Stale, "the idle connection had ended");
        }

        var used = IsUsed;
        IsUsed = true;
        return used;
    }

    /// <summary>Nothing more will be written; the other side may go on.</summary>
    public async ValueTask EndWritingAsync()
    {
        if (inner is SslStream secure)
        {
            await secure.ShutdownAsync().ConfigureAwait(false);
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => inner.WriteAsync(bytes, cancel);

    /// <summary>Reads behind what is <see cref="Buffered"/>. What came is to be told to <see cref="Filled"/>.</summary>
    /// <returns>Number of bytes; 0 at the end of the connection.</returns>
    public ValueTask<int> FillAsync(CancellationToken cancel)
    {
        MakeRoom();
        return ReadAsync(_in.AsMemory(_end), cancel);
    }

    /// <summary>So many bytes came.</summary>
    public void Filled(int bytes)
    {
        _isReading = false;
        _end += bytes;
    }

    /// <summary>Reads past <see cref="Buffered"/>, which must be empty. That it came is to be told to <see cref="Arrived"/>.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        _isReading = true;
        return _watch is null ? inner.ReadAsync(buffer, cancel) : WatchAndReadAsync(_watch, buffer, cancel);
    }

    /// <summary>What was read past the buffer has come.</summary>
    public void Arrived() => _isReading = false;

    /// <summary>The first bytes of <see cref="Buffered"/> were read.</summary>
    public void Skip(int bytes)
    {
        _start += bytes;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>The request is over. The buffer goes back; what is in it is lost.</summary>
    public void Rest()
    {
        if (!_isReading && _in.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_in);
        }

        (_in, _start, _end) = ([], 0, 0);
    }

    public ValueTask TellAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => inner.WriteAsync(bytes, cancel);

    public async ValueTask<int> HearAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var read = await ReadAsync(buffer, cancel).ConfigureAwait(false);
        Arrived();
        return read;
    }

    public void EndTelling()
    {
        // What comes behind the answer is found when the connection is looked at again.
    }

    public void Dispose()
    {
        inner.Dispose();
        _ = _watch?.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async ValueTask<int> WatchAndReadAsync(Task watch, Memory<byte> buffer, CancellationToken cancel)
    {
        await watch.WaitAsync(cancel).ConfigureAwait(false);
        _watch = null;
        return await inner.ReadAsync(buffer, cancel).ConfigureAwait(false);
    }

    private void MakeRoom()
    {
        if (_in.Length == 0)
        {
            _in = ArrayPool<byte>.Shared.Rent(FirstSize);
        }
        else if (_end == _in.Length)
        {
            var room = _start > 0 ? _in : ArrayPool<byte>.Shared.Rent(2 * _in.Length);
            Buffered.CopyTo(room);
            if (room != _in)
            {
                ArrayPool<byte>.Shared.Return(_in);
                _in = room;
            }

            (_start, _end) = (0, _end - _start);
        }
    }
}
