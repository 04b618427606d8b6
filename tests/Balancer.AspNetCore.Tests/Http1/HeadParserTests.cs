using System.Text;

namespace Balancing.AspNetCore.Tests.Http1;

public class HeadParserTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "R10 HTTP/0.9", "<html>" },
        { "R10 a preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\n" },
        { "R10 another protocol", "SSH-2.0-x\r\n\r\n" },
        { "R10 lower case", "http/1.1 200 OK\r\n\r\n" },
        { "R10 HTTP/1.2", "HTTP/1.2 200 OK\r\n\r\n" },
        { "R10 HTTP/2", "HTTP/2 200\r\n\r\n" },
        { "R10 HTTP/1.10", "HTTP/1.10 200 OK\r\n\r\n" },
        { "R10 an empty line before", "\r\nHTTP/1.1 200 OK\r\n\r\n" },
        { "R10 a space before", " HTTP/1.1 200 OK\r\n\r\n" },
        { "R10 two spaces", "HTTP/1.1  200 OK\r\n\r\n" },
        { "R10 a tab", "HTTP/1.1\t200 OK\r\n\r\n" },
        { "R10 no status", "HTTP/1.1 OK\r\n\r\n" },
        { "R10 no status at all", "HTTP/1.1\r\n\r\n" },
        { "R34 two digits", "HTTP/1.1 20 OK\r\n\r\n" },
        { "R34 four digits", "HTTP/1.1 2000 OK\r\n\r\n" },
        { "R34 below 100", "HTTP/1.1 099 Odd\r\n\r\n" },
        { "R34 above 599", "HTTP/1.1 600 Odd\r\n\r\n" },
        { "R34 a sign", "HTTP/1.1 +20 OK\r\n\r\n" },
        { "R34 hexadecimal", "HTTP/1.1 2a0 OK\r\n\r\n" },
        { "R34 a control in the reason", "HTTP/1.1 200 O\u0001K\r\n\r\n" },
        { "R34 a bare CR in the reason", "HTTP/1.1 200 O\rK\r\n\r\n" },
        { "R11 a bare LF after the status", "HTTP/1.1 200 OK\nA: b\r\n\r\n" },
        { "R11 a bare LF after a line", "HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n" },
        { "R11 a bare LF at the end", "HTTP/1.1 200 OK\r\nA: b\r\n\n" },
        { "R11 a bare CR", "HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n" },
        { "R11 two CRs", "HTTP/1.1 200 OK\r\nA: b\r\r\n\r\n" },
        { "R11 NUL in a value", "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n" },
        { "R11 NUL in a name", "HTTP/1.1 200 OK\r\nA\0: b\r\n\r\n" },
        { "R11 DEL in a value", "HTTP/1.1 200 OK\r\nA: b\u007f\r\n\r\n" },
        { "R11 a vertical tab before a value", "HTTP/1.1 200 OK\r\nA:\vb\r\n\r\n" },
        { "R11 a space before the colon", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n" },
        { "R11 a tab before the colon", "HTTP/1.1 200 OK\r\nA\t: b\r\n\r\n" },
        { "R11 no name", "HTTP/1.1 200 OK\r\n: b\r\n\r\n" },
        { "R11 no colon", "HTTP/1.1 200 OK\r\nbroken\r\n\r\n" },
        { "R11 a name with a space", "HTTP/1.1 200 OK\r\nA B: c\r\n\r\n" },
        { "R11 a name with a high byte", "HTTP/1.1 200 OK\r\n\u00c4: c\r\n\r\n" },
        { "R11 a folded line", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n" },
        { "R11 a line folded by a tab", "HTTP/1.1 200 OK\r\nA: b\r\n\tc\r\n\r\n" },
        { "R11 a fold right after the status", "HTTP/1.1 200 OK\r\n A: b\r\n\r\n" },
        { "R4 a signed length", "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n" },
        { "R4 a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" },
        { "R4 an empty length", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n" },
        { "R4 a hexadecimal length", "HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\n" },
        { "R4 a list of lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n" },
        { "R4 a space inside", "HTTP/1.1 200 OK\r\nContent-Length: 1 2\r\n\r\n" },
        { "R4 a fraction", "HTTP/1.1 200 OK\r\nContent-Length: 2.0\r\n\r\n" },
        { "R4 a length beyond 63 bits", "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775808\r\n\r\n" },
        { "R4 the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n" },
        { "R8 two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 3\r\n\r\n" },
        { "R8 length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n" },
        { "R8 chunks and length", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n" },
        { "R3 another coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" },
        { "R3 two codings", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" },
        { "R3 chunked twice", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" },
        { "R3 chunked with a parameter", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked;q=1\r\n\r\n" },
        { "R3 quoted", "HTTP/1.1 200 OK\r\nTransfer-Encoding: \"chunked\"\r\n\r\n" },
        { "R3 an empty coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n\r\n" },
        { "R3 identity", "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n" },
        { "R3 chunked in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" },
        { "R13 a long line", $"HTTP/1.1 200 OK\r\nA: {new string('x', 8190)}\r\n\r\n" },
        { "R13 a long reason", $"HTTP/1.1 200 {new string('x', 8190)}\r\n\r\n" },
        { "R13 a line without end", $"HTTP/1.1 200 OK\r\nA: {new string('x', 8192)}" },
        { "R13 too many lines", $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat("A: b\r\n", 201))}\r\n" },
        { "R13 too long a head", $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat($"A: {new string('x', 8000)}\r\n", 9))}\r\n" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_no_head_is_refused_however_it_is_split(string rule, string head)
    {
        var bytes = Encoding.Latin1.GetBytes(head);

        Assert.True(Read(bytes, bytes.Length).State == ParseState.Invalid, rule);
        Assert.True(Read(bytes, 1).State == ParseState.Invalid, rule);
        for (var at = 1; at < Math.Min(bytes.Length, 200); at++)
        {
            Assert.True(ReadInTwo(bytes, at).State == ParseState.Invalid, $"{rule} at {at}");
        }
    }

    [Fact]
    public void A_good_head_reads_the_same_however_it_is_split()
    {
        var bytes = "HTTP/1.1 404 Not There\r\nServer: x\r\nset-cookie:a=b \r\nSet-Cookie: \t c\u00e9 d\r\nEmpty:\r\nContent-Length: 007\r\nConnection: foo, Close\r\n\r\nbody"u8;

        for (var at = 0; at < bytes.Length; at++)
        {
            var (state, head, left) = ReadInTwo(bytes.ToArray(), at);

            Assert.Equal(ParseState.Whole, state);
            Assert.Equal((404, "Not There", true, 7L, false, true), (head.Status, head.Reason, head.IsHttp11, head.Length, head.IsChunked, head.Closes));
            Assert.Equal(
                ["Server=x", "set-cookie=a=b", "Set-Cookie=c\u00c3\u00a9 d", "Empty=", "Content-Length=007", "Connection=foo, Close"],
                head.Lines.Select(line => $"{line.Key}={line.Value}"));
            Assert.Equal("body", left);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200\r\n\r\n", 200, "")]
    [InlineData("HTTP/1.1 200 \r\n\r\n", 200, "")]
    [InlineData("HTTP/1.0 599 A\tb\r\n\r\n", 599, "A\tb")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", 100, "Continue")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\n\r\n", 200, "OK")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n", 200, "OK")]
    public void What_is_allowed_is_read(string head, int status, string reason)
    {
        var (state, read, _) = Read(Encoding.Latin1.GetBytes(head), 1);

        Assert.Equal((ParseState.Whole, status, reason), (state, read.Status, read.Reason));
        Assert.InRange(read.Lines.Count, 0, 1);
    }

    [Fact]
    public void Limits_are_met_exactly()
    {
        Assert.Equal(ParseState.Whole, Read(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nA: {new string('x', 8189)}\r\n\r\n"), 100).State);
        Assert.Equal(ParseState.Whole, Read(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat("A: b\r\n", 200))}\r\n"), 100).State);
    }

    [Fact]
    public void Texts_that_were_seen_before_are_not_made_again()
    {
        var bytes = "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nX-Mine: 1\r\n\r\n"u8.ToArray();
        var parser = new HeadParser(8192);
        parser.Parse(bytes, out _);
        var first = parser.Head;

        parser.Begin(8192);
        parser.Parse(bytes, out _);

        Assert.Equal(first.Lines, parser.Head.Lines);
        Assert.Same(first.Lines[0].Value, parser.Head.Lines[0].Value);
        Assert.Same(first.Lines[1].Key, parser.Head.Lines[1].Key);
        Assert.Same("Date", string.IsInterned(first.Lines[0].Key));
    }

    private static (ParseState State, AnswerHead Head, string Left) ReadInTwo(byte[] bytes, int at)
    {
        var parser = new HeadParser(8192);
        var state = parser.Parse(bytes.AsSpan(0, at), out var used);
        if (state == ParseState.Part)
        {
            state = parser.Parse(bytes.AsSpan(used), out var more);
            used += more;
        }

        return (state, parser.Head, Encoding.Latin1.GetString(bytes.AsSpan(used)));
    }

    private static (ParseState State, AnswerHead Head, string Left) Read(byte[] bytes, int step)
    {
        var parser = new HeadParser(8192);
        var (state, start) = (ParseState.Part, 0);
        for (var end = Math.Min(step, bytes.Length); state == ParseState.Part; end = Math.Min(end + step, bytes.Length))
        {
            state = parser.Parse(bytes.AsSpan(start, end - start), out var used);
            start += used;
            if (end == bytes.Length)
            {
                break;
            }
        }

        return (state, parser.Head, Encoding.Latin1.GetString(bytes.AsSpan(start)));
    }
}
