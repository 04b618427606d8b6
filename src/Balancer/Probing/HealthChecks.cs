using Balancing.Attempts;
using Balancing.Probing;

namespace Balancing;

/// <summary>
/// Runs the health checks of any number of balancers (httpd: mod_proxy_hcheck) and follows their reloads and edits. Nothing happens
/// before <see cref="Start"/>, which runs one timer for all of them; a program with a loop of its own calls <see cref="Tick"/> instead.
/// A member is probed again one interval after its last probe ended, and never twice at once. Safe for any thread.
/// </summary>
public sealed class HealthChecks : IDisposable, IAsyncDisposable
{
    internal const int Usual = 16; // httpd: ProxyHCTPsize

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);       // longest sleep: reloads are noticed by looking
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(20);  // shortest: those due together are probed together
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);        // for a prober to keep its limits by itself

    private readonly Lock _gate = new();
    private readonly ProbeAgenda _agenda; // gate
    private readonly ProbeCrew _crew;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly HashSet<ProbeSeat> _flights = []; // gate
    private ITimer? _timer;                            // gate
    private TaskCompletionSource? _landed;             // gate: completed when nothing is in flight any more
    private int _limit;
    private bool _stopped;                             // gate
    private bool _begins;                              // gate: somebody is beginning probes

    internal HealthChecks(Func<IReadOnlyList<Dispatcher>> balancers, HealthLoopOptions options, IReadOnlyList<Prober> probers, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.AtOnce ?? 0, nameof(options));
        if (options.Jitter is not (>= 0 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Jitter, "Jitter is 0 to 0.5.");
        }

        var seed = options.Seed is { } given ? (ulong)given : (ulong)Guid.NewGuid().GetHashCode();
        _agenda = new ProbeAgenda(balancers, new Chance(seed), options.Jitter);
        _crew = new ProbeCrew(probers, time);
        _time = time;
        _origin = time.GetTimestamp();
        AtOnce = options.AtOnce ?? Usual;
    }

    /// <summary>Most probes in flight at once (httpd: ProxyHCTPsize), 0 or more; 0 works as 1. It may be changed at any time.</summary>
    public int AtOnce
    {
        get => Volatile.Read(ref _limit);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Volatile.Write(ref _limit, value);
        }
    }

    /// <summary>How many members are checked, as of the last tick.</summary>
    public int Members => Read(static checks => checks._agenda.Count);

    /// <summary>Probes in flight.</summary>
    public int InFlight => Read(static checks => checks._flights.Count);

    /// <summary>Members whose check is due and waits, because <see cref="AtOnce"/> probes are in flight.</summary>
    public int Waiting => Read(static checks => checks._agenda.Waiting);

    /// <summary>Starts the timer and begins with the first checks. Once it runs, nothing more happens.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_timer is not null)
            {
                return;
            }

            _stopped = false;
            _timer = _time.CreateTimer(static self => ((HealthChecks)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Tick();
    }

    /// <summary>Begins the checks that are due now, and ends probes whose time is up. It returns at once; with <see cref="Start"/> nobody needs to call it.</summary>
    /// <returns>How many probes were begun.</returns>
    public int Tick()
    {
        var ended = new List<ProbeSeat>();
        lock (_gate)
        {
            if (_stopped)
            {
                return 0;
            }

            var now = Now();
            _agenda.LookAround(now, ended);
            _agenda.CallDue(now);
            foreach (var seat in _flights)
            {
                if (now >= seat.Deadline && !seat.IsOverdue)
                {
                    seat.IsOverdue = true;
                    ended.Add(seat);
                }
            }
        }

        Cancel(ended);
        var begun = Begin();
        Arm();
        return begun;
    }

    /// <summary>Stops the timer, ends the probes in flight and waits for them; what they find is not counted. <see cref="Start"/> starts anew.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    public Task StopAsync(CancellationToken cancel = default)
    {
        End();
        lock (_gate)
        {
            return _flights.Count == 0 ? Task.CompletedTask
                : (_landed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancel);
        }
    }

    /// <summary>As <see cref="StopAsync"/>, without waiting.</summary>
    public void Dispose() => End();

    /// <summary>As <see cref="StopAsync"/>.</summary>
    public ValueTask DisposeAsync() => new(StopAsync());

    private void End()
    {
        IEnumerable<ProbeSeat> all;
        lock (_gate)
        {
            _stopped = true;
            _timer?.Dispose();
            _timer = null;
            all = _agenda.Clear();
        }

        Cancel(all);
    }

    private long Now() => _time.GetElapsedTime(_origin).Ticks;

    private T Read<T>(Func<HealthChecks, T> what)
    {
        lock (_gate)
        {
            return what(this);
        }
    }

    private static void Cancel(IEnumerable<ProbeSeat> seats)
    {
        foreach (var seat in seats)
        {
            try
            {
                seat.Flight?.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The probe ended by itself just now.
            }
        }
    }

    // One at a time begins probes, in a loop: a probe that ends at once must not begin the next one on top of itself.
    private int Begin()
    {
        lock (_gate)
        {
            if (_begins)
            {
                return 0;
            }

            _begins = true;
        }

        for (var begun = 0; ; begun++)
        {
            ProbeSeat? seat;
            lock (_gate)
            {
                if (_stopped || _flights.Count >= Math.Max(1, AtOnce) || !_agenda.TryTake(out seat))
                {
                    _begins = false;
                    return begun;
                }

                seat.Rounds++;
                seat.IsOverdue = false;
                seat.Flight = new CancellationTokenSource();
                seat.Deadline = Now() + Patience(seat).Ticks;
                _flights.Add(seat);
            }

            _ = ProbeAsync(seat, seat.Check, seat.Flight);
        }
    }

    private static TimeSpan Patience(ProbeSeat seat) =>
        ProbeLimits.Connect(seat.Member.Plan) + ProbeLimits.Answer(seat.Member.Plan, seat.Check.Method) + Grace;

    private async Task ProbeAsync(ProbeSeat seat, HealthCheckPlan check, CancellationTokenSource flight)
    {
        var result = await _crew.ProbeAsync(seat, check, flight.Token).ConfigureAwait(false);
        long delay;
        bool counts;
        lock (_gate)
        {
            counts = !seat.IsGone && result is not null;
            delay = _agenda.DelayAfter(seat);
        }

        try
        {
            if (counts)
            {
                ProbeBook.Record(seat.Balancer, seat.Member, check, result!.Value, TimeSpan.FromTicks(delay));
            }
        }
        finally
        {
            Land(seat, delay);
            flight.Dispose();
            Begin();
            Arm();
        }
    }

    private void Land(ProbeSeat seat, long delay)
    {
        lock (_gate)
        {
            seat.Flight = null;
            _flights.Remove(seat);
            _agenda.Enter(seat, Now() + delay);
            if (_flights.Count == 0)
            {
                _landed?.SetResult();
                _landed = null;
            }
        }
    }

    private void Arm()
    {
        lock (_gate)
        {
            var due = _agenda.NextDue;
            foreach (var seat in _flights)
            {
                due = seat.IsOverdue ? due : Math.Min(due, seat.Deadline);
            }

            var wait = Math.Clamp(due == long.MaxValue ? long.MaxValue : due - Now(), Grain.Ticks, Glance.Ticks);
            _timer?.Change(TimeSpan.FromMilliseconds(Math.Ceiling((double)wait / TimeSpan.TicksPerMillisecond)), Timeout.InfiniteTimeSpan);
        }
    }
}
