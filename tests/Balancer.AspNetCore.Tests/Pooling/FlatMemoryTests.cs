using Balancing.AspNetCore.Tests.Bodies;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Pooling;

/// <summary>Measures the memory of the whole process, so nothing else may run beside it.</summary>
[Collection(nameof(HugeBodyTests))]
public class FlatMemoryTests
{
    [Fact(Timeout = 4 * Limits.Test)]
    public async Task Connections_that_were_closed_leave_no_memory_behind()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Ttl(Limits.Sec(60)).Max(4)));
        await AskAsync(pooled, 500);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await AskAsync(pooled, 2_000);

        Assert.Equal((2_500L, 2_500L, 0), (pooled.Now.Opened, pooled.Now.Closed, pooled.Now.Open));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 10_000_000); // what was heard, and what the clock remembers, among it; a client that stays is more
    }

    private static async Task AskAsync(Pooled pooled, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            await pooled.AskAsync();
        }

        await Limits.UntilAsync(() => pooled.Now.Open == 0);
    }
}
