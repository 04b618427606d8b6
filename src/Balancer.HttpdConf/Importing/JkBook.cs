using Balancing.HttpdConf.ModJk;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>
/// mod_jk in an httpd.conf: one set of workers, mounts for each server. mod_proxy looks at a request first (its hook is the first),
/// so mounts come after every ProxyPass.
/// </summary>
internal sealed class JkBook
{
    private readonly JkReport _report = new();
    private readonly JkWorkers _workers;
    private readonly Dictionary<Server, JkServer> _servers = [];
    private readonly Dictionary<string, ConfigNode> _nodes = new(StringComparer.Ordinal); // by file:line, of directives
    private readonly Dictionary<string, ConfigNode> _files = new(StringComparer.Ordinal); // by file name, of what names it
    private readonly List<(string Text, string Name)> _workerFiles = [];

    public JkBook() => _workers = new JkWorkers(_report);

    private bool IsUsed => _nodes.Count + _files.Count > 0;

    /// <summary>True when something is mounted in the server.</summary>
    public bool IsMountedIn(Server server) => _servers.TryGetValue(server, out var jk) && jk.ToRules(_workers).ProxyPass.Count > 0;

    /// <summary>One directive that mod_jk's own reader knows.</summary>
    public void Directive(Server server, ConfigNode node, IReadOnlyList<string> words)
    {
        _nodes[node.Place.ToString()] = node;
        Of(server).Directive(node.Name, words, PlaceOf(node));
    }

    /// <summary>JkWorkerProperty; these count before those of the file, wherever they stand.</summary>
    public void Property(ConfigNode node)
    {
        _nodes[node.Place.ToString()] = node;
        _workers.Add(node.Text, PlaceOf(node));
    }

    /// <summary>The text of JkWorkersFile.</summary>
    public void WorkersFile(ConfigNode node, string text, string name)
    {
        _files[name] = node;
        _workerFiles.Add((text, name));
    }

    /// <summary>The text of JkMountFile.</summary>
    public void MountFile(Server server, ConfigNode node, string text, string name)
    {
        _files[name] = node;
        Of(server).MountFile(text, name);
    }

    /// <summary>Makes the workers, once all lines are read.</summary>
    public void Settle(Import import)
    {
        if (!IsUsed)
        {
            return;
        }

        _workerFiles.ForEach(file => _workers.AddFile(file.Text, file.Name));
        _workers.Settle();
        Of(import.Main).Mounts.AddFrom(_workers);
        foreach (var host in import.VirtualHosts)
        {
            Of(host).InheritFrom(Of(import.Main));
        }
    }

    /// <summary>Adds the mounts of a server to its site.</summary>
    public void AddTo(Import import, Server server)
    {
        if (!IsUsed)
        {
            return;
        }

        var site = server.Site;
        var rules = Of(server).ToRules(_workers);
        var alone = site.ProxyPass.Count == 0;
        foreach (var rule in rules.ProxyPass)
        {
            site.ProxyPass.Add(rule);
            if (!alone && rule.Exclude != true)
            {
                site.Location.Add(new LocationOptions { Path = rule.Path, Match = rule.Match, ProxyPreserveHost = true, ProxyAddHeaders = false });
            }
        }

        if (alone && rules.ProxyPass.Count > 0)
        {
            // Tomcat is told the client's Host and address as attributes, and makes its links of them.
            site.ProxyPreserveHost ??= true;
            site.ProxyAddHeaders ??= false;
        }

        site.Location.AddRange(rules.Locations.Select(location => location.ToOptions()));
        site.ProxySourceAddress ??= rules.ProxyPass.Count > 0 ? _workers.SourceAddress : null;
    }

    /// <summary>Adds the balancers, and what is said of every line.</summary>
    public void Finish(Import import)
    {
        foreach (var (name, balancer) in _workers.Balancers)
        {
            if (!import.Options.Balancers.TryAdd(name, balancer))
            {
                import.Report.Problem(
                    new ConfigPlace(name, 0), new ConfigurationProblem(name, "mod_jk and mod_proxy both define this balancer", "Rename one of them"));
            }
        }

        foreach (var entry in _report.Entries)
        {
            var place = $"{entry.File}:{entry.Line}";
            if (_nodes.TryGetValue(place, out var node))
            {
                import.Report.Judge(node, Verdict(entry.Verdict), entry.Became);
            }
            else
            {
                import.Report.Add(PlaceIn(entry.File, entry.Line), entry.Key, Verdict(entry.Verdict), entry.Became);
            }
        }

        import.Report.Take(_report.Problems.Select(p => (PlaceOf(p), p)), _report.Lints.Select(p => (PlaceOf(p), p)));
    }

    public static ImportVerdict Verdict(JkVerdict verdict) => verdict switch
    {
        JkVerdict.Applied => ImportVerdict.Applied,
        JkVerdict.Approximated => ImportVerdict.Approximated,
        JkVerdict.Refused => ImportVerdict.Refused,
        _ => ImportVerdict.Ignored,
    };

    private JkServer Of(Server server)
    {
        if (!_servers.TryGetValue(server, out var jk))
        {
            _servers.Add(server, jk = new JkServer(_report));
        }

        return jk;
    }

    private static JkPlace PlaceOf(ConfigNode node) => new(node.Place.File, node.Place.Line);

    private ConfigPlace PlaceOf(ConfigurationProblem problem)
    {
        if (_nodes.TryGetValue(problem.Place, out var node))
        {
            return node.Place;
        }

        var colon = problem.Place.LastIndexOf(':');
        return PlaceIn(problem.Place[..Math.Max(0, colon)], int.TryParse(problem.Place.AsSpan(colon + 1), out var line) ? line : 0);
    }

    // A line of a file comes where the file is named.
    private ConfigPlace PlaceIn(string file, int line) =>
        new(file, line) { Rank = _files.TryGetValue(file, out var node) ? node.Place.Rank : 0 };
}
