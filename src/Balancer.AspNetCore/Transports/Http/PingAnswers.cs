using System.Buffers.Text;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>What the bytes are that came in answer to a ping.</summary>
internal enum PingAnswer
{
    /// <summary>There is more to come.</summary>
    Part,

    /// <summary>An answer, and nothing after it.</summary>
    Whole,

    /// <summary>No HTTP/1.1 answer, one after which the connection ends, or one with something behind it (R39).</summary>
    Unfit,
}

/// <summary>Finds the end of an answer (RFC 9112 §6.3), strictly: what is in doubt is unfit (R2-R5).</summary>
internal static class PingAnswers
{
    public static PingAnswer Judge(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (!bytes.StartsWith("HTTP/1.1 "u8[..Math.Min(9, bytes.Length)]))
            {
                return PingAnswer.Unfit;
            }

            var end = bytes.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return PingAnswer.Part;
            }

            var head = bytes[..(end + 2)];
            var rest = bytes[(end + 4)..];
            if (!Utf8Parser.TryParse(head[9..], out int status, out var digits) || digits != 3 || status is < 100 or > 599 or 101)
            {
                return PingAnswer.Unfit;
            }

            if (status >= 200)
            {
                return Body(status, head, rest);
            }

            bytes = rest;
        }
    }

    private static PingAnswer Body(int status, ReadOnlySpan<byte> head, ReadOnlySpan<byte> rest)
    {
        var (length, isChunked) = (-1L, false);
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            var colon = line.IndexOf((byte)':');
            var name = colon < 0 ? default : line[..colon];
            var value = line[(colon + 1)..].Trim(" \t"u8);
            if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
            {
                if (length >= 0 || value.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !Utf8Parser.TryParse(value, out length, out var used) || used != value.Length)
                {
                    return PingAnswer.Unfit;
                }
            }
            else if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
            {
                if (isChunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8))
                {
                    return PingAnswer.Unfit;
                }

                isChunked = true;
            }
            else if (Ascii.EqualsIgnoreCase(name, "Connection"u8) && !Ascii.EqualsIgnoreCase(value, "keep-alive"u8))
            {
                return PingAnswer.Unfit;
            }
        }

        return status is 204 or 304 ? Counted(0, rest)
            : isChunked ? (length < 0 ? Chunked(rest) : PingAnswer.Unfit)
            : length < 0 ? PingAnswer.Unfit
            : Counted(length, rest);
    }

    private static PingAnswer Counted(long length, ReadOnlySpan<byte> rest) =>
        rest.Length < length ? PingAnswer.Part : rest.Length == length ? PingAnswer.Whole : PingAnswer.Unfit;

    private static PingAnswer Chunked(ReadOnlySpan<byte> rest)
    {
        while (true)
        {
            var end = rest.IndexOf("\r\n"u8);
            if (end < 0)
            {
                return PingAnswer.Part;
            }

            if (!Utf8Parser.TryParse(rest[..end], out int size, out var used, 'x') || used != end || size < 0)
            {
                return PingAnswer.Unfit;
            }

            rest = rest[(end + 2)..];
            if (size == 0)
            {
                return rest.Length < 2 ? PingAnswer.Part : rest.SequenceEqual("\r\n"u8) ? PingAnswer.Whole : PingAnswer.Unfit;
            }

            if (rest.Length < size + 2L)
            {
                return PingAnswer.Part;
            }

            if (!rest[size..].StartsWith("\r\n"u8))
            {
                return PingAnswer.Unfit;
            }

            rest = rest[(size + 2)..];
        }
    }
}
