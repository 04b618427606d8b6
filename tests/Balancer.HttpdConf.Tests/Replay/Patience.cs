using System.Diagnostics;
using Balancing.Testing;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>Waits for the engine, and moves the clock only while a request stands in a balancer's line.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void Wait(World world, Func<bool> done)
    {
        var all = Stopwatch.StartNew();
        while (!done())
        {
            if (world.Balancers.Any(b => b.Snapshot().Waiting > 0))
            {
                AdvanceToTheNextTimer(world.Clock);
            }

            Thread.Yield();
            Assert.True(all.Elapsed < Limit, "The engine waits for something that no timer brings.");
        }
    }

    private static void AdvanceToTheNextTimer(ManualTimeProvider clock)
    {
        if (clock.NextDue is { } due)
        {
            clock.AdvanceTo(due);
        }
    }
}
