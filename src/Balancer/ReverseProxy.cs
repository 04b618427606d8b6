using System.Runtime.CompilerServices;
using Balancing.Explaining;
using Balancing.Mapping;
using Balancing.Rewriting;

namespace Balancing;

/// <summary>
/// One site: which request goes to which balancer, and what its answers look like to clients (httpd: the proxy directives of a
/// virtual host). Immutable and thread-safe; the balancers behind it may change.
/// </summary>
public sealed class ReverseProxy : IDisposable
{
    private readonly ProxyMap _map;
    private readonly Dictionary<string, Balancer> _balancers; // by name; the site's own and the shared ones that they do not hide
    private readonly SiteBalancers _own;
    private readonly Balancer[] _shared; // without those that the site has a balancer of the same name for
    private readonly Balancer?[] _ofRule;
    private readonly ConditionalWeakTable<SectionSet, GatewayRules> _ofSections = []; // lives as long as the map keeps the combination

    private ReverseProxy(SitePlan plan, IEnumerable<Balancer> balancers, BalancerServices services, ReverseProxy? before = null)
    {
        Plan = plan;
        _own = new SiteBalancers(plan, services, before?._own);
        _balancers = _own.Named.ToDictionary(b => b.Name, StringComparer.Ordinal);
        _shared = [.. balancers.Where(b => !_balancers.ContainsKey(b.Name))];
        foreach (var balancer in _shared)
        {
            _balancers.Add(balancer.Name, balancer);
        }

        _map = ProxyMap.Of(plan);
        _ofRule = [.. plan.Rules.Select(r => Find(r.Balancer, r.Worker))];
        Gateway = new GatewayRules(plan, ReverseMap.Of(plan, PlanOf));
    }

    /// <summary>Name of the site.</summary>
    public string Name => Plan.Name;

    /// <summary>The plan in force.</summary>
    public SitePlan Plan { get; }

    /// <summary>
    /// The balancers of the site: the named ones it shares with others, those that only it knows, then one for each plain target
    /// (httpd: a worker of its own).
    /// </summary>
    public IReadOnlyCollection<Balancer> Balancers => [.. _shared, .. _own.All];

    /// <summary>Those with a name that only this site knows.</summary>
    internal IReadOnlyList<Balancer> OwnBalancers => _own.Named;

    /// <summary>What a gateway that speaks HTTP passes on, drops and adds, where no section says otherwise.</summary>
    public GatewayRules Gateway { get; }

    /// <summary>The same with the settings of the sections that hold the request (httpd: Location). Made once for each combination.</summary>
    /// <param name="hit">The answer of <see cref="Map"/>.</param>
    public GatewayRules GatewayOf(in MapResult hit) =>
        hit.Sections is not { } sections ? Gateway
        : _ofSections.TryGetValue(sections, out var known) ? known : _ofSections.GetValue(sections, With);

    /// <summary>Begins the sentence that makes a site.</summary>
    /// <param name="name">Name, for people and for lookup.</param>
    public static ReverseProxyBuilder Create(string name) => new(name);

    /// <summary>Makes a site of options.</summary>
    /// <param name="name">Name, for people and for lookup.</param>
    /// <param name="options">What it shall be.</param>
    /// <param name="balancers">The balancers its targets may name.</param>
    /// <param name="services">Clock and logs for plain targets. Default: <see cref="BalancerServices.Default"/>.</param>
    /// <exception cref="BalancerConfigurationException">The options are invalid; all problems are listed.</exception>
    public static ReverseProxy FromOptions(string name, SiteOptions options, IEnumerable<Balancer> balancers, BalancerServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        services ??= BalancerServices.Default;
        Balancer[] known = [.. balancers];
        var problems = new List<ConfigurationProblem>();
        var context = new PlannerContext(services, [.. known.Select(b => b.Name)]);
        var plan = Planner.PlanSite(name, options, context, problems);
        Planner.Throw(problems);
        foreach (var settings in Planner.SharedSettingsOf(name, options, context))
        {
            known.FirstOrDefault(b => string.Equals(b.Name, settings.Balancer, StringComparison.Ordinal))?.Apply(settings);
        }

        return new ReverseProxy(plan, known, services);
    }

    /// <summary>A site of a plan that was validated already.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="balancers">The balancers it may name.</param>
    /// <param name="services">Clock and logs for plain targets.</param>
    /// <param name="before">The site it takes the place of; the balancers of its own are handed over with their numbers.</param>
    internal static ReverseProxy OfPlan(
        SitePlan plan, IEnumerable<Balancer> balancers, BalancerServices services, ReverseProxy? before = null) =>
        new(plan, balancers, services, before);

    /// <summary>Finds the rule for a request. Pure and without allocation for a plainly written path.</summary>
    /// <param name="facts">The request.</param>
    public MapResult Map(in RequestFacts facts)
    {
        var silent = default(Silent);
        return _map.Map(in facts, ref silent);
    }

    /// <summary>The balancer that carries a mapped request, or null when it is not mapped.</summary>
    /// <param name="hit">The answer of <see cref="Map"/>.</param>
    public Balancer? BalancerOf(in MapResult hit) =>
        hit.Outcome != MapOutcome.Mapped ? null
        : hit.Rule is { } rule ? _ofRule[rule.Index]
        : hit.Rewrite is { } rewrite ? Find(rewrite.Balancer, rewrite.Worker) : null;

    /// <summary>The balancer that a rule leads to; null for an exclusion.</summary>
    internal Balancer? CarrierOf(ProxyPassPlan rule) => _ofRule[rule.Index];

    /// <summary>Maps a request and runs the whole loop on its balancer. What is not mapped comes back as a refusal.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="send">Does the I/O of one attempt and says how it went.</param>
    /// <param name="cancel">The client's patience.</param>
    public ValueTask<Outcome> ExecuteAsync(
        RequestFacts facts, Func<Attempt, CancellationToken, ValueTask<Outcome>> send, CancellationToken cancel = default)
    {
        var hit = Map(in facts);
        return BalancerOf(in hit) is { } balancer
            ? balancer.ExecuteAsync(facts, hit, send, cancel)
            : ValueTask.FromResult(Outcome.Refused(hit.Refusal ?? Refusal.NotMapped));
    }

    /// <summary>An answer as clients shall see it: ProxyPassReverse, the cookie rules, and the Header rules.</summary>
    /// <param name="hit">The answer of <see cref="Map"/>.</param>
    /// <param name="facts">The request.</param>
    /// <param name="response">What the backend sent.</param>
    /// <param name="attempt">The attempt that brought it, for its variables and its route cookie. Default: none.</param>
    public ResponseFacts Rewrite(in MapResult hit, in RequestFacts facts, ResponseFacts response, Attempt? attempt = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        var made = GatewayOf(in hit).Rewritten(new HeaderList(response.Headers), in facts, in hit, attempt, response.Status);
        return made.Refusal is { } refusal ? new ResponseFacts(refusal.SuggestedStatus) : new ResponseFacts(response.Status, made.Lines);
    }

    /// <summary>Tells which rule and which member a request would get and why, without any effect.</summary>
    /// <param name="facts">The request.</param>
    public Decision Explain(in RequestFacts facts)
    {
        var trace = new Recording();
        var hit = _map.Map(in facts, ref trace);
        DecisionStep[] steps = [.. trace.Entries.Select(e => StepWords.Of(in e, Plan))];
        if (BalancerOf(in hit) is not { } balancer)
        {
            return new Decision($"site {Name}", steps, null, hit.Refusal ?? Refusal.NotMapped);
        }

        var decision = balancer.Explain(hit.AsMapped(in facts));
        return new Decision($"site {Name}  {decision.Subject}", [.. steps, .. decision.Steps], decision.Member, decision.Refusal);
    }

    /// <summary>Disposes of the balancers that only this site knows; the others belong to whoever made them.</summary>
    public void Dispose()
    {
        foreach (var balancer in _own.All)
        {
            balancer.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"site {Name}";

    private GatewayRules With(SectionSet sections)
    {
        var plan = sections.On(Plan);
        return new GatewayRules(plan, ReverseMap.Of(plan, PlanOf));
    }

    private BalancerPlan? PlanOf(string name) => _balancers.GetValueOrDefault(name)?.Plan;

    private Balancer? Find(string? balancer, MemberPlan? worker) =>
        balancer is not null ? _balancers.GetValueOrDefault(balancer) : worker is not null ? _own.Of(worker) : null;
}
