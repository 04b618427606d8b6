using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Balancing.Telemetry;

/// <summary>
/// The instruments; docs/telemetry.md lists them. What the scoreboard counts anyway is observed when somebody collects, so that
/// requests do not pay for it.
/// </summary>
internal sealed partial class BalancerMeter
{
    private static readonly ConditionalWeakTable<IMeterFactory, BalancerMeter> ByFactory = [];
    private static readonly Lazy<BalancerMeter> Shared = new(() => new BalancerMeter(new Meter(Options())));

    // OpenTelemetry's advice for durations of HTTP requests.
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly (MemberStatus Flag, string Word)[] States =
    [
        (MemberStatus.InError, "error"),
        (MemberStatus.Disabled, "disabled"),
        (MemberStatus.Stopped, "stopped"),
        (MemberStatus.Drain, "draining"),
        (MemberStatus.HotStandby, "hot_standby"),
        (MemberStatus.HotSpare, "hot_spare"),
        (MemberStatus.HealthCheckFailed, "health_check_failed"),
        (MemberStatus.OnTrial, "on_trial"),
    ];

    private BalancerMeter(Meter meter)
    {
        PickFailures = meter.CreateCounter<long>("balancer.pick.failures", "{pick}", "Requests that got no member.");
        Failovers = meter.CreateCounter<long>("balancer.failovers", "{failover}", "Requests that went on to another attempt.");
        AffinityMisses = meter.CreateCounter<long>("balancer.affinity.misses", "{pick}", "Sessions sent to a member they did not ask for.");
        RetriesDenied = meter.CreateCounter<long>("balancer.retries.denied", "{attempt}", "Failed attempts that stand, because the retry budget was spent.");
        Reloads = meter.CreateCounter<long>("balancer.config.reloads", "{reload}", "Configuration changes, applied or refused.");
        LeaseDuration = meter.CreateHistogram(
            "balancer.member.lease.duration", "s", "How long a member was busy with one attempt.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        HealthProbes = meter.CreateCounter<long>("balancer.health.probes", "{probe}", "Health checks that were made.");
        ProbeDuration = meter.CreateHistogram(
            "balancer.health.probe.duration", "s", "How long a health check took.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        meter.CreateObservableCounter("balancer.picks", () => OfMembers(Picks), "{pick}", "Attempts given to a member.");
        meter.CreateObservableCounter("balancer.member.io", () => OfMembers(Bytes), "By", "Bytes sent to and received from a member.");
        meter.CreateObservableUpDownCounter("balancer.member.active_leases", () => OfMembers(Leases), "{lease}", "Attempts in flight.");
        meter.CreateObservableUpDownCounter("balancer.member.state", () => OfMembers(State), "{member}", "1 for each state a member is in.");
        AddPools(meter);
        meter.CreateObservableUpDownCounter("balancer.pending_requests", Pending, "{request}", "Requests that wait for a member.");
    }

    public LivingBalancers Living { get; } = new();

    public Counter<long> PickFailures { get; }

    public Counter<long> Failovers { get; }

    public Counter<long> AffinityMisses { get; }

    public Counter<long> Reloads { get; }

    public Counter<long> RetriesDenied { get; }

    public Histogram<double> LeaseDuration { get; }

    public Counter<long> HealthProbes { get; }

    public Histogram<double> ProbeDuration { get; }

    /// <summary>The instruments of a factory's meter, or of the process-wide one.</summary>
    public static BalancerMeter Of(IMeterFactory? factory) =>
        factory is null ? Shared.Value : ByFactory.GetValue(factory, static f => new BalancerMeter(f.Create(Options())));

    private static MeterOptions Options() => new(BalancerDiagnostics.Name) { Version = BalancerDiagnostics.Version };

    private List<Measurement<long>> OfMembers(Action<BalancerPlan, MemberSnapshot, List<Measurement<long>>> measure)
    {
        var all = new List<Measurement<long>>();
        foreach (var snapshot in Living.Look())
        {
            foreach (var member in snapshot.Members)
            {
                measure(snapshot.Plan, member, all);
            }
        }

        return all;
    }

    private IEnumerable<Measurement<long>> Pending() =>
        Living.Look().Select(s => new Measurement<long>(s.Waiting, Tags.Of(s.Plan)));

    private static void Picks(BalancerPlan plan, MemberSnapshot member, List<Measurement<long>> into)
    {
        var tags = Tags.Of(plan, member.Url);
        tags.Add(Tags.Set, member.Set);
        tags.Add(Tags.Method, plan.Method.Name);
        into.Add(new(member.Elected, in tags));
    }

    private static void Bytes(BalancerPlan plan, MemberSnapshot member, List<Measurement<long>> into)
    {
        foreach (var (direction, bytes) in new[] { ("transmit", member.Sent), ("receive", member.Received) })
        {
            var tags = Tags.Of(plan, member.Member);
            tags.Add(Tags.Direction, direction);
            into.Add(new(bytes, in tags));
        }
    }

    private static void Leases(BalancerPlan plan, MemberSnapshot member, List<Measurement<long>> into) =>
        into.Add(new(member.Busy, Tags.Of(plan, member.Member)));

    private static void State(BalancerPlan plan, MemberSnapshot member, List<Measurement<long>> into)
    {
        Add("usable", Availability.IsUsable(member.Status));
        foreach (var (flag, word) in States)
        {
            Add(word, (member.Status & flag) != MemberStatus.None);
        }

        Add("ejected", member.IsEjected);

        void Add(string word, bool holds)
        {
            var tags = Tags.Of(plan, member.Url);
            tags.Add(Tags.State, word);
            into.Add(new(holds ? 1 : 0, in tags));
        }
    }
}
