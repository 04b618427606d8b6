using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>What was made of some bytes.</summary>
internal enum ParseState
{
    /// <summary>Good so far; there is more to come.</summary>
    Part,

    /// <summary>That was all.</summary>
    Whole,

    /// <summary>No valid message. Nothing of it may be used (R8).</summary>
    Invalid,
}

/// <summary>
/// Reads the head of an answer, line by line as the bytes come, strictly (RFC 9112, R3, R4, R8, R10, R11, R13, R34): what another parser
/// might understand in another way is not understood at all.
/// </summary>
internal sealed class HeadParser
{
    private static readonly SearchValues<byte> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (byte)c), 0x7f]);

    private readonly GatewayLimits _limits;
    private int _longestLine;
    private AnswerHead _earlier = new(); // of the answer before this one
    private int _lines;
    private int _bytes;
    private bool _hasStatus;

    /// <param name="longestLine">Most bytes of a line without its end (httpd: responsefieldsize).</param>
    /// <param name="limits">Most lines and most bytes of a head. Default: those of <see cref="GatewayLimits"/>.</param>
    public HeadParser(int longestLine, GatewayLimits? limits = null) => (_longestLine, _limits) = (longestLine, limits ?? GatewayLimits.Default);

    /// <summary>What was read.</summary>
    public AnswerHead Head { get; private set; } = new();

    /// <summary>Another head on the same connection. It will be much like the last one, and shares the text of lines that are the same.</summary>
    /// <param name="longestLine">Most bytes of a line without its end (httpd: responsefieldsize).</param>
    public void Begin(int longestLine)
    {
        (Head, _earlier) = (_earlier, Head);
        Head.Clear();
        (_longestLine, _lines, _bytes, _hasStatus) = (longestLine, 0, 0, false);
    }

    /// <summary>A byte that may be in a field name.</summary>
    public static bool IsToken(byte b) => Token.Contains(b);

    /// <summary>A byte that may be in a field value.</summary>
    public static bool IsText(byte b) => !Controls.Contains(b);

    /// <summary>Reads whole lines.</summary>
    /// <param name="bytes">What has come and was not read yet.</param>
    /// <param name="used">How many of them were read; offer the others again with what follows them.</param>
    public ParseState Parse(ReadOnlySpan<byte> bytes, out int used)
    {
        used = 0;
        while (true)
        {
            var rest = bytes[used..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                return IsHopeless(rest) ? ParseState.Invalid : ParseState.Part;
            }

            used += end + 1;
            _bytes += end + 1;
            if (end == 0 || rest[end - 1] != '\r' || end - 1 > _longestLine || _bytes > _limits.AnswerHead)
            {
                return ParseState.Invalid;
            }

            var line = rest[..(end - 1)];
            if (_hasStatus && line.IsEmpty)
            {
                return Head is { IsChunked: true, Length: >= 0 } ? ParseState.Invalid : ParseState.Whole; // R8
            }

            if (!(_hasStatus ? TakeField(line) : TakeStatus(line)))
            {
                return ParseState.Invalid;
            }
        }
    }

    // Said at once: who waits for the end of such a line may wait for long.
    private bool IsHopeless(ReadOnlySpan<byte> rest)
    {
        var start = "HTTP/1."u8;
        return rest.Length > _longestLine + 1
            || _bytes + rest.Length > _limits.AnswerHead
            || (!_hasStatus && !rest.StartsWith(start[..Math.Min(start.Length, rest.Length)]));
    }

    private bool TakeStatus(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' '
            || line[9] is < (byte)'1' or > (byte)'5' || !char.IsAsciiDigit((char)line[10]) || !char.IsAsciiDigit((char)line[11])
            || (line.Length > 12 && line[12] != ' ') || line.ContainsAny(Controls))
        {
            return false;
        }

        _hasStatus = true;
        Head.IsHttp11 = line[7] == '1';
        Head.Status = ((line[9] - '0') * 100) + ((line[10] - '0') * 10) + line[11] - '0';
        Head.Reason = line.Length > 13 ? Text(line[13..], _earlier.Reason) : "";
        return true;
    }

    private bool TakeField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (++_lines > _limits.AnswerFields || colon <= 0 || line[..colon].ContainsAnyExcept(Token))
        {
            return false; // also a folded line, and a space before the colon
        }

        var name = line[..colon];
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.ContainsAny(Controls))
        {
            return false;
        }

        switch (colon)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "Connection"u8):
                Head.Closes |= Names(value, "close"u8);
                break;
            case 14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8):
                if (Head.Length >= 0 || (Head.Length = ParseLength(value)) < 0)
                {
                    return false; // R4: one value, in one line
                }

                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8):
                if (Head.IsChunked || !Head.IsHttp11 || !Ascii.EqualsIgnoreCase(value, "chunked"u8))
                {
                    return false; // R3
                }

                Head.IsChunked = true;
                break;
        }

        Head.Lines.Add(Line(name, value));
        return true;
    }

    private static long ParseLength(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(value, out long length, out _) ? length : -1;

    private static bool Names(ReadOnlySpan<byte> list, ReadOnlySpan<byte> token)
    {
        foreach (var part in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[part].Trim(" \t"u8), token))
            {
                return true;
            }
        }

        return false;
    }

    private KeyValuePair<string, string> Line(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var at = Head.Lines.Count;
        if (at >= _earlier.Lines.Count)
        {
            return new(KnownText.Of(name), KnownText.Of(value));
        }

        var (oldName, oldValue) = _earlier.Lines[at];
        return new(
            Text(name, oldName),
            Text(value, oldValue));
    }

    private static string Text(ReadOnlySpan<byte> bytes, string old) => Ascii.Equals(bytes, old) ? old : KnownText.Of(bytes);
}
