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
    private const int MostPairs = 200_000;
    private const int MostMeetings = 20_000;

    private readonly JkReport _report;
    private readonly Effort _effort = new(MostEffort);
    private readonly List<JkRule> _mounts;
    private readonly List<JkRule> _exclusions;
    private readonly List<MountStep> _steps = [];
    private int _written;

    private MountOrder(IReadOnlyList<JkMount> mounts, JkReport report)
    {
        _report = report;
        var ordered = mounts.Order(Comparer<JkMount>.Create(JkMount.Compare)).ToList(); // equals stay as they are
        _mounts = Join([.. ordered.Where(m => !m.Excludes)]);
        _exclusions = Join([.. ordered.Where(m => m.Excludes)]);
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
        var before = new List<MountStep>?[_mounts.Count];
        var index = new RuleIndex(_mounts, _effort);
        foreach (var exclusion in _exclusions)
        {
            Place(exclusion, index.Meeting(exclusion), before);
        }

        for (var i = 0; i < _mounts.Count; i++)
        {
            _steps.AddRange(before[i] ?? []);
            _steps.Add(new MountStep(_mounts[i]));
        }
    }

    // An exclusion stands whole before the mount that holds all of it, and where no mount of another worker further down has
    // anything in common with it.
    private void Place(JkRule exclusion, List<int> meeting, List<MountStep>?[] before)
    {
        var lastForeign = meeting.FindLastIndex(i => !IsFor(exclusion, _mounts[i])) is var at and >= 0 ? meeting[at] : -1;
        var isPlaced = false;
        foreach (var i in meeting.Where(i => IsFor(exclusion, _mounts[i])))
        {
            isPlaced = true;
            var meetings = lastForeign < i || _mounts[i].Holds(exclusion) ? null : TryMeet(exclusion, _mounts[i]);
            (before[i] ??= []).Add(new MountStep(exclusion, meetings));
            if (meetings is null)
            {
                return;
            }
        }

        if (!isPlaced)
        {
            exclusion.Judge(JkVerdict.Ignored, "no mount of this worker has a path in common with it");
        }
    }

    private static bool IsFor(JkRule exclusion, JkRule mount) =>
        exclusion.Mount.Worker == mount.Mount.Worker || exclusion.Mount.Worker == JkMount.AnyWorker;

    private List<Glob>? TryMeet(JkRule exclusion, JkRule mount)
    {
        var all = new List<Glob>();
        foreach (var a in exclusion.Globs)
        {
            foreach (var b in mount.Globs.Where(b => !GlobMeeting.AreApart(a, b, _effort)))
            {
                if (++_written > MostMeetings || GlobMeeting.Of(a, b, _effort) is not { } meetings)
                {
                    const string Whole = "what it has in common with its worker's mounts is too much to write down";
                    exclusion.Judge(JkVerdict.Approximated, $"{Whole}, so it holds for all workers from here on");
                    _report.Lint(
                        exclusion.Mount.Line, $"{Whole}, so it excludes from the mounts of other workers too",
                        "Use fewer wildcards, or * as its worker");
                    return null;
                }

                all.AddRange(meetings);
            }
        }

        return all;
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
                && Same(mount, ordered[at])
                && !(wild.TryGetValue(ordered[at].Slashes, out var between) && between.Exists(g => g.Matches(ordered[at].Pattern))))
            {
                rule.Join(ordered[at]);
                joined.Add(ordered[at]);
            }
        }

        return rules;
    }

    private static bool Same(JkMount a, JkMount b) => a.Worker == b.Worker && a.Extensions.Text == b.Extensions.Text;

    // qsort keeps no order among equals, so mod_jk itself does not say which of these rules wins. Two paths with all below
    // them, and two exact ones, are equals only when they are the same.
    private void TellOfTies()
    {
        var pairs = 0;
        for (var i = 0; i < _mounts.Count; i++)
        {
            for (var j = i + 1; j < _mounts.Count && JkMount.Compare(_mounts[i].Mount, _mounts[j].Mount) == 0 && ++pairs < MostPairs; j++)
            {
                if (_mounts[i].Mount.Worker != _mounts[j].Mount.Worker && MayTie(_mounts[i].Globs[0], _mounts[j].Globs[0]))
                {
                    TellOfTie(_mounts[i].Mount, _mounts[j].Mount);
                }
            }
        }
    }

    private bool MayTie(Glob a, Glob b) =>
        (a.IsBelow && b.IsBelow) || (a.IsExact && b.IsExact) ? a.Text == b.Text : !GlobMeeting.AreApart(a, b, _effort);

    private void TellOfTie(JkMount first, JkMount second) => _report.Lint(
        second.Line,
        $"{JkText.Shown(first.Pattern)} and {JkText.Shown(second.Pattern)} are as long as each other and match the same paths; "
        + "mod_jk does not say which wins, here it is the first",
        "Make one of them longer, or say which paths each is for");
}
