using Balancing.Attempts;
using Balancing.Explaining;
using Balancing.Failures;
using Balancing.Managing;
using Balancing.Probing;
using Balancing.Telemetry;

namespace Balancing;

/// <summary>
/// A named set of members and the rules by which requests are spread over them (httpd: <c>&lt;Proxy balancer://name&gt;</c>).
/// Thread-safe; it opens no socket, starts no thread, and runs no timer unless a request waits.
/// </summary>
public sealed partial class Balancer : IDisposable
{
    private readonly Dispatcher _dispatcher;
    private readonly BalancerServices _services;
    private readonly Editor _editor;
    private BalancerOptions? _options; // what it was last configured with; null when a plan was given. One writer: who configures

    private Balancer(BalancerPlan plan, BalancerServices services)
    {
        _services = services;
        var retired = new Dictionary<string, Member>(StringComparer.Ordinal);
        var board = Succession.Next(plan, null, retired);
        board.Changes.Clear();
        var seed = plan.Seed is { } given ? (ulong)given : (ulong)Guid.NewGuid().GetHashCode();
        _dispatcher = new Dispatcher(board, new Chance(seed), services.Time, services.Events ?? BalancerDiagnostics.Of(services.Logging, services.Metering));
        _editor = new Editor(_dispatcher, retired, services.Methods, services.StateDirectory);
        _dispatcher.Events.Watch(_dispatcher);
        _editor.Configure(plan, isStart: true);
    }

    /// <summary>Lower-case name, without <c>balancer://</c>.</summary>
    public string Name => Plan.Name;

    /// <summary>The plan in force.</summary>
    public BalancerPlan Plan => _dispatcher.Plan;

    /// <summary>The members in force, in order of declaration.</summary>
    public IReadOnlyList<Member> Members => _dispatcher.Members;

    /// <summary>What it took from its surroundings.</summary>
    internal BalancerServices Services => _services;

    /// <summary>Begins the sentence that makes a balancer.</summary>
    /// <param name="name">Name, at most 84 characters; compared without case.</param>
    public static BalancerBuilder Create(string name) => new(name);

    /// <summary>Makes a balancer of options.</summary>
    /// <param name="name">Name, at most 84 characters; compared without case.</param>
    /// <param name="options">What it shall be.</param>
    /// <param name="services">Clock, methods, logs. Default: <see cref="BalancerServices.Default"/>.</param>
    /// <exception cref="BalancerConfigurationException">The options are invalid; all problems are listed.</exception>
    public static Balancer FromOptions(string name, BalancerOptions options, BalancerServices? services = null)
    {
        services ??= BalancerServices.Default;
        return new Balancer(PlanOf(name, options, services), services) { _options = options };
    }

    /// <summary>A balancer of a plan that was validated already.</summary>
    internal static Balancer OfPlan(BalancerPlan plan, BalancerServices services) => new(plan, services);

    /// <summary>
    /// Chooses a member now. Never waits and never throws for want of a member: a refusal is a value.
    /// </summary>
    /// <param name="facts">The request.</param>
    public Lease Acquire(in RequestFacts facts) => _dispatcher.Acquire(in facts, []);

    /// <summary>Chooses a member, waiting for one up to the balancer's <c>timeout</c>, first come first served (D4).</summary>
    /// <param name="facts">The request.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public ValueTask<Lease> AcquireAsync(RequestFacts facts, CancellationToken cancel = default) =>
        AttemptLoop.AcquireAsync(_dispatcher, in facts, [], cancel);

    /// <summary>Runs the whole loop: elect, attempt, report, fail over.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="send">Does the I/O of one attempt and says how it went; backend trouble comes back as a value.</param>
    /// <param name="cancel">The client's patience; passed on to <paramref name="send"/>.</param>
    /// <returns>How the last attempt went, or why there was none.</returns>
    public ValueTask<Outcome> ExecuteAsync(
        RequestFacts facts, Func<Attempt, CancellationToken, ValueTask<Outcome>> send, CancellationToken cancel = default) =>
        ExecuteAsync(facts, default, send, cancel);

    /// <summary>Runs the whole loop for a request that a map has mapped, so that <see cref="Attempt.Target"/> is the mapped one.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="hit">The map's answer.</param>
    /// <param name="send">Does the I/O of one attempt and says how it went.</param>
    /// <param name="cancel">The client's patience.</param>
    public ValueTask<Outcome> ExecuteAsync(
        RequestFacts facts, MapResult hit, Func<Attempt, CancellationToken, ValueTask<Outcome>> send, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(send);
        var request = new FunctionRequest(send);
        request.Prepare(in facts, in hit);
        return AttemptLoop.RunAsync(_dispatcher, request, cancel);
    }

    /// <summary>The same for hosts with many requests: nothing is allocated for one that is sent again and again.</summary>
    /// <param name="request">The request, prepared. It serves no other until this has ended.</param>
    /// <param name="cancel">The client's patience; passed on.</param>
    /// <returns>How the last attempt went, or why there was none.</returns>
    public ValueTask<Outcome> ExecuteAsync(BalancedRequest request, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AttemptLoop.RunAsync(_dispatcher, request, cancel);
    }

    /// <summary>Tells which member a request would get and why, without any effect.</summary>
    /// <param name="facts">The request.</param>
    public Decision Explain(in RequestFacts facts)
    {
        var now = _dispatcher.Now();
        var copy = _dispatcher.Hold(0, static (chooser, _) => new Chooser(chooser.Board.Copy(), chooser.Chance.Copy()));
        var trace = new Recording();
        HealthRules.Tell(copy.Board, ref trace);
        var choice = copy.Choose(in facts, now, [], ref trace);
        var plan = copy.Board.Plan;
        _dispatcher.Budget.Note(plan, now, ref trace);
        return new Decision(
            $"{plan.Url}  lbmethod={plan.Method.Name}",
            [.. trace.Entries.Select(e => StepWords.Of(in e, copy.Board))],
            choice.Slot < 0 ? null : copy.Board.Members[choice.Slot],
            choice.Refusal);
    }

    /// <summary>All numbers of this moment, consistent with each other.</summary>
    public BalancerSnapshot Snapshot() => _dispatcher.Hold((_dispatcher, _editor.Book), static (chooser, of) => Snapshots.Take(chooser, of));

    /// <summary>Puts other options in force. Members keep their numbers by URL, and leases that are out stay valid.</summary>
    /// <param name="options">What the balancer shall be from now on.</param>
    /// <exception cref="BalancerConfigurationException">The options are invalid; the old plan stays in force.</exception>
    public void Apply(BalancerOptions options)
    {
        Apply(PlanOf(Name, options, _services));
        _options = options;
    }

    /// <summary>Applies parameters that a site's rule sets on its balancer (httpd: <c>ProxyPass / balancer://foo timeout=10</c>).</summary>
    internal void Apply(BalancerSettings settings)
    {
        if (_options is not null)
        {
            Apply(settings.On(_options));
        }
    }

    /// <summary>Puts a validated plan in force.</summary>
    internal void Apply(BalancerPlan plan) => _editor.Configure(plan, isStart: false);

    /// <summary>Records what a member announced about itself, for the <c>heartbeat</c> method (httpd: mod_heartmonitor).</summary>
    /// <param name="host">The member's host, with its port or without; without, all members on that host are meant.</param>
    /// <param name="ready">Idle workers, 0 or more.</param>
    /// <param name="busy">Busy workers, 0 or more.</param>
    /// <returns>False when no member is on that host.</returns>
    public bool Beat(string host, int ready, int busy)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfNegative(ready);
        ArgumentOutOfRangeException.ThrowIfNegative(busy);
        var known = _dispatcher.Hold((host, ready, busy, now: _dispatcher.Now()), Heartbeats.Record);
        if (known && _dispatcher.Line.Count > 0)
        {
            _dispatcher.Line.Pump();
        }

        return known;
    }

    /// <summary>
    /// Counts a probe of a member's health, for a host that probes by a schedule of its own: <c>hcpasses</c> and <c>hcfails</c> of the
    /// member decide, 1 each when it has no check. A stopped member is not checked; when a member comes back, those who wait are served.
    /// </summary>
    /// <param name="member">One of this balancer's members.</param>
    /// <param name="result">What the probe saw.</param>
    /// <returns>True when it passed; false when not, or when it was not counted because the member is stopped or not in the balancer.</returns>
    public bool RecordProbe(Member member, ProbeResult result)
    {
        ArgumentNullException.ThrowIfNull(member);
        return ProbeBook.Record(_dispatcher, member, member.Plan.HealthCheck ?? ProbeBook.Plain, in result, next: null) ?? false;
    }

    /// <summary>What counts and tells, for those who probe.</summary>
    internal Dispatcher Dispatcher => _dispatcher;

    /// <summary>Sends away those who wait, and lets connections to the members go. Leases that are out stay valid.</summary>
    public void Dispose()
    {
        Succession.Tell(_dispatcher.Members, inService: false);
        _dispatcher.Events.Forget(_dispatcher);
        _dispatcher.Line.Close();
    }

    /// <summary>Undoes <see cref="Dispose"/>, for a name that a reload took away and a later one brings back.</summary>
    internal void Reopen()
    {
        Succession.Tell(_dispatcher.Members, inService: true);
        _dispatcher.Line.Open();
        _dispatcher.Events.Watch(_dispatcher);
    }

    /// <inheritdoc/>
    public override string ToString() => Plan.Url;

    private static BalancerPlan PlanOf(string name, BalancerOptions options, BalancerServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<ConfigurationProblem>();
        var plan = Planner.PlanBalancer(name, options, new PlannerContext(services.Methods, services.HealthCheckTemplates), problems);
        Planner.Throw(problems);
        return plan;
    }
}
