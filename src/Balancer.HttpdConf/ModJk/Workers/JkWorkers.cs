namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// The workers of a server: <c>JkWorkerProperty</c> lines first and <c>JkWorkersFile</c> after them, as mod_jk reads them
/// whatever their order in httpd.conf. Lines are added, then <see cref="Settle"/> makes workers of them.
/// </summary>
internal sealed class JkWorkers
{
    private readonly JkProperties _properties;
    private readonly Dictionary<string, JkWorker> _workers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), JkWorker> _derived = [];
    private readonly Dictionary<string, BalancerOptions> _balancers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Pattern, string Worker, JkLine Line)> _mounts = [];
    private bool _settled;

    public JkWorkers(JkReport report, IReadOnlyDictionary<string, string>? variables = null)
    {
        Report = report;
        _properties = new JkProperties(report, variables ?? new Dictionary<string, string>());
    }

    public JkReport Report { get; }

    /// <summary>Gets all balancers by name: of the workers, and those that rule extensions needed.</summary>
    public IReadOnlyDictionary<string, BalancerOptions> Balancers => _balancers;

    /// <summary>Gets the mounts that workers say themselves (<c>worker.NAME.mount</c>); they are the main server's.</summary>
    public IReadOnlyList<(string Pattern, string Worker, JkLine Line)> Mounts => _mounts;

    /// <summary>Gets the address that all backends are to be called from (<c>source</c>), or null.</summary>
    public string? SourceAddress { get; private set; }

    /// <summary>Reads a whole file.</summary>
    public static JkWorkers Read(string text, string fileName, JkReport? report = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var workers = new JkWorkers(report ?? new JkReport(), variables);
        workers.AddFile(text, fileName);
        workers.Settle();
        return workers;
    }

    public void AddFile(string text, string fileName) => JkText.Read(text, fileName, Report, _properties.Add);

    /// <summary>One <c>key=value</c>, as <c>JkWorkerProperty</c> has it.</summary>
    public void Add(string property, JkPlace place) => JkText.ReadLine(property, place, Report, _properties.Add);

    /// <summary>Makes the workers. Called once, after the last line.</summary>
    public void Settle()
    {
        if (_settled)
        {
            return;
        }

        _settled = true;
        foreach (var (line, name) in Listed())
        {
            if (!_workers.ContainsKey(name))
            {
                _workers.Add(name, Make(name, line));
            }
        }

        new WorkerChecks(_properties, this).Run(_members);
        SourceAddress = WorkerChecks.Source(_properties, _members.Concat(_workers.Keys));
        _properties.Global.GetValueOrDefault("maintain")?.Judge(
            JkVerdict.Ignored, "nothing is done at intervals: a member is tried again when recover_time is over and a request wants it");
    }

    /// <summary>A worker of <c>worker.list</c>, or null.</summary>
    public JkWorker? Find(string name) => _workers.GetValueOrDefault(name);

    /// <summary>The worker has lines, though it is not in <c>worker.list</c>.</summary>
    public bool IsDefined(string name) => _properties.Has(name);

    public IEnumerable<JkWorker> All => _workers.Values;

    /// <summary>A worker like this one with other settings, for one mount: the same each time it is asked for.</summary>
    public JkWorker Derive(JkWorker worker, string how, Action<BalancerOptions> change)
    {
        if (_derived.TryGetValue((worker.Name, how), out var known))
        {
            return known;
        }

        var name = $"{worker.Name}~{_derived.Keys.Count(key => key.Item1 == worker.Name) + 1}";
        var options = worker.Kind == JkWorkerKind.Plain ? Alone(worker.Name) : ReadBalancer(worker.Name).Options;
        change(options);
        var derived = new JkWorker(name, JkWorkerKind.Balancer) { Balancer = options, Members = worker.Members };
        _derived.Add((worker.Name, how), derived);
        _balancers.TryAdd(name, options);
        return derived;
    }

    private IEnumerable<(JkLine? Line, string Name)> Listed()
    {
        if (!_properties.Global.TryGetValue("list", out var list))
        {
            return [(null, "ajp13")]; // jk_util.c: DEFAULT_WORKER
        }

        return list.Words.Select(word => ((JkLine?)word.Line, word.Word));
    }

    private JkWorker Make(string name, JkLine? line)
    {
        line?.Judge(JkVerdict.Applied, "workers that requests can be mounted to");
        var settings = new WorkerSettings(_properties, Report, name);
        var type = settings.Text("type") ?? "ajp13";
        if (line is not null && !_properties.Has(name))
        {
            Report.Problem(
                line, $"worker {JkText.Shown(name)} has no properties; mod_jk would ask localhost:8009",
                "Define it, or correct its name");
            return new JkWorker(name, JkWorkerKind.Unusable);
        }

        foreach (var (mountLine, pattern) in settings.Find("mount")?.Words ?? [])
        {
            _mounts.Add((pattern, name, mountLine));
        }

        return type switch
        {
            "ajp13" or "ajp14" => MakePlain(settings),
            "lb" => MakeBalancer(settings),
            "status" => StatusWorker.Read(settings),
            _ => Refuse(settings, type),
        };
    }

    private static JkWorker MakePlain(WorkerSettings settings)
    {
        var worker = AjpWorker.Read(settings);
        if (worker.Member.Url.Length == 0)
        {
            settings.Problem(
                "port", "with port=0 the worker has no contact, and every request to it fails",
                "Say its port, or take it out of worker.list");
            return new JkWorker(settings.Worker, JkWorkerKind.Unusable);
        }

        settings.Judge(
            "fail_on_status", JkVerdict.Ignored, "a worker that is mounted alone is never in error, and its answers are passed on");
        settings.Judge(
            "retries", JkVerdict.Ignored,
            "a safe request is sent again once, on a new connection, when the kept one is closed unanswered");
        return new JkWorker(settings.Worker, JkWorkerKind.Plain) { Member = worker.Member };
    }

    private JkWorker MakeBalancer(WorkerSettings settings)
    {
        var balancer = ReadBalancer(settings.Worker);
        _members.UnionWith(balancer.Members.Select(m => m.Name));
        if (!_balancers.TryAdd(settings.Worker, balancer.Options))
        {
            settings.Problem("type", $"another balancer differs from {settings.Worker} only in upper and lower case", "Rename one of them");
        }

        return new JkWorker(settings.Worker, JkWorkerKind.Balancer)
        {
            Balancer = balancer.Options,
            Members = [.. balancer.Members.Where(m => m.HasContact).Select(m => m.Name)],
        };
    }

    private LbWorker ReadBalancer(string name) => LbWorker.Read(_properties, Report, new WorkerSettings(_properties, Report, name));

    // D2: a member that ignores errors is what a plain worker is.
    private BalancerOptions Alone(string name)
    {
        var member = AjpWorker.Read(new WorkerSettings(_properties, Report, name)).Member;
        member.Status = "+I";
        return new BalancerOptions { Members = [member], MaxAttempts = 0 };
    }

    private static JkWorker Refuse(WorkerSettings settings, string type)
    {
        var gone = type is "ajp12" or "jni";
        settings.Problem(
            "type", gone ? $"workers of type {type} are gone" : $"mod_jk has no workers of type {JkText.Shown(type)}",
            gone ? "Let the backend speak ajp13" : "Use ajp13, lb or status");
        return new JkWorker(settings.Worker, JkWorkerKind.Unusable);
    }
}
