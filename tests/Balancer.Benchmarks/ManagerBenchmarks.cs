using System.Diagnostics.CodeAnalysis;
using Balancing.Manager;
using Balancing.Manager.Live;
using Balancing.Manager.Pages;
using BenchmarkDotNet.Attributes;
using static Balancing.Benchmarks.Samples;

namespace Balancing.Benchmarks;

/// <summary>What balancer-manager costs with a thousand members that were all busy for five minutes.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The benchmark's own cleanup ends them.")]
public class ManagerBenchmarks
{
    private readonly Balancer _balancer = Members(1_000, Factors.Four).Build();
    private readonly PageContext _context = new()
    {
        Mount = "/balancer-manager",
        Title = "localhost",
        User = "alice",
        Permissions = ManagerPermissions.All,
        Token = "token",
        StartedAt = DateTimeOffset.UnixEpoch,
        Now = DateTimeOffset.UnixEpoch.AddHours(1),
    };

    private readonly Clock _clock = new();
    private ManagerHistory _history = null!;
    private LiveTeller _teller = null!;
    private ManagerView _view = null!;

    [GlobalSetup]
    public void Setup()
    {
        _history = new ManagerHistory(() => ManagerView.Of([_balancer]), _clock, TimeSpan.FromMinutes(5));
        _teller = new LiveTeller(_history, null);
        for (var look = 0; look < 60; look++)
        {
            Work(look);
            _clock.Ticks += TimeSpan.FromSeconds(5).Ticks;
            _ = _history.Now();
        }

        _view = ManagerView.Of([_balancer]);
        _ = _teller.Everything(_history.Now(), []);
        // A page is long: a few of them are too few for the compiler to have finished with it.
        for (var i = 0; i < 300; i++)
        {
            _ = The_page();
        }
    }

    [Benchmark]
    public int The_page() => OverviewPage.Render(_context, _view, new Selection(), _history, []).Length;

    [Benchmark]
    public int The_page_sorted_by_traffic() => OverviewPage.Render(_context, _view, new Selection(Sort: "-from"), _history, []).Length;

    /// <summary>What happens each second while one watches: a look, and an event about those who changed; here nobody did.</summary>
    [Benchmark]
    public int A_quiet_second_of_the_live_stream() => Second();

    /// <summary>The same after a request to every member; the thousand requests are counted in.</summary>
    [Benchmark]
    public int A_busy_second_of_the_live_stream()
    {
        Work(1);
        return Second();
    }

    /// <summary>The thousand requests of the row above alone.</summary>
    [Benchmark]
    public void The_requests_of_that_second() => Work(1);

    [GlobalCleanup]
    public void Cleanup()
    {
        _teller?.Dispose();
        _history?.Dispose();
        _balancer.Dispose();
    }

    private int Second()
    {
        _clock.Ticks += TimeSpan.TicksPerSecond;
        return _teller.News(_history.Now(), []).Length;
    }

    private void Work(int look)
    {
        for (var i = 0; i < 1_000; i++)
        {
            using var lease = _balancer.Acquire(RequestFacts.Get("/"));
            lease.Report(Outcome.Completed(200, look * 10, i * 100));
        }
    }

    /// <summary>A clock that stands still between two looks.</summary>
    private sealed class Clock : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
