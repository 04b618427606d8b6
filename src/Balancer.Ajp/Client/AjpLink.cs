using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Balancing.Ajp;

/// <summary>
/// A connection to a container, and what came on it that nobody has read yet. It holds a buffer only while it is used. Not for two readers
/// at once, nor for two writers; a reader and a writer do not disturb each other.
/// </summary>
/// <param name="inner">What to speak through.</param>
/// <param name="socket">Where it ends, to look at; null when there is nothing to look at.</param>
/// <param name="packetSize">How long a packet may be, both ways.</param>
internal sealed class AjpLink(Stream inner, Socket? socket, int packetSize) : IDisposable
{
    private const int UsualSize = 32768; // several packets at once

    private static readonly byte[] CPing = [.. FrontPackets.CPing];

    private byte[] _in = [];
    private string? _localAddress;
    private int _start;
    private int _end;
    private bool _isReading; // a read is out, or has failed: the buffer is not ours to give back

    /// <summary>How long a packet may be, both ways.</summary>
    public int PacketSize => packetSize;

    /// <summary>A request went out on it before.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Our own address on it, as text; null when there is none.</summary>
    public string? LocalAddress => (_localAddress ??= (socket?.LocalEndPoint as IPEndPoint)?.Address.ToString());

    /// <summary>What came and was not read.</summary>
    public ReadOnlySpan<byte> Buffered => _in.AsSpan(_start, _end - _start);

    /// <summary>Something has come that nobody has read yet.</summary>
    public bool IsReady
    {
        get
        {
            try
            {
                return _start < _end || socket is { Available: > 0 };
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true; // the read will say why
            }
        }
    }

    /// <summary>Neither closed nor readable (R39), seen without waiting.</summary>
    public bool IsAlive()
    {
        try
        {
            return _start == _end && (socket is null || !socket.Poll(0, SelectMode.SelectRead));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>A request is about to go out.</summary>
    /// <returns>True when the connection had carried one before.</returns>
    public bool Begin()
    {
        var used = IsUsed;
        IsUsed = true;
        return used;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => inner.WriteAsync(bytes, cancel);

    /// <summary>Reads behind what is <see cref="Buffered"/>. What came is to be told to <see cref="Filled"/>.</summary>
    /// <returns>Number of bytes; 0 at the end of the connection.</returns>
    public ValueTask<int> FillAsync(CancellationToken cancel)
    {
        MakeRoom();
        _isReading = true;
        return inner.ReadAsync(_in.AsMemory(_end), cancel);
    }

    /// <summary>So many bytes came.</summary>
    public void Filled(int bytes)
    {
        _isReading = false;
        _end += bytes;
    }

    /// <summary>The first bytes of <see cref="Buffered"/> were read.</summary>
    public void Skip(int bytes)
    {
        _start += bytes;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>The use is over. The buffer goes back; what is in it is lost.</summary>
    public void Rest()
    {
        if (!_isReading && _in.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_in);
        }

        (_in, _start, _end) = ([], 0, 0);
    }

    /// <summary>Sends a CPING and awaits the CPONG, and nothing but that.</summary>
    public async ValueTask<bool> PingAsync(CancellationToken cancel)
    {
        await inner.WriteAsync(CPing, cancel).ConfigureAwait(false);
        while (true)
        {
            switch (AjpPackets.TryTake(Buffered, Magic.ToFront, packetSize, out _, out _))
            {
                case Taken.Packet:
                    var isPong = Buffered.SequenceEqual(ContainerPackets.CPong);
                    Rest();
                    return isPong;
                case Taken.Invalid:
                    return false;
            }

            var read = await FillAsync(cancel).ConfigureAwait(false);
            Filled(read);
            if (read == 0)
            {
                return false;
            }
        }
    }

    public void Dispose() => inner.Dispose();

    private void MakeRoom()
    {
        if (_in.Length == 0)
        {
            _in = ArrayPool<byte>.Shared.Rent(Math.Max(UsualSize, packetSize));
        }
        else if (_in.Length - _start < packetSize)
        {
            Buffered.CopyTo(_in);
            (_start, _end) = (0, _end - _start);
        }
    }
}
