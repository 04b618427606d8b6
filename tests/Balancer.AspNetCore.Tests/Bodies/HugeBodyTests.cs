using System.Globalization;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Bodies;

/// <summary>Measures the memory of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(HugeBodyTests), DisableParallelization = true)]
public class HugeBodyCollection;

[Collection(nameof(HugeBodyTests))]
public class HugeBodyTests
{
    private const long Size = 80L << 20;
    private const long Often = 8L << 20; // how often memory is looked at
    private const long Tolerable = 8L << 20; // buffers on the way, and the pools they come from

    [Theory(Timeout = 2 * Limits.Test)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R44_eighty_megabytes_each_way_pass_through_flat_memory(bool chunked)
    {
        var piece = new byte[65_536];
        var uploaded = new TaskCompletionSource<long>();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            uploaded.SetResult(chunked ? await c.SwallowChunksAsync() : await c.SwallowAsync(Size));
            await c.SayAsync(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {Size}\r\nConnection: close\r\n\r\n"));
            for (var sent = 0L; sent < Size; sent += piece.Length)
            {
                await c.SayAsync(piece);
            }
        });
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var framing = chunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Size}");
        await client.SayAsync($"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{framing}\r\n\r\n");
        for (var sent = 0L; sent < Size; sent += piece.Length)
        {
            await client.SayAsync(chunked ? "10000\r\n" : "");
            await client.SayAsync(piece);
            await client.SayAsync(chunked ? "\r\n" : "");
            Look(sent);
        }

        await client.SayAsync(chunked ? "0\r\n\r\n" : "");
        await client.HearHeadAsync();

        Assert.Equal(Size, await uploaded.Task);
        for (var heard = 0L; heard < Size; heard += piece.Length)
        {
            Assert.Equal(piece.Length, await client.SwallowAsync(piece.Length));
            Look(heard);
        }

        void Look(long done)
        {
            if (done % Often == 0)
            {
                Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Tolerable);
            }
        }
    }
}
