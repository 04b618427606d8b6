using System.Text;
using Balancing.AspNetCore.Tests.Bodies;
using Balancing.AspNetCore.Tests.Http2;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Trailers;

namespace Balancing.AspNetCore.Tests.Attacks;

/// <summary>Heads that are too much. Measures the memory of the whole process.</summary>
[Collection(nameof(HugeBodyTests))]
public class BombTests
{
    private const int Attackers = 50;
    private const int Huge = 5_000_000; // bytes of a bomb: all of them together are many times what is tolerable
    private const long Tolerable = Attackers * 1_200_000; // the server buffers 1 MiB of a connection, and keeps its buffers for later

    public static TheoryData<string, string, string> Bombs => new()
    {
        { "one long field", "X-Long: " + new string('a', Huge) + "\r\n", "431" },
        { "many fields", string.Concat(Enumerable.Repeat("a: b\r\n", Huge / 6)), "431" },
        { "many of one name", string.Concat(Enumerable.Repeat("Cookie: a=b\r\n", Huge / 13)), "431" },
        { "a name without an end", new string('n', Huge), "431" },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Bombs))]
    public async Task R13_a_head_of_HTTP_1_that_is_too_much_goes_no_further(string bomb, string fields, string status)
    {
        using var backend = Attack.Backend(_ => Task.CompletedTask);
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Attack.FrontAsync(foo);
        await Attack.AssertVictimAsync(front);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (attackers, head) = (new List<Conversation>(), Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n"));
        for (var i = 0; i < Attackers; i++)
        {
            var attacker = await front.OpenAsync();
            attackers.Add(attacker);
            await Attack.ShoutAsync(() => attacker.SayAsync(head)); // one copy: sockets hold what they sent
        }

        await Attack.AssertVictimAsync(front);
        var heard = await Task.WhenAll(attackers.Select(attacker => attacker.HearAllAsync()));

        Assert.All(heard, answer => Assert.True(answer.Length == 0 || answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{bomb}: {answer}"));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Tolerable);
        Assert.Equal(2, backend.Heads.Count); // the victim's
        await Attack.EndedAsync(foo);
        Attack.End(attackers);
    }

    // One byte each: ":method: GET" first, then fields of the static table, or a block that goes on and on.
    [Theory(Timeout = Limits.Test)]
    [InlineData("many small fields")]
    [InlineData("a block without an end")]
    [InlineData("frames of nothing")]
    public async Task R13_a_head_of_HTTP_2_that_is_too_much_goes_no_further(string bomb)
    {
        using var backend = Attack.Backend(_ => Task.CompletedTask);
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Attack.FrontAsync(foo, services: TrailerTests.OverHttp2);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var attackers = new List<Http2Conversation>();
        for (var i = 0; i < Attackers; i++)
        {
            var attacker = await Http2Conversation.OpenAsync(front.Port);
            attackers.Add(attacker);
            await Attack.ShoutAsync(() => ThrowAsync(attacker, bomb));
        }

        using (var victim = await Http2Conversation.OpenAsync(front.Port))
        {
            await victim.SendHeadAsync(1, ":method: GET¶:path: /victim¶:scheme: http¶:authority: a");
            Assert.Equal("200 [ok]", await victim.HearAsync(1).WaitAsync(Attack.Bearable));
        }

        foreach (var attacker in bomb == "frames of nothing" ? [] : attackers)
        {
            await Attack.ShoutAsync(async () => Assert.DoesNotContain("200", await attacker.HearAsync(1), StringComparison.Ordinal));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Tolerable);
        Assert.Contains(" /victim ", backend.Head, StringComparison.Ordinal);
        Attack.End(attackers);
        await Attack.EndedAsync(foo);
    }

    private static async Task ThrowAsync(Http2Conversation attacker, string bomb)
    {
        byte[] start = [0x82, 0x86, 0x84, 0x01, 0x01, (byte)'a'];
        switch (bomb)
        {
            case "many small fields":
                await attacker.SendAsync(Http2Conversation.Headers, Http2Conversation.EndHeaders | Http2Conversation.EndStream, 1, [.. start, .. Enumerable.Repeat((byte)0x90, 10_000)]);
                break;
            case "a block without an end":
                await attacker.SendAsync(Http2Conversation.Headers, Http2Conversation.EndStream, 1, start);
                for (var i = 0; i < 100; i++)
                {
                    await attacker.SendAsync(Http2Conversation.Continuation, 0, 1, [.. Enumerable.Repeat((byte)0x90, 16_384)]);
                }

                break;
            default:
                await attacker.SendAsync(Http2Conversation.Headers, Http2Conversation.EndStream, 1, start);
                for (var i = 0; i < 500; i++)
                {
                    await attacker.SendAsync(Http2Conversation.Continuation, 0, 1, []);
                }

                break;
        }
    }
}
