using System.Diagnostics;
using Balancing.Manager.Live;
using Balancing.Manager.Pages;

namespace Balancing.Manager.Tests.Pages;

/// <summary>Bounds that no machine should miss; the true figures are in the benchmarks.</summary>
[Collection(nameof(Alone))]
public class SpeedTests
{
    private const int Members = 1_000;

    [Fact]
    public void The_page_of_a_thousand_members_is_quick()
    {
        using var scene = new Live.Scene([.. Enumerable.Range(0, Members).Select(i => $"http://10.0.{i / 250}.{i % 250}:8080")]);
        scene.Look();
        for (var i = 0; i < 60; i++)
        {
            scene.Send(Members, i * 10);
            scene.Wait(5);
        }

        var view = ManagerView.Of(scene.Balancers);
        var best = TimeSpan.MaxValue;
        var bytes = 0;
        var allocated = long.MaxValue;
        for (var i = 0; i < 60; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            bytes = OverviewPage.Render(Sample.Context(), view, new Selection(), scene.History, []).Length;
            var took = Stopwatch.GetElapsedTime(began);
            best = took < best ? took : best;
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(bytes > Members * 500, $"{bytes} bytes");
        Assert.True(allocated < bytes + (Members * 1_000), $"{allocated} bytes were allocated for a page of {bytes}");
        Assert.True(best < TimeSpan.FromMilliseconds(IsOptimized ? 20 : 100), $"the best of 60 took {best.TotalMilliseconds} ms");
    }

    [Fact]
    public void The_live_stream_of_a_thousand_busy_members_costs_less_than_a_hundredth_of_a_core()
    {
        using var scene = new Live.Scene([.. Enumerable.Range(0, Members).Select(i => $"http://10.0.{i / 250}.{i % 250}:8080")]);
        using var teller = new LiveTeller(scene.History, null);
        _ = teller.Everything(scene.History.Now(), []);
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 60; i++)
        {
            scene.Send(Members, i * 10);
            scene.Wait(1);
            var began = Stopwatch.GetTimestamp();
            Assert.False(teller.News(scene.History.Now(), []).IsEmpty);
            var took = Stopwatch.GetElapsedTime(began);
            best = took < best ? took : best;
        }

        // One look and one event each second.
        Assert.True(best < TimeSpan.FromMilliseconds(IsOptimized ? 10 : 50), $"the best of 60 took {best.TotalMilliseconds} ms");
    }

    private static bool IsOptimized =>
        typeof(OverviewPage).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), false) is not [DebuggableAttribute { IsJITOptimizerDisabled: true }];
}

/// <summary>Tests that look at the clock run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
