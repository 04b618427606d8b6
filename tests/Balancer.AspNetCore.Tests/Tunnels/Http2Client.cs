using System.Buffers.Binary;
using System.Text;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Tunnels;

/// <summary>
/// As much of HTTP/2 as it takes to ask for a WebSocket and to end each side by itself: literal header lines, no flow control of its own, one
/// stream after another.
/// </summary>
internal sealed class Http2Client : IDisposable
{
    private const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, GoAway = 7;

    private readonly Conversation _wire;
    private readonly HpackReader _hpack = new();
    private int _stream = -1;
    private string _said = "";
    private bool _isOver;

    private Http2Client(Conversation wire) => _wire = wire;

    public static async Task<Http2Client> OpenAsync(int port)
    {
        var client = new Http2Client(await Conversation.OpenAsync(port));
        await client._wire.SayAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        await client.SendAsync(Settings, 0, 0, [0, 1, 0, 0, 0, 0]); // HEADER_TABLE_SIZE 0
        return client;
    }

    public Task ConnectAsync(string path, params (string Name, string Value)[] lines) => ConnectAsync(path, "websocket", lines);

    public async Task ConnectAsync(string path, string protocol, params (string Name, string Value)[] lines)
    {
        _stream += 2;
        (_said, _isOver) = ("", false);
        var block = new MemoryStream();
        foreach (var (name, value) in (IEnumerable<(string, string)>)[(":method", "CONNECT"), (":protocol", protocol), (":scheme", "http"), (":path", path), (":authority", "www.example.com"), .. lines])
        {
            block.WriteByte(0); // literal, not indexed, new name
            foreach (var text in (string[])[name, value])
            {
                block.WriteByte((byte)text.Length);
                block.Write(Encoding.ASCII.GetBytes(text));
            }
        }

        await SendAsync(Headers, 4, _stream, block.ToArray());
    }

    public Task SayAsync(string text, bool end) => SendAsync(Data, end ? (byte)1 : (byte)0, _stream, Encoding.ASCII.GetBytes(text));

    public Task ResetAsync() => SendAsync(Reset, 0, _stream, [0, 0, 0, 8]);

    /// <summary>The head of the stream's answer.</summary>
    public async Task<Dictionary<string, string>> HearHeadAsync()
    {
        while (true)
        {
            var (type, flags, stream, payload) = await HearFrameAsync();
            if (stream == _stream && type == Headers)
            {
                _isOver = (flags & 1) != 0;
                return _hpack.Read(payload);
            }

            Assert.False(stream == _stream && type == Reset, "the stream was reset");
        }
    }

    /// <summary>So many bytes of the stream.</summary>
    public async Task<string> HearAsync(int bytes)
    {
        while (_said.Length < bytes && !_isOver)
        {
            await HearMoreAsync();
        }

        var (text, rest) = (_said[..bytes], _said[bytes..]);
        _said = rest;
        return text;
    }

    /// <summary>All that comes until the server has ended its side.</summary>
    public async Task<string> HearAllAsync()
    {
        while (!_isOver)
        {
            await HearMoreAsync();
        }

        return _said;
    }

    public void Dispose() => _wire.Dispose();

    private async Task HearMoreAsync()
    {
        var (type, flags, stream, payload) = await HearFrameAsync();
        if (stream == _stream)
        {
            Assert.NotEqual(Reset, type);
            _said += type == Data ? Encoding.ASCII.GetString(payload) : "";
            _isOver |= type is Data or Headers && (flags & 1) != 0;
        }
    }

    private async Task<(byte Type, byte Flags, int Stream, byte[] Payload)> HearFrameAsync()
    {
        var head = Encoding.Latin1.GetBytes(await _wire.HearAsync(9));
        Assert.Equal(9, head.Length);
        var payload = Encoding.Latin1.GetBytes(await _wire.HearAsync((head[0] << 16) | (head[1] << 8) | head[2]));
        var frame = (head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
        Assert.NotEqual(GoAway, frame.Item1);
        if (frame.Item1 == Settings && (frame.Item2 & 1) == 0)
        {
            await SendAsync(Settings, 1, 0, []);
        }

        return frame;
    }

    private Task SendAsync(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        (frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return _wire.SayAsync(frame);
    }
}
