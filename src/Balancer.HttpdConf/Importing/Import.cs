using Balancing.HttpdConf.Reading;
using Balancing.HttpdConf.Reporting;

namespace Balancing.HttpdConf.Importing;

/// <summary>One import while it runs: what was filled so far, and what is said about it.</summary>
internal sealed class Import
{
    private readonly ImportOptions _how;
    private readonly List<Action> _atTheEnd = [];

    public Import(ImportOptions how, ModuleSet modules, ConfigPaths paths)
    {
        _how = how;
        Modules = modules;
        Paths = paths;
        Main = new Server(Options.Balancers);
        Server = Main;
    }

    public BalancingOptions Options { get; } = new();

    /// <summary>The modules that count as loaded.</summary>
    public ModuleSet Modules { get; }

    /// <summary>Where paths of the text lead.</summary>
    public ConfigPaths Paths { get; }

    /// <summary>The files that may be read, or null.</summary>
    public IConfigFiles? Files => _how.Files;

    /// <summary>What the text says with directives of mod_jk.</summary>
    public JkBook Jk { get; } = new();

    /// <summary>The main server: what stands outside of every virtual host.</summary>
    public Server Main { get; }

    /// <summary>The virtual hosts, in order.</summary>
    public List<Server> VirtualHosts { get; } = [];

    /// <summary>The server whose lines are being read.</summary>
    public Server Server { get; private set; }

    /// <summary>Which line each part of the options came from.</summary>
    public Origins Origins { get; } = new();

    /// <summary>Health-check expressions by name (ProxyHCExpr).</summary>
    public Dictionary<string, string> HealthExpressions { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ReportBook Report { get; } = new();

    public SiteOptions Site => Server.Site;

    public BalancerBook Balancers => Server.Balancers;

    public PlainWorkers Workers => Server.Workers;

    /// <summary>Imports nodes in order.</summary>
    public void Run(IReadOnlyList<ConfigNode> nodes, Scope scope)
    {
        foreach (var node in nodes)
        {
            DirectiveTable.Run(this, node, scope);
        }
    }

    /// <summary>Imports the lines of a virtual host.</summary>
    public void RunVirtualHost(ConfigNode node, Server host)
    {
        VirtualHosts.Add(host);
        In(host, () => Run(node.Children!, host.Scope));
    }

    /// <summary>Runs when everything else is known, for the server of this moment.</summary>
    public void AtTheEnd(Action action)
    {
        var server = Server;
        _atTheEnd.Add(() => In(server, action));
    }

    public void Problem(ConfigNode node, string cause, string remedy) =>
        Report.Problem(node, new ConfigurationProblem(node.Place.ToString(), cause, remedy, node.Label));

    /// <summary>Takes over what a parameter parser found; it knows the cause, we know the line.</summary>
    public void Problems(ConfigNode node, IEnumerable<ConfigurationProblem> found)
    {
        foreach (var problem in found)
        {
            Report.Problem(node, problem with { Place = node.Place.ToString() });
        }
    }

    /// <summary>Says that a line does what it does in httpd, but hardly what was meant.</summary>
    public void Lint(ConfigNode node, string cause, string remedy) =>
        Report.Lint(node.Place, new ConfigurationProblem(node.Place.ToString(), cause, remedy, node.Label));

    /// <summary>Says what an applied line turned into.</summary>
    public void Became(ConfigNode node, string became) => Report.Judge(node, ImportVerdict.Applied, became);

    /// <summary>Says how the effect differs from httpd's.</summary>
    public void Approximate(ConfigNode node, string how) => Report.Judge(node, ImportVerdict.Approximated, how);

    /// <summary>Says why a line has no effect here.</summary>
    public void Ignore(ConfigNode node, string why) => Report.Judge(node, ImportVerdict.Ignored, why);

    public ImportResult Finish()
    {
        foreach (var action in _atTheEnd)
        {
            action();
        }

        Jk.Settle(this);
        Sites.Make(this, _how.SiteName);
        Jk.Finish(this);
        Planning.Check(this);
        Linting.Lints.Look(this);
        return new ImportResult(Options, Report.Problems, Report.Finish());
    }

    private void In(Server server, Action action)
    {
        var before = Server;
        Server = server;
        action();
        Server = before;
    }
}
