#if !STOCK_CLIENT // the front is the same
using System.Net.Sockets;
using System.Text;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Trailers;

namespace Balancing.AspNetCore.Tests.Http2;

/// <summary>Answers over HTTP/2, limits, floods, resets in the middle.</summary>
public sealed class FrontExchangeTests(Http2Gateway gateway) : IClassFixture<Http2Gateway>
{
    private const string Get = ":method: GET¶:scheme: http¶:authority: a¶:path: ";

    [Theory(Timeout = Limits.Test)]
    [InlineData("HEAD", ":method: HEAD¶SPA", "200 content-length: 2 open <- HEAD /x HTTP/1.1")]
    [InlineData("204", Get + "/204", "204 open <- GET /204 HTTP/1.1")]
    [InlineData("304", Get + "/304", "304 open <- GET /304 HTTP/1.1")]
    [InlineData("R16 hop-by-hop lines of an answer", Get + "/hop", "200 content-length: 0 open <- GET /hop HTTP/1.1")]
    [InlineData("9218 priority of an answer", Get + "/priority", "200 content-length: 0 priority: u=5 open <- GET /priority HTTP/1.1")]
    [InlineData("R11 an answer with NUL", Get + "/bad", "502 content-length: 16 open <- GET /bad HTTP/1.1")]
    [InlineData("R8 an answer that breaks off", Get + "/short", "200 content-length: 5 rst INTERNAL_ERROR open <- GET /short HTTP/1.1")]
    public Task An_answer_is_what_http2_allows(string rule, string head, string outcome) =>
        gateway.AssertAsync(rule, outcome, c => c.SendHeadAsync(1, head), "connection", "keep-alive", "x-hop", "transfer-encoding", "upgrade", "priority", "content-length");

    [Theory(Timeout = Limits.Test)]
    [InlineData("R13 a hundred fields", 90, 5, true)]
    [InlineData("R13 too many fields", 150, 5, false)]
    [InlineData("R13 a long field", 1, 7_900, true)]
    [InlineData("R13 fields too large in all", 10, 7_900, false)]
    public async Task Fields_are_limited_in_number_and_size(string rule, int fields, int size, bool passes)
    {
        using var client = await Http2Conversation.OpenAsync(gateway.Port);
        var block = Hpack.Encode([.. Http2Conversation.Lines("MSPA"), .. Enumerable.Range(0, fields).Select(i => ($"x-{i}", new string('y', size)))]);
        await client.SendAsync(Http2Conversation.Headers, Http2Conversation.EndStream, 1, block.AsSpan(0, Math.Min(block.Length, 16_000)));
        for (var at = 16_000; at < block.Length; at += 16_000)
        {
            await client.SendAsync(Http2Conversation.Continuation, 0, 1, block.AsSpan(at, Math.Min(16_000, block.Length - at)));
        }

        await client.SendAsync(Http2Conversation.Continuation, Http2Conversation.EndHeaders, 1, []);

        var heard = await client.HearAsync(1);
        Assert.True(passes == heard.StartsWith("200", StringComparison.Ordinal), $"{rule}: {heard}");
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2024_27316_continuation_without_end_is_cut_off()
    {
        using var client = await Http2Conversation.OpenAsync(gateway.Port);
        var more = Hpack.Encode([("x", new string('y', 8_000))]);
        await client.SendAsync(Http2Conversation.Headers, 0, 1, Hpack.Encode(Http2Conversation.Lines("MSPA")));
        try
        {
            for (var i = 0; i < 100; i++)
            {
                await client.SendAsync(Http2Conversation.Continuation, 0, 1, more);
            }
        }
        catch (SocketException)
        {
            return; // cut off already
        }

        Assert.Contains(await client.HearAsync(1), (string[])["goaway PROTOCOL_ERROR", "goaway COMPRESSION_ERROR", "closed"]);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2019_9516_empty_names_and_values_are_counted_or_refused()
    {
        using var client = await Http2Conversation.OpenAsync(gateway.Port);
        await client.SendAsync(Http2Conversation.Headers, 5, 1, Hpack.Encode([.. Http2Conversation.Lines("MSPA"), .. Enumerable.Repeat(("x", ""), 4_000)]));

        Assert.DoesNotContain("200", await client.HearAsync(1), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R13_a_bomb_of_indexed_fields_is_counted_as_what_it_becomes()
    {
        using var client = await Http2Conversation.OpenAsync(gateway.Port);
        byte[] entry = [0x40, 1, (byte)'x', 0x7f, 0xa1, 0x1e, .. Enumerable.Repeat((byte)'y', 127 + 33 + (30 * 128))]; // one line of 4,000 bytes, kept
        await client.SendAsync(Http2Conversation.Headers, 5, 1, [.. Hpack.Encode(Http2Conversation.Lines("MSPA")), .. entry, .. Enumerable.Repeat((byte)0xbe, 10_000)]);

        Assert.DoesNotContain("200", await client.HearAsync(1), StringComparison.Ordinal);
    }

    [Fact(Timeout = 2 * Limits.Test)]
    public async Task Cve_2023_44487_streams_opened_and_reset_in_a_row_cost_the_member_nothing_that_lasts()
    {
        using var backend = ScriptedBackend.Play((c, b) => b.HearHeadAsync(c));
        var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(), services: TrailerTests.OverHttp2);
        using var client = await Http2Conversation.OpenAsync(front.Port);
        try
        {
            for (var stream = 1; stream < 4_000; stream += 2)
            {
                await client.SendHeadAsync(stream, "MSPA");
                await client.SendAsync(Http2Conversation.Reset, 0, stream, Http2Conversation.Number(8));
            }
        }
        catch (SocketException)
        {
            // the server had enough of it
        }

        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0 && backend.Open == 0);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError); // R41
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("before the answer")]
    [InlineData("in the body of the request")]
    [InlineData("in the body of the answer")]
    [InlineData("with the whole connection")]
    [InlineData("with a GOAWAY and the connection")]
    public async Task A_stream_that_ends_in_the_middle_ends_at_the_member_at_once(string when)
    {
        var (asked, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            if (when == "in the body of the answer")
            {
                await c.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
            }

            asked.SetResult();
            await c.HearAllAsync(); // until the gateway hangs up
            told.SetResult();
        });
        await using var front = await TrailerTests.Http2FrontAsync(backend.Url);
        using var client = await Http2Conversation.OpenAsync(front.Port);
        await client.SendHeadAsync(1, ":method: POST¶SPA", ends: !when.Contains("request", StringComparison.Ordinal));
        await asked.Task;
        if (when == "in the body of the answer")
        {
            Assert.Equal("200", Hpack.Decode((await client.NextAsync())!.Payload)[0].Value);
        }

        if (when.Contains("connection", StringComparison.Ordinal))
        {
            await client.SendAsync(Http2Conversation.GoAway, 0, 0, new byte[8]);
            client.CutOff();
        }
        else
        {
            await client.SendAsync(Http2Conversation.Reset, 0, 1, Http2Conversation.Number(8));
        }

        await told.Task;
    }

    [Fact(Timeout = Limits.Test)]
    public async Task After_a_goaway_of_the_client_what_was_asked_is_answered()
    {
        using var client = await Http2Conversation.OpenAsync(gateway.Port);
        await client.SendHeadAsync(1, "MSPA");
        await client.SendAsync(Http2Conversation.GoAway, 0, 0, new byte[8]);

        Assert.StartsWith("200 ", await client.HearAsync(1), StringComparison.Ordinal);
    }

    [Fact(Timeout = 2 * Limits.Test)]
    public async Task Cve_2019_9517_a_client_that_opens_no_window_stops_the_member()
    {
        var sent = 0L;
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            var piece = new byte[65_536];
            while (Volatile.Read(ref sent) < 1_000_000_000)
            {
                await c.SayAsync(piece);
                Interlocked.Add(ref sent, piece.Length);
            }
        });
        await using var front = await TrailerTests.Http2FrontAsync(backend.Url);
        using var client = await Http2Conversation.OpenAsync(front.Port);
        client.Reads = false;
        await client.SendHeadAsync(1, "MSPA");
        for (var heard = 0; heard < 65_535;)
        {
            var frame = (await client.NextAsync())!;
            heard += frame.Type == Http2Conversation.Data ? frame.Payload.Length : 0;
        }

        // The window is used up. Another stream of the same connection is served all the same, as often as you like.
        await client.SendAsync(Http2Conversation.Window, 0, 0, Http2Conversation.Number(10_000));
        for (var stream = 3; stream < 103; stream += 2)
        {
            await client.SendAsync(Http2Conversation.Ping, 0, 0, Encoding.ASCII.GetBytes("12345678"));
            Assert.Equal(Http2Conversation.Ping, (await client.NextAsync())!.Type);
        }

        Assert.InRange(Volatile.Read(ref sent), 65_535, 20_000_000); // what sockets hold, and no more
    }
}
#endif
