using System.Diagnostics.CodeAnalysis;

namespace Balancing.Manager.Live;

/// <summary>What happened to each member in the last minutes. It looks every five seconds, and every second while somebody watches.</summary>
internal sealed class ManagerHistory : IDisposable
{
    /// <summary>Most watchers at one time; each costs a comparison per look.</summary>
    public const int MostWatchers = 32;

    /// <summary>Time between two looks while nobody watches.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    /// <summary>Time between two looks while somebody watches.</summary>
    public static readonly TimeSpan Fast = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Balancer, string Member), MemberSeries> _series = []; // gate
    private readonly List<LiveWatcher> _watchers = []; // gate
    private readonly Func<ManagerView> _view;
    private readonly ITimer _timer;
    private readonly long _began;
    private readonly double _width;
    private long _look;       // gate
    private bool _isDisposed; // gate

    /// <summary>Begins to look.</summary>
    /// <param name="view">What is there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="reach">How far back it goes.</param>
    public ManagerHistory(Func<ManagerView> view, TimeProvider time, TimeSpan reach)
    {
        _view = view;
        Time = time;
        Reach = reach;
        _width = reach.TotalSeconds / MemberSeries.Length;
        _began = time.GetTimestamp();
        // The first look is a base to count from; it comes soon, but not before the program has begun.
        _timer = time.CreateTimer(static history => ((ManagerHistory)history!).Look(), this, Fast, Slow);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>How far back it goes.</summary>
    public TimeSpan Reach { get; }

    /// <summary>Why the last look failed; null when it did not.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>How many watch.</summary>
    public int Watchers
    {
        get
        {
            lock (_gate)
            {
                return _watchers.Count;
            }
        }
    }

    /// <summary>Looks now, apart from the timer, and tells nobody.</summary>
    public LiveSample Now()
    {
        lock (_gate)
        {
            return Take();
        }
    }

    /// <summary>The charts of a member one after the other, each <see cref="MemberSeries.Length"/> values, the oldest first.</summary>
    /// <param name="balancer">Key of its balancer.</param>
    /// <param name="member">The member.</param>
    /// <param name="into">Room for all charts.</param>
    /// <param name="rates">What it does now.</param>
    /// <returns>False when nothing is known of it yet.</returns>
    public bool TryRead(string balancer, Member member, Span<float> into, out MemberRates rates)
    {
        lock (_gate)
        {
            rates = default;
            if (!_series.TryGetValue((balancer, member.Url.Identity), out var series))
            {
                return false;
            }

            for (var chart = 0; chart < MemberSeries.Charts; chart++)
            {
                series.Read((Chart)chart, into.Slice(chart * MemberSeries.Length, MemberSeries.Length));
            }

            rates = RatesOf(series);
            return true;
        }
    }

    /// <summary>What a member does now; nothing when nothing is known of it yet.</summary>
    public MemberRates RatesOf(string balancer, Member member)
    {
        lock (_gate)
        {
            return _series.TryGetValue((balancer, member.Url.Identity), out var series) ? RatesOf(series) : default;
        }
    }

    /// <summary>Somebody watches from now on; null when too many do, or it has ended.</summary>
    public LiveWatcher? TryWatch()
    {
        lock (_gate)
        {
            if (_isDisposed || _watchers.Count == MostWatchers)
            {
                return null;
            }

            var watcher = new LiveWatcher(Forget);
            _watchers.Add(watcher);
            if (_watchers.Count == 1)
            {
                _timer.Change(Fast, Fast);
            }

            return watcher;
        }
    }

    /// <summary>Stops looking and ends all watching.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _watchers.ForEach(w => w.End());
            _watchers.Clear();
        }

        _timer.Dispose();
    }

    private static MemberRates RatesOf(MemberSeries series) => new(
        series.Requests, series.Traffic, series.Newest(Chart.Requests), series.Newest(Chart.Traffic), series.Newest(Chart.Busy), series.Newest(Chart.Errors));

    private void Forget(LiveWatcher watcher)
    {
        lock (_gate)
        {
            if (_watchers.Remove(watcher) && _watchers.Count == 0)
            {
                _timer.Change(Slow, Slow);
            }
        }
    }

    // An exception in a timer would end the program; whoever asks for a page meets the same one.
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "It is kept and shown.")]
    private void Look()
    {
        try
        {
            lock (_gate)
            {
                var sample = Take();
                foreach (var watcher in _watchers)
                {
                    watcher.Offer(sample);
                }
            }

            Trouble = null;
        }
        catch (Exception trouble)
        {
            Trouble = trouble;
        }
    }

    // Needs the gate: of two looks the later one has to be counted later, or numbers would seem to go down.
    private LiveSample Take()
    {
        var view = _view();
        var at = Time.GetElapsedTime(_began).TotalSeconds;
        _look++;
        foreach (var balancer in view.Balancers)
        {
            foreach (var member in balancer.Snapshot.Members)
            {
                Add((balancer.Key, member.Member.Url.Identity), member, at);
            }
        }

        foreach (var (key, series) in _series)
        {
            if (series.Look != _look)
            {
                _series.Remove(key);
            }
        }

        return new LiveSample(view, (long)(at / _width), Time.GetUtcNow());
    }

    // Needs the gate.
    private void Add((string Balancer, string Member) key, MemberSnapshot member, double at)
    {
        if (_series.TryGetValue(key, out var series))
        {
            series.Add(member, at);
        }
        else
        {
            _series[key] = series = new MemberSeries(member, at, _width);
        }

        series.Look = _look;
    }
}
