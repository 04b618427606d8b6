using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.AspNetCore.Tests.Network;

/// <summary>One side of a TCP connection that says and hears exactly what the test wants.</summary>
internal sealed class Conversation(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[65_536];
    private readonly byte[] _line = new byte[100];
    private int _start;
    private int _end;

    public IPAddress Peer { get; } = (socket.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;

    public int PeerPort { get; } = (socket.RemoteEndPoint as IPEndPoint)?.Port ?? 0;

    public static async Task<Conversation> OpenAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new Conversation(socket);
    }

    public Task SayAsync(string text) => SayAsync(Encoding.Latin1.GetBytes(text));

    public async Task SayAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    /// <summary>The first head that is no interim answer but a 101.</summary>
    public async Task<string> HearFinalHeadAsync()
    {
        while (true)
        {
            var head = await HearHeadAsync();
            if (!head.StartsWith("HTTP/1.1 1", StringComparison.Ordinal) || head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
            {
                return head;
            }
        }
    }

    /// <summary>A head up to its empty line; empty when the other side has closed.</summary>
    public async Task<string> HearHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (_start == _end && !await FillAsync())
            {
                return head.ToString();
            }

            head.Append((char)_buffer[_start++]);
        }

        return head.ToString();
    }

    /// <summary>So many bytes, or fewer when the other side closes.</summary>
    public async Task<string> HearAsync(int bytes)
    {
        var text = new StringBuilder();
        while (text.Length < bytes && (_start < _end || await FillAsync()))
        {
            var part = Math.Min(bytes - text.Length, _end - _start);
            text.Append(Encoding.Latin1.GetString(_buffer, _start, part));
            _start += part;
        }

        return text.ToString();
    }

    /// <summary>Counts so many bytes, or fewer when the other side closes, and keeps nothing.</summary>
    public async Task<long> SwallowAsync(long bytes)
    {
        var heard = 0L;
        while (heard < bytes && (_start < _end || await FillAsync()))
        {
            var part = (int)Math.Min(bytes - heard, _end - _start);
            heard += part;
            _start += part;
        }

        return heard;
    }

    /// <summary>Counts a chunked body to its end.</summary>
    public async Task<long> SwallowChunksAsync()
    {
        for (var heard = 0L; ;)
        {
            var size = long.Parse(await HearLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            heard += await SwallowAsync(size);
            await HearLineAsync();
            if (size == 0)
            {
                return heard;
            }
        }
    }

    // Few allocations: tests that measure memory hear many lines.
    private async Task<string> HearLineAsync()
    {
        var (line, length) = (_line, 0);
        while (length < 2 || line[length - 1] != '\n' || line[length - 2] != '\r')
        {
            if (_start == _end && !await FillAsync())
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            line[length++] = _buffer[_start++];
        }

        return Encoding.Latin1.GetString(line, 0, length - 2);
    }

    /// <summary>Everything until the other side closes or resets.</summary>
    public async Task<string> HearAllAsync() => await HearAsync(int.MaxValue);

    /// <summary>Some bytes, at most so many; empty when the other side has closed. They hold until the next are heard.</summary>
    public async Task<ReadOnlyMemory<byte>> HearBytesAsync(int most)
    {
        if (_start == _end && !await FillAsync())
        {
            return default;
        }

        var part = _buffer.AsMemory(_start, Math.Min(most, _end - _start));
        _start += part.Length;
        return part;
    }

    /// <summary>Says that nothing more will be said; it can still hear.</summary>
    public void EndSaying() => socket.Shutdown(SocketShutdown.Send);

    public void Close() => socket.Close();

    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, 0);
        socket.Close();
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> FillAsync()
    {
        try
        {
            _start = 0;
            _end = await socket.ReceiveAsync(_buffer);
            return _end > 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _end = 0;
            return false;
        }
    }
}
