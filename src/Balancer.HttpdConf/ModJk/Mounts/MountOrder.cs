namespace Balancing.HttpdConf.ModJk;

/// <summary>One step in first-match order.</summary>
/// <param name="Rule">The mount or the exclusion.</param>
/// <param name="Meetings">Of an exclusion: the patterns to write instead of its own, because another worker keeps the rest; else null.</param>
internal sealed record MountStep(JkRule Rule, IReadOnlyList<Glob>? Meetings = null);

/// <summary>
/// mod_jk looks for the first mount that matches and then whether an exclusion for that mount's worker matches too; if so,
/// nobody gets the request. In a list where the first match decides, an exclusion stands before the first mount that it can
/// concern. Where it would take something from a mount of another worker further down, only what it has in common with each
/// mount of its own is written before that mount.
/// </summary>
internal sealed class MountOrder
{
    private const long MostEffort = 100_000_000;
    private const int MostPairs = 1_000_000;

    private readonly JkReport _report;
    private readonly Effort _effort = new(MostEffort);
    private readonly List<JkRule> _mounts;
    private readonly Dictionary<string, List<JkRule>> _exclusions;
    private readonly Dictionary<JkRule, int> _lastForeign = new(ReferenceEqualityComparer.Instance);
    private readonly List<MountStep> _steps = [];

    private MountOrder(IReadOnlyList<JkMount> mounts, JkReport report)
    {
        _report = report;
        var alive = mounts.Where(IsAlive).Select((mount, i) => (mount, i)).OrderBy(m => m.mount, Comparer<JkMount>.Create(JkMount.Compare))
            .ThenBy(m => m.i).Select(m => m.mount).ToList();
        _mounts = Join([.. alive.Where(m => !m.Excludes)]);
        _exclusions = Join([.. alive.Where(m => m.Excludes)]).GroupBy(e => e.Mount.Worker, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
    }

    public static IReadOnlyList<MountStep> Of(IReadOnlyList<JkMount> mounts, JkReport report)
    {
        var order = new MountOrder(mounts, report);
        order.Run();
        order.TellOfTies();
        return order._steps;
    }

    private void Run()
    {
        for (var i = 0; i < _mounts.Count; i++)
        {
            Exclude(i, _mounts[i].Mount.Worker);
            Exclude(i, JkMount.AnyWorker);
            _steps.Add(new MountStep(_mounts[i]));
        }

        foreach (var idle in _exclusions.Values.SelectMany(e => e).Where(e => e.Parts.TrueForAll(part => !part.Line.IsJudged)))
        {
            idle.Judge(JkVerdict.Ignored, "no mount of this worker has a path in common with it");
        }
    }

    private void Exclude(int mount, string worker)
    {
        if (!_exclusions.TryGetValue(worker, out var exclusions))
        {
            return;
        }

        for (var i = 0; i < exclusions.Count; i++)
        {
            var exclusion = exclusions[i];
            if (exclusion.IsApart(_mounts[mount], _effort))
            {
                continue;
            }

            if (!Concerns(exclusion, mount) && TryMeet(exclusion, _mounts[mount]) is { } meetings)
            {
                _steps.Add(new MountStep(exclusion, meetings));
                continue;
            }

            _steps.Add(new MountStep(exclusion));
            exclusions.RemoveAt(i--);
        }
    }

    // Whole is right when no mount of another worker further down has anything in common with it.
    private bool Concerns(JkRule exclusion, int mount)
    {
        if (exclusion.Mount.Worker == JkMount.AnyWorker)
        {
            return true;
        }

        if (!_lastForeign.TryGetValue(exclusion, out var last))
        {
            last = _mounts.FindLastIndex(m => m.Mount.Worker != exclusion.Mount.Worker && !exclusion.IsApart(m, _effort));
            _lastForeign.Add(exclusion, last);
        }

        return last < mount;
    }

    private List<Glob>? TryMeet(JkRule exclusion, JkRule mount)
    {
        var all = new List<Glob>();
        foreach (var a in exclusion.Globs)
        {
            foreach (var b in mount.Globs.Where(b => !GlobMeeting.AreApart(a, b, _effort)))
            {
                if (GlobMeeting.Of(a, b, _effort) is not { } meetings)
                {
                    const string Whole = "what it has in common with its worker's mounts is too much to write down";
                    exclusion.Judge(JkVerdict.Approximated, $"{Whole}, so it holds for all workers from here on");
                    _report.Lint(exclusion.Mount.Line, $"{Whole}, so it excludes from the mounts of other workers too", "Use fewer wildcards, or * as its worker");
                    return null;
                }

                all.AddRange(meetings);
            }
        }

        return all;
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
            _report.Lint(mount.Line, $"the exclusion {JkText.Shown(mount.Pattern)} excludes nothing: {why}", "Write the path as it is after all that, or remove it");
        }

        return false;
    }

    // "/app/*" and "/app" for one worker become one rule, unless a pattern between the two takes "/app".
    private static List<JkRule> Join(List<JkMount> ordered)
    {
        var exact = new Dictionary<string, int>(StringComparer.Ordinal);
        var wild = new Dictionary<int, List<Glob>>();
        for (var i = 0; i < ordered.Count; i++)
        {
            var glob = new Glob(ordered[i].Pattern);
            if (glob.IsExact)
            {
                exact.TryAdd(ordered[i].Pattern, i);
            }
            else if (!ordered[i].Excludes && !glob.IsBelow)
            {
                (wild.TryGetValue(ordered[i].Slashes, out var list) ? list : wild[ordered[i].Slashes] = []).Add(glob);
            }
        }

        var joined = new HashSet<JkMount>(ReferenceEqualityComparer.Instance);
        var rules = new List<JkRule>();
        foreach (var mount in ordered)
        {
            if (joined.Contains(mount))
            {
                continue;
            }

            var rule = new JkRule(mount, new Glob(mount.Pattern));
            rules.Add(rule);
            if (rule.Globs[0] is { IsBelow: true, Literal.Length: > 1 } below && exact.TryGetValue(below.Literal[..^1], out var at)
                && Same(mount, ordered[at]) && !(wild.TryGetValue(ordered[at].Slashes, out var between) && between.Exists(g => g.Matches(ordered[at].Pattern))))
            {
                rule.Join(ordered[at]);
                joined.Add(ordered[at]);
            }
        }

        return rules;
    }

    private static bool Same(JkMount a, JkMount b) => a.Worker == b.Worker && a.Extensions.Text == b.Extensions.Text;

    // qsort keeps no order among equals, so mod_jk itself does not say which of these rules wins.
    private void TellOfTies()
    {
        var pairs = 0;
        for (var i = 0; i < _mounts.Count; i++)
        {
            for (var j = i + 1; j < _mounts.Count && JkMount.Compare(_mounts[i].Mount, _mounts[j].Mount) == 0 && ++pairs < MostPairs; j++)
            {
                var (a, b) = (_mounts[i], _mounts[j]);
                if (a.Mount.Worker != b.Mount.Worker && !a.Globs[0].IsExact && !GlobMeeting.AreApart(a.Globs[0], b.Globs[0], _effort))
                {
                    _report.Lint(
                        b.Mount.Line, $"{JkText.Shown(a.Mount.Pattern)} and {JkText.Shown(b.Mount.Pattern)} are as long as each other and match the same paths; mod_jk does not say which wins, here it is the first",
                        "Make one of them longer, or say which paths each is for");
                }
            }
        }
    }
}
