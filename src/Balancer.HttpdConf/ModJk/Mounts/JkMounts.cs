namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// The rules of one server: <c>JkMount</c>, <c>JkUnMount</c>, the file of <c>JkMountFile</c>, and for the main server what
/// workers mount themselves.
/// </summary>
internal sealed class JkMounts(JkReport report, IReadOnlyDictionary<string, string>? variables = null)
{
    // jk_map.c: jk_map_put: of rules with one pattern from one source the last holds, at the place of the first.
    private readonly Dictionary<(JkSource Source, string Key), (string Worker, JkLine Line)> _rules = [];
    private readonly List<(JkSource Source, string Key)> _order = [];

    /// <summary>Gets whether a directive or a file was given at all, which decides what a virtual host inherits.</summary>
    public bool Any => _order.Count > 0;

    /// <summary>A mount: <c>JkMount pattern worker</c>.</summary>
    public void Add(string pattern, string worker, JkPlace place) => Direct("JkMount", "", pattern, worker, place);

    /// <summary>An exclusion: <c>JkUnMount pattern worker</c>.</summary>
    public void Exclude(string pattern, string worker, JkPlace place) => Direct("JkUnMount", "!", pattern, worker, place);

    /// <summary>A file of rules, uriworkermap.properties.</summary>
    public void AddFile(string text, string fileName)
    {
        var values = new JkProperties(report, variables ?? new Dictionary<string, string>());
        JkText.Read(text, fileName, report, (line, key, value) =>
        {
            if (value.Length == 0)
            {
                report.Problem(line, "the rule names no worker, and mod_jk skips it without a word", "Write pattern=worker");
            }
            else if (values.TryExpand(line, value, out var worker))
            {
                Put(JkSource.File, key, worker, line);
            }
        });
    }

    /// <summary>What workers mount themselves; it is the main server's.</summary>
    public void AddFrom(JkWorkers workers)
    {
        foreach (var (pattern, worker, line) in workers.Mounts)
        {
            if (pattern.Contains('|', StringComparison.Ordinal))
            {
                report.Problem(
                    line, $"mod_jk takes the | of {JkText.Shown(pattern)} for a character of the path here",
                    "Write the two patterns, divided by a blank");
                continue;
            }

            line.Judge(JkVerdict.Applied, "a mount");
            Put(JkSource.Worker, pattern, worker, line);
        }
    }

    /// <summary>
    /// Takes over the rules of the main server (<c>JkMountCopy</c>): those whose pattern this server does not have itself, and
    /// the file unless it has one of its own.
    /// </summary>
    public void CopyFrom(JkMounts main, bool withFile)
    {
        var all = !Any; // who has no rules at all shares the main server's map, workers' mounts and all
        foreach (var key in main._order.Where(key => key.Source switch
                 {
                     JkSource.Directive => true,
                     JkSource.File => withFile,
                     _ => all,
                 }))
        {
            if (_rules.TryAdd(key, main._rules[key]))
            {
                _order.Add(key);
            }
        }
    }

    /// <summary>
    /// The rules as a site needs them, in first-match order, with the sections and balancers that belong to them.
    /// </summary>
    public JkRules ToRules(JkWorkers workers)
    {
        workers.Settle();
        var mounts = _order.SelectMany(key => Split(key.Source, key.Key, _rules[key].Worker, _rules[key].Line)).ToList();
        var known = mounts.Where(mount => IsAlive(mount) && IsKnown(mount, workers)).ToList();
        return new RuleWriter(workers, report).Write(MountOrder.Of(known, report));
    }

    // mod_jk.c: jk_mount_context: a directive has no marks before its pattern, and no pattern without a slash.
    private void Direct(string directive, string mark, string pattern, string worker, JkPlace place)
    {
        var line = report.Open(place, JkText.Shown($"{directive} {pattern} {worker}"));
        if (pattern.StartsWith('/'))
        {
            Put(JkSource.Directive, mark + pattern, worker, line);
        }
        else
        {
            report.Problem(
                line, $"the pattern '{JkText.Shown(pattern)}' does not begin with '/', and with it httpd does not start", "Write /*.jsp for *.jsp");
        }
    }

    private void Put(JkSource source, string pattern, string worker, JkLine line)
    {
        var key = (source, pattern);
        if (_rules.TryGetValue(key, out var before))
        {
            Replace(before.Worker, worker, before.Line, line);
        }
        else
        {
            _order.Add(key);
        }

        _rules[key] = (worker, line);
    }

    // An exclusion that a later line takes away without a word is worth one.
    private void Replace(string before, string worker, JkLine line, JkLine by)
    {
        line.Judge(JkVerdict.Ignored, $"{by.Place} says it again");
        if (before != worker)
        {
            report.Lint(
                line, $"{by.Place} has the same pattern for another worker and takes its place, as in mod_jk",
                "Remove one of the two, or exclude for all workers with *");
        }
    }

    // jk_uri_worker_map.c: '-' before '!' before the pattern; the first | makes two patterns of one.
    private IEnumerable<JkMount> Split(JkSource source, string key, string text, JkLine line)
    {
        var disabled = key.StartsWith('-');
        var rest = disabled ? key[1..] : key;
        var excludes = rest.StartsWith('!');
        var pattern = excludes ? rest[1..] : rest;
        if (disabled)
        {
            line.Judge(JkVerdict.Ignored, "a disabled rule; rules of other places with this pattern still hold");
            yield break;
        }

        var bar = pattern.IndexOf('|', StringComparison.Ordinal);
        string[] patterns = bar < 0 ? [pattern] : [pattern[..bar], pattern.Remove(bar, 1)];
        var extensions = JkExtensions.Read(text, line, report, out var worker);
        if (excludes && extensions.Text.Length > 0)
        {
            line.Judge(JkVerdict.Approximated, "the extensions of an exclusion say nothing");
        }

        foreach (var one in patterns)
        {
            if (Accepts(one, source, line))
            {
                yield return new JkMount(one, worker, extensions, excludes, source, line);
            }
        }
    }

    private bool Accepts(string pattern, JkSource source, JkLine line)
    {
        if (!pattern.StartsWith('/') && (source != JkSource.File || pattern is not ['*' or '?', ..]))
        {
            report.Problem(line, $"the pattern '{JkText.Shown(pattern)}' does not start with '/'", "Start it with '/'");
            return false;
        }

        if (!pattern.StartsWith('/'))
        {
            line.Judge(
                JkVerdict.Approximated,
                "taken as mod_jk's manual says; the module itself logs an error and skips a pattern without '/' at its start");
        }

        return true;
    }

    private bool IsAlive(JkMount mount)
    {
        if (mount.WhyNever() is not { } why)
        {
            return true;
        }

        mount.Line.Judge(JkVerdict.Ignored, why);
        if (mount.Excludes)
        {
            report.Lint(
                mount.Line, $"the exclusion {JkText.Shown(mount.Pattern)} excludes nothing: {why}",
                "Write the path as it is after all that, or remove it");
        }

        return false;
    }

    private bool IsKnown(JkMount mount, JkWorkers workers)
    {
        if ((mount.Excludes && mount.Worker == JkMount.AnyWorker) || workers.Find(mount.Worker) is { Kind: not JkWorkerKind.Unusable })
        {
            return true;
        }

        if (workers.Find(mount.Worker) is null)
        {
            report.Problem(
                mount.Line, $"no worker of worker.list is called {JkText.Shown(mount.Worker)}{(mount.Excludes ? ", so nothing is excluded" : "")}",
                workers.IsDefined(mount.Worker) ? "Add it to worker.list" : "Correct its name, or define it");
        }

        return false;
    }
}
