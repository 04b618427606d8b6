using System.Diagnostics;
using Balancing.Testing;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>Waits for the engine, and moves the clock only while the engine itself waits for it.</summary>
internal static class Patience
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    // A continuation may run on another thread; so long it is given before a timer counts as what everybody waits for.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static void Wait(ManualTimeProvider clock, Func<bool> done)
    {
        var all = Stopwatch.StartNew();
        while (!Settles(done))
        {
            AdvanceUntilATimerFires(clock);
            Assert.True(all.Elapsed < Limit, "The engine waits for something that no timer brings.");
        }
    }

    private static void AdvanceUntilATimerFires(ManualTimeProvider clock)
    {
        var timers = clock.ActiveTimers;
        for (var steps = 0; timers > 0 && clock.ActiveTimers == timers && steps < 1_000; steps++)
        {
            clock.Advance(Step);
        }
    }

    private static bool Settles(Func<bool> done)
    {
        var watch = Stopwatch.StartNew();
        while (!done())
        {
            if (watch.Elapsed > Grace)
            {
                return false;
            }

            Thread.Sleep(1);
        }

        return true;
    }
}
