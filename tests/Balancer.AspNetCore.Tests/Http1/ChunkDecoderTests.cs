using System.Text;

namespace Balancing.AspNetCore.Tests.Http1;

public class ChunkDecoderTests
{
    public static TheoryData<string> Good => new()
    {
        "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
        "b\r\nhello world\r\n0\r\n\r\n",
        "0000B\r\nhello world\r\n000\r\n\r\n",
        "5;a=b;c=\"d e\"\r\nhello\r\n6;x\r\n world\r\n0;last\r\n\r\n",
        "5\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1 2\r\nEmpty:\r\n\r\n",
        "1\r\nh\r\n1\r\ne\r\n9\r\nllo world\r\n0\r\n\r\n",
    };

    public static TheoryData<string, string> Bad => new()
    {
        { "no size", "\r\nhello" },
        { "an extension alone", ";a\r\nhello" },
        { "no digit", "g\r\nhello" },
        { "a sign", "+5\r\nhello" },
        { "a prefix", "0x5\r\nhello" },
        { "a space before", " 5\r\nhello" },
        { "a bare LF after the size", "5\nhello" },
        { "a bare CR after the size", "5\rhello" },
        { "a bare LF after an extension", "5;a\nhello" },
        { "a bare CR in an extension", "5;a\rb\r\nhello" },
        { "a control in an extension", "5;a\u0001\r\nhello" },
        { "words after the size", "5 5\r\nhello" },
        { "seventeen digits", "10000000000000000\r\nhello" },
        { "beyond 63 bits", "8000000000000000\r\nhello" },
        { "too many zeros", new string('0', 64) + "5\r\nhello" },
        { "a long extension", "5;" + new string('x', 16_385) + "\r\nhello" },
        { "a space after the size", "5 \r\nhello" },
        { "a tab after the size", "5\t\r\nhello" },
        { "a space before an extension", "5 ;a\r\nhello" },
        { "too much data", "5\r\nhello!\r\n0\r\n\r\n" },
        { "a bare LF after the data", "5\r\nhello\n0\r\n\r\n" },
        { "a bare LF at the end", "0\r\n\n" },
        { "a folded trailer", "0\r\n a: b\r\n\r\n" },
        { "a trailer without colon", "0\r\nab\r\n\r\n" },
        { "a trailer without name", "0\r\n: b\r\n\r\n" },
        { "a space before a trailer's colon", "0\r\na : b\r\n\r\n" },
        { "a bare LF in a trailer", "0\r\na: b\nc: d\r\n\r\n" },
        { "NUL in a trailer", "0\r\na: \0\r\n\r\n" },
        { "a long trailer", "0\r\na: " + new string('x', 65_536) + "\r\n\r\n" },
        { "too many trailers", "0\r\n" + string.Concat(Enumerable.Repeat("a: b\r\n", 201)) + "\r\n" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_body_reads_the_same_however_it_is_split(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text + "next");
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var room in (int[])[1, 3, 100])
            {
                var decoder = default(ChunkDecoder);
                var body = new StringBuilder();
                var used = Feed(ref decoder, bytes.AsSpan(0, at), room, body);
                used += Feed(ref decoder, bytes.AsSpan(used), room, body);

                Assert.Equal((true, false, "hello world"), (decoder.IsDone, decoder.IsBad, body.ToString()));
                Assert.Equal("next", Encoding.Latin1.GetString(bytes.AsSpan(used)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_breaks_a_rule_of_R5_is_refused(string rule, string text)
    {
        foreach (var step in (int[])[1, 7, text.Length])
        {
            var decoder = default(ChunkDecoder);
            foreach (var part in Encoding.Latin1.GetBytes(text).Chunk(step))
            {
                Feed(ref decoder, part, 100, new StringBuilder());
            }

            Assert.True(decoder.IsBad, rule);
        }
    }

    [Fact]
    public void What_breaks_off_has_not_ended()
    {
        var text = "5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n"u8;
        for (var at = 0; at < text.Length; at++)
        {
            var decoder = default(ChunkDecoder);
            Feed(ref decoder, text[..at], 100, new StringBuilder());
            Assert.False(decoder.IsDone || decoder.IsBad);
        }
    }

    [Fact]
    public void Bytes_taken_past_it_count()
    {
        var decoder = default(ChunkDecoder);
        Feed(ref decoder, "5\r\n"u8, 100, new StringBuilder());
        Assert.Equal(5, decoder.Plain);
        decoder.Took(2);
        decoder.Took(3);
        Feed(ref decoder, "\r\n0\r\n\r\n"u8, 100, new StringBuilder());
        Assert.True(decoder.IsDone);
    }

    private static int Feed(ref ChunkDecoder decoder, ReadOnlySpan<byte> source, int room, StringBuilder body)
    {
        var all = 0;
        var target = new byte[room];
        while (true)
        {
            var read = decoder.Decode(source[all..], target, out var used);
            all += used;
            body.Append(Encoding.Latin1.GetString(target, 0, read));
            if (used == 0)
            {
                return all;
            }
        }
    }
}
