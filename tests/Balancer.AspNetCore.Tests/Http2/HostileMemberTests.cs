#if !STOCK_CLIENT // members of h2c have the same client whatever that of http is
using System.Net;
using Balancing.AspNetCore.Tests.Network;
using static Balancing.AspNetCore.Tests.Http2.Http2Conversation;

namespace Balancing.AspNetCore.Tests.Http2;

public class HostileMemberTests
{
    // What a member says to the first request, in the notation of Http2Conversation, and what a client of HTTP/1.1 makes of it.
    public static TheoryData<string, string, string> Answers => new()
    {
        { "a plain answer", "H :status: 200¶etag: 1 | DE abc", "200 [abc]" },
        { "9113 8.1 interim answers before it", "H :status: 103¶link: </a> | H :status: 100 | H :status: 200 | DE abc", "200 [abc]" },
        { "9113 8.1 trailers nobody asked for", "H :status: 200 | D abc | T x-t: 1", "200 [abc]" },
        { "9113 8.1 no :status", "H x-a: 1 | DE abc", "502" },
        { "9113 8.3.2 :status twice", "H :status: 200¶:status: 404 | DE abc", "502" },
        { "R34 :status of two digits", "H :status: 20 | DE abc", "502" },
        { "R34 :status of four digits", "H :status: 2000 | DE abc", "502" },
        { "R34 :status that is no number", "H :status: abc | DE abc", "502" },
        { "R34 :status 600", "H :status: 600 | DE abc", "502" },
        { "R34 :status 101", "H :status: 101 | DE abc", "502" },
        { "9113 8.3 a pseudo-header of requests", "H :status: 200¶:path: /x | DE abc", "502" },
        { "9113 8.3 :status behind a field", "H x: 1¶:status: 200 | DE abc", "502" },
        { "R11 a bell in a value", "H :status: 200¶x-a: a\u0007b | DE abc", "502" },
        { "R11 a space in a name", "H :status: 200¶x a: 1 | DE abc", "502" },
        { "R11 an empty name", "H :status: 200¶∅: 1 | DE abc", "502" },
        { "R3 transfer-encoding", "H :status: 200¶transfer-encoding: gzip | DE abc", "502" },
        { "R16 connection", "H :status: 200¶connection: x-a¶x-a: 1 | DE abc", "200 [abc]" },
        { "R4 a length that fits", "H :status: 200¶content-length: 3 | DE abc", "200 [abc]" },
        { "R4 a length that is no number", "H :status: 200¶content-length: 3x | DE abc", "502" },
        { "R4 two lengths", "H :status: 200¶content-length: 3¶content-length: 4 | DE abc", "502" },
        { "R8 a length too long", "H :status: 200¶content-length: 5 | DE abc", "broken" },
        { "R8 a length too short", "H :status: 200¶content-length: 2 | DE abc", "broken" },
        { "R9 204 with a body", "H :status: 204 | DE abc", "204 []" },
        { "R9 304 with a body", "H :status: 304 | DE abc", "304 []" },
        { "DATA before a head", "D abc", "502" },
        { "the end before a head", "F 0 1 1", "502" },
        { "RST_STREAM instead of an answer", "R 2", "502" },
        { "RST_STREAM with CANCEL", "R 8", "502" },
        { "RST_STREAM in the body", "H :status: 200¶content-length: 5 | D abc | R 2", "broken" },
        { "RST_STREAM in a body without length", "H :status: 200 | D abc | R 2", "broken" },
        { "RST_STREAM behind a whole body", "H :status: 200¶content-length: 3 | DE abc | R 0", "200 [abc]" },
        { "CONTINUATION of nothing", "F 9 4 1 88", "502" },
        { "a block that breaks off", "F 1 4 1 0001", "502" },
        { "a window of 0", "F 8 0 1 00000000", "502" },
        { "PUSH_PROMISE", "F 5 4 1 0000000288", "502" },
        { "SETTINGS of the wrong size", "F 4 0 0 00", "502" },
        { "a PING in between", "F 6 0 0 0000000000000000 | H :status: 200 | DE abc", "200 [abc]" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Answers))]
    public async Task What_is_no_answer_is_a_502_or_visibly_broken(string rule, string answer, string outcome)
    {
        using var member = Playing((_, _) => answer);
        await using var front = await Front.OverAsync($"h2c://127.0.0.1:{member.Port}");
        using var client = await front.OpenAsync();
        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        var head = await client.HearHeadAsync();
        var status = head.Length > 12 ? head.Substring(9, 3) : "nothing";
        var (body, isWhole) = status is "204" or "304" ? ("", true) : await Raw.RawText.HearBodyAsync(client, head, endsWithConnection: true);
        Assert.DoesNotContain("\r\nx-", head, StringComparison.Ordinal); // which are bad, or of this hop
        var heard = status == "502" ? "502" : isWhole && head.Length > 0 ? $"{status} [{body}]" : "broken";

        Assert.True(heard == outcome || (outcome == "broken" && heard == "502"), $"{rule}: {heard}");
    }

    // RFC 9110 §5.5: they may be replaced by spaces, which is what .NET does.
    [Theory(Timeout = Limits.Test)]
    [InlineData("1\r\nx-b: 2", "1  x-b: 2")]
    [InlineData("a\0b", "a b")]
    public async Task R11_what_ends_lines_has_become_spaces(string said, string heard)
    {
        using var member = Playing((_, _) => $"H :status: 200¶x-a: {said} | DE abc");
        await using var front = await Front.OverAsync($"h2c://127.0.0.1:{member.Port}");

        Assert.Contains($"\r\nx-a: {heard}\r\n", await front.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R13_a_head_without_end_is_a_502()
    {
        using var member = ScriptedBackend.Play(async (c, _) =>
        {
            using var talk = await BeginAsync(c);
            await talk.SendAsync(Http2Conversation.Headers, 0, 1, Hpack.Encode([(":status", "200")]));
            var more = Hpack.Encode([("x", new string('y', 8_000))]);
            for (var i = 0; i < 100_000; i++)
            {
                await talk.SendAsync(Continuation, 0, 1, more);
            }
        });
        await using var front = await Front.OverAsync($"h2c://127.0.0.1:{member.Port}");

        Assert.Equal(HttpStatusCode.BadGateway, (await front.GetAsync()).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Who_refuses_a_stream_has_not_looked_at_it_so_another_member_is_asked_and_nobody_marked()
    {
        var asked = 0;
        using var member = Playing((_, _) =>
        {
            Interlocked.Increment(ref asked);
            return "R 7";
        });
        using var other = ScriptedBackend.Named("other");
        var foo = Balancer.Create("foo").Member($"h2c://127.0.0.1:{member.Port}").Member(other.Url).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        Assert.Equal((HttpStatusCode.OK, "other"), await front.GetAsync());
        Assert.InRange(Volatile.Read(ref asked), 1, 4);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("R 7")]
    [InlineData("R 2")]
    [InlineData("F 7 0 0 0000000000000000 | X")]
    public async Task R40_a_body_that_was_begun_is_never_sent_twice(string answer)
    {
        var bodies = 0;
        using var member = Playing((_, hasBody) =>
        {
            Interlocked.Add(ref bodies, hasBody ? 1 : 0);
            return hasBody ? answer : null;
        });
        using var other = ScriptedBackend.Named("other");
        await using var front = await Front.OverAsync($"h2c://127.0.0.1:{member.Port}", other.Url);

        Assert.Equal(HttpStatusCode.BadGateway, (await front.PostAsync("body")).Status);
        Assert.Equal(1, Volatile.Read(ref bodies));
        Assert.Empty(other.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R40_a_stream_that_was_reset_otherwise_is_not_repeated()
    {
        var asked = 0;
        using var member = Playing((_, _) =>
        {
            Interlocked.Increment(ref asked);
            return "R 2";
        });
        using var other = ScriptedBackend.Named("other");
        await using var front = await Front.OverAsync($"h2c://127.0.0.1:{member.Port}", other.Url);

        Assert.Equal(HttpStatusCode.BadGateway, (await front.GetAsync()).Status);
        Assert.Equal((1, 0), (Volatile.Read(ref asked), other.Heads.Count));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task What_a_goaway_leaves_out_is_asked_again_on_another_connection()
    {
        using var member = Playing((connection, _) => connection == 1 ? "F 7 0 0 0000000000000000" : "H :status: 200 | DE abc");
        await using var front = await Front.OverAsync($"h2c://127.0.0.1:{member.Port}");

        Assert.Equal((HttpStatusCode.OK, "abc"), await front.GetAsync());
        Assert.Equal(2, member.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task What_breaks_with_a_connection_that_was_used_is_asked_once_more()
    {
        var requests = 0;
        using var member = Playing((_, _) => Interlocked.Increment(ref requests) == 2 ? "X" : "H :status: 200 | DE abc");
        await using var front = await Front.OverAsync($"h2c://127.0.0.1:{member.Port}");

        Assert.Equal((HttpStatusCode.OK, "abc"), await front.GetAsync());
        Assert.Equal((HttpStatusCode.OK, "abc"), await front.GetAsync());
        Assert.Equal(3, Volatile.Read(ref requests));
    }

    /// <summary>Answers each head, or else each last piece of a body, with a script; <c>X</c> at its end closes. Null waits for the body.</summary>
    private static ScriptedBackend Playing(Func<int, bool, string?> answer) => ScriptedBackend.Play(async (c, backend) =>
    {
        var number = backend.Connections;
        using var talk = await BeginAsync(c);
        while (await talk.NextAsync() is { } frame)
        {
            var isHead = frame.Type == Http2Conversation.Headers;
            if ((isHead || (frame.Type == Data && (frame.Flags & EndStream) != 0)) && answer(number, !isHead) is { } script)
            {
                var closes = script.EndsWith('X');
                var frames = script.TrimEnd('X', ' ', '|');
                if (frames.Length > 0)
                {
                    await talk.PlayAsync(frames, frame.Stream);
                }

                if (closes)
                {
                    return;
                }
            }
        }
    });

    private static async Task<Http2Conversation> BeginAsync(Conversation c)
    {
        await c.HearAsync(24); // the preface
        var talk = new Http2Conversation(c);
        await talk.SendAsync(Settings, 0, 0, []);
        return talk;
    }
}
#endif
