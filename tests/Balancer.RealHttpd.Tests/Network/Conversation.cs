using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Balancing.RealHttpd.Tests.Network;

/// <summary>One side of a TCP connection that speaks HTTP/1.1 as plainly as can be, so that nothing in between changes a byte.</summary>
internal sealed class Conversation(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[16_384];
    private int _start;
    private int _end;

    public async Task SayAsync(string text)
    {
        ReadOnlyMemory<byte> bytes = Encoding.Latin1.GetBytes(text);
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    /// <summary>A message; null when the other side closes before it begins.</summary>
    /// <param name="isAnswer">An answer's body may end with the connection.</param>
    /// <param name="hasBody">An answer to HEAD has none.</param>
    public async Task<Message?> HearAsync(bool isAnswer, bool hasBody = true)
    {
        if (await HearLineAsync() is not { } first)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        while (await HearLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(colon < 0 ? new("?", line) : new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        var message = new Message(first, headers, "");
        hasBody &= !(isAnswer && first.Split(' ') is [_, "204" or "304", ..]);
        return hasBody ? await HearBodyAsync(message, isAnswer) : message;
    }

    /// <summary>Everything until the other side closes.</summary>
    public async Task<string> HearAllAsync() => await HearBytesAsync(int.MaxValue);

    public void Close() => socket.Close();

    public void Dispose() => socket.Dispose();

    private async Task<Message> HearBodyAsync(Message message, bool isAnswer)
    {
        if (message.Has("Transfer-Encoding", "chunked"))
        {
            return await HearChunksAsync(message);
        }

        if (message.Header("Content-Length") is { } length)
        {
            var bytes = int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture);
            var body = await HearBytesAsync(bytes);
            return message with { Body = body, IsWhole = body.Length == bytes };
        }

        return isAnswer ? message with { Body = await HearAllAsync() } : message;
    }

    private async Task<Message> HearChunksAsync(Message message)
    {
        var body = new StringBuilder();
        while (await HearLineAsync() is { Length: > 0 } line)
        {
            var size = int.Parse(line.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(await HearBytesAsync(size));
            if (await HearLineAsync() is not { } end)
            {
                break;
            }

            if (size == 0)
            {
                return message with { Body = body.ToString(), IsWhole = end.Length == 0 };
            }
        }

        return message with { Body = body.ToString(), IsWhole = false };
    }

    private async Task<string?> HearLineAsync()
    {
        var line = new StringBuilder();
        while (_start < _end || await FillAsync())
        {
            var next = (char)_buffer[_start++];
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(next);
        }

        return line.Length == 0 ? null : line.ToString();
    }

    private async Task<string> HearBytesAsync(int bytes)
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
