using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Http2;

/// <summary>One side of an HTTP/2 connection that sends the frames a test wants, good or bad.</summary>
internal sealed class Http2Conversation(Conversation wire) : IDisposable
{
    public const byte Data = 0, Headers = 1, Priority = 2, Reset = 3, Settings = 4, Push = 5, Ping = 6, GoAway = 7, Window = 8, Continuation = 9;
    public const byte EndStream = 1, Ack = 1, EndHeaders = 4, Padded = 8;
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static readonly string[] Errors =
    [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR",
        "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ];

    /// <summary>Windows are opened as bytes come.</summary>
    public bool Reads { get; set; } = true;

    public static async Task<Http2Conversation> OpenAsync(int port, string preface = Preface)
    {
        var wire = await Conversation.OpenAsync(port);
        await wire.SayAsync(preface);
        var talk = new Http2Conversation(wire);
        await talk.SendAsync(Settings, 0, 0, [0, 1, 0, 0, 0, 0, .. Setting(4, 65_535)]); // no dynamic table
        return talk;
    }

    public static byte[] Setting(short id, int value)
    {
        var bytes = new byte[6];
        BinaryPrimitives.WriteInt16BigEndian(bytes, id);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(2), value);
        return bytes;
    }

    public static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>One frame. A gateway that hangs up in the middle of a script is heard by who reads.</summary>
    public Task SendAsync(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return SayAsync(frame);
    }

    private async Task SayAsync(byte[] frame)
    {
        try
        {
            await wire.SayAsync(frame);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            _ = e; // what it said before it hung up can still be read
        }
    }

    /// <summary>A header block in one frame.</summary>
    public Task SendHeadAsync(int stream, string lines, bool ends = true) =>
        SendAsync(Headers, (byte)(EndHeaders | (ends ? EndStream : 0)), stream, Hpack.Encode(Lines(lines)));

    public Task SendBodyAsync(int stream, string body, bool ends = true) =>
        SendAsync(Data, ends ? EndStream : (byte)0, stream, Encoding.Latin1.GetBytes(body));

    /// <summary>
    /// Frames of a stream, parted by <c>|</c>: <c>H</c> a head, <c>D</c> data, <c>T</c> the lines behind; <c>HE</c>, <c>DE</c> end the stream;
    /// <c>R 8</c> resets it with that code; <c>F 1 4 3 00ff</c> is any frame: type, flags, stream, payload in hexadecimal.
    /// </summary>
    public async Task PlayAsync(string script, int stream = 1)
    {
        foreach (var step in script.Split('|', StringSplitOptions.TrimEntries))
        {
            var space = step.IndexOf(' ', StringComparison.Ordinal);
            var (word, rest) = space < 0 ? (step, "") : (step[..space], step[(space + 1)..]);
            var frame = rest.Split(' ');
            await (word switch
            {
                "H" => SendHeadAsync(stream, rest, ends: false),
                "HE" or "T" => SendHeadAsync(stream, rest),
                "D" => SendBodyAsync(stream, rest, ends: false),
                "DE" => SendBodyAsync(stream, rest),
                "R" => SendAsync(Reset, 0, stream, Number(uint.Parse(rest, CultureInfo.InvariantCulture))),
                _ => SendAsync(
                    byte.Parse(frame[0], CultureInfo.InvariantCulture), byte.Parse(frame[1], CultureInfo.InvariantCulture),
                    int.Parse(frame[2], CultureInfo.InvariantCulture), Convert.FromHexString(frame.ElementAtOrDefault(3) ?? "")),
            });
        }
    }

    /// <summary>
    /// Lines parted by <c>¶</c>. A first line of the letters M, S, P, A stands for the ordinary <c>:method</c>, <c>:scheme</c>, <c>:path</c>
    /// and <c>:authority</c>; <c>∅</c> is nothing.
    /// </summary>
    public static IEnumerable<(string Name, string Value)> Lines(string notation)
    {
        foreach (var line in notation.Split('¶', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.All(c => c is 'M' or 'S' or 'P' or 'A'))
            {
                foreach (var c in line)
                {
                    yield return c switch { 'M' => (":method", "GET"), 'S' => (":scheme", "http"), 'P' => (":path", "/x"), _ => (":authority", "a") };
                }

                continue;
            }

            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            yield return (line[..colon].Replace("∅", "", StringComparison.Ordinal), line[(colon + 2)..].Replace("∅", "", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// What becomes of a stream: status, lines of interest, body and trailers; <c>rst</c> or <c>goaway</c> with the error; <c>closed</c> when the
    /// connection ends without a word.
    /// </summary>
    public async Task<string> HearAsync(int stream, params string[] ofInterest)
    {
        var (heard, body) = ("", "");
        while (await NextAsync() is { } frame)
        {
            if (frame.Type == GoAway)
            {
                return $"{heard}goaway {Error(frame.Payload.AsSpan(4))}";
            }

            if (frame.Stream != stream)
            {
                continue;
            }

            switch (frame.Type)
            {
                case Headers:
                    heard += Shown(Hpack.Decode(frame.Payload), ofInterest, isBehind: heard.Length > 0, body);
                    break;
                case Data:
                    body += Encoding.Latin1.GetString(frame.Payload);
                    break;
                case Reset:
                    return $"{heard}rst {Error(frame.Payload)}";
            }

            if (frame.Type is Headers or Data && (frame.Flags & EndStream) != 0)
            {
                var isOurs = body.EndsWith('\n') && heard.Length > 3 && body.StartsWith(heard[..3], StringComparison.Ordinal);
                return heard + (body.Length > 0 && !isOurs && !heard.Contains('[', StringComparison.Ordinal) ? $"[{body}]" : "").TrimEnd();
            }
        }

        return $"{heard}closed";
    }

    /// <summary>The next frame that is not of the connection's own housekeeping; null when it has ended.</summary>
    public async Task<Frame?> NextAsync()
    {
        while (true)
        {
            var head = Encoding.Latin1.GetBytes(await wire.HearAsync(9));
            if (head.Length < 9)
            {
                return null;
            }

            var length = (head[0] << 16) | (head[1] << 8) | head[2];
            var frame = new Frame(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), Encoding.Latin1.GetBytes(await wire.HearAsync(length)));
            switch (frame.Type)
            {
                case Settings when (frame.Flags & Ack) == 0:
                    await SendAsync(Settings, Ack, 0, []);
                    continue;
                case Data when Reads && length > 0:
                    await SendAsync(Window, 0, 0, Number((uint)length));
                    await SendAsync(Window, 0, frame.Stream, Number((uint)length));
                    return frame;
                case Settings or Window:
                    continue;
                default:
                    return frame;
            }
        }
    }

    public void Dispose() => wire.Dispose();

    public void CutOff() => wire.Reset();

    private static string Error(ReadOnlySpan<byte> payload) =>
        BinaryPrimitives.ReadInt32BigEndian(payload) is var code && code < Errors.Length ? Errors[code] : code.ToString(CultureInfo.InvariantCulture);

    private static string Shown(List<(string Name, string Value)> lines, string[] ofInterest, bool isBehind, string body)
    {
        var shown = isBehind ? $"[{body}] " : $"{lines[0].Value} ";
        foreach (var (name, value) in lines)
        {
            if ((isBehind || ofInterest.Contains(name)) && name != ":status")
            {
                shown += $"{name}: {value} ";
            }
        }

        return shown;
    }

    internal sealed record Frame(byte Type, byte Flags, int Stream, byte[] Payload);
}
