using System.Globalization;
using Balancing.AspNetCore.Tests.Bodies;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Attacks;

/// <summary>Bodies far beyond any memory. Measures the memory of the whole process.</summary>
[Collection(nameof(HugeBodyTests))]
public class GiantBodyTests
{
    private const long Size = 256L << 20; // each way

    [Theory(Timeout = 2 * Limits.Test)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R44_a_quarter_of_a_gigabyte_passes_through_flat_memory_and_others_are_served_meanwhile(bool up)
    {
        var piece = new byte[262_144];
        using var backend = Attack.Backend(async c =>
        {
            var heard = up ? await c.SwallowAsync(Size) : 0;
            await c.SayAsync(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nX-Heard: {heard}\r\nContent-Length: {(up ? 0 : Size)}\r\n\r\n"));
            await (up ? Task.CompletedTask : GiveAsync(c, piece, () => Task.CompletedTask));
        });
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await Attack.FrontAsync(foo);
        await Attack.AssertVictimAsync(front);
        using var client = await front.OpenAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;

        await client.SayAsync(up ? string.Create(CultureInfo.InvariantCulture, $"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: {Size}\r\n\r\n") : "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await (up ? GiveAsync(client, piece, LookAsync) : Task.CompletedTask);
        var head = await client.HearHeadAsync();
        for (var left = up ? 0 : Size; left > 0; left -= Size / 8)
        {
            Assert.Equal(Size / 8, await client.SwallowAsync(Size / 8));
            await LookAsync();
        }

        Assert.StartsWith("HTTP/1.1 200 ", head, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"X-Heard: {(up ? Size : 0)}\r\n"), head, StringComparison.Ordinal);
        Assert.InRange(most - before, long.MinValue, 16_000_000);
        await Attack.EndedAsync(foo);

        async Task LookAsync()
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            await Attack.AssertVictimAsync(front);
        }
    }

    private static async Task GiveAsync(Conversation c, byte[] piece, Func<Task> eighth)
    {
        for (var sent = 0L; sent < Size; sent += piece.Length)
        {
            await c.SayAsync(piece);
            if (sent % (Size / 8) == 0)
            {
                await eighth();
            }
        }
    }
}
