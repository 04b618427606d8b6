using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>One import while it runs: what was filled so far, and what was found wrong.</summary>
internal sealed class Import(ImportOptions how, IEnumerable<ConfigurationProblem> problems)
{
    private readonly List<ConfigurationProblem> _problems = [.. problems];
    private readonly List<ConfigurationProblem> _warnings = [];
    private readonly List<Action> _atTheEnd = [];

    public BalancingOptions Options { get; } = new();

    /// <summary>The site. httpd turns nothing back unless a ProxyPassReverse says so.</summary>
    public SiteOptions Site { get; } = new() { ImplicitReverse = false };

    public string SiteName { get; set; } = how.SiteName;

    public BalancerBook Balancers => _balancers ??= new BalancerBook(Options.Balancers);

    public PlainWorkers Workers { get; } = new();

    public LocationRules Locations { get; } = new();

    /// <summary>Whether rewrite rules run at all.</summary>
    public bool RewriteEngine { get; set; }

    private BalancerBook? _balancers;

    /// <summary>Imports nodes in order.</summary>
    public void Run(IReadOnlyList<ConfigNode> nodes, Scope scope)
    {
        foreach (var node in nodes)
        {
            DirectiveTable.Run(this, node, scope);
        }
    }

    /// <summary>Runs when everything else is known.</summary>
    public void AtTheEnd(Action action) => _atTheEnd.Add(action);

    public void Problem(ConfigNode node, string cause, string remedy) =>
        _problems.Add(new ConfigurationProblem(node.Place.ToString(), cause, remedy, node.Label));

    /// <summary>Takes over what a parameter parser found; it knows the cause, we know the line.</summary>
    public void Problems(ConfigNode node, IEnumerable<ConfigurationProblem> found) =>
        _problems.AddRange(found.Select(problem => problem with { Place = node.Place.ToString() }));

    public void Warn(ConfigNode node, string cause, string remedy) =>
        _warnings.Add(new ConfigurationProblem(node.Place.ToString(), cause, remedy, node.Label));

    public ImportResult Finish()
    {
        foreach (var action in _atTheEnd)
        {
            action();
        }

        Locations.Join(this);
        Options.Sites[SiteName] = Site;
        return new ImportResult(Options, InOrder(_problems), InOrder(_warnings));
    }

    // The reader, the directives and the end of the import each find some; people read a file from top to bottom.
    private static List<ConfigurationProblem> InOrder(List<ConfigurationProblem> found) =>
        [.. found.OrderBy(problem => LineOf(problem.Place))];

    private static int LineOf(string place) =>
        int.TryParse(place.AsSpan(place.LastIndexOf(':') + 1), System.Globalization.CultureInfo.InvariantCulture, out var line) ? line : 0;
}
