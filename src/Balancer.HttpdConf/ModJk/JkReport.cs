namespace Balancing.HttpdConf.ModJk;

/// <summary>What became of a line; a later one is the worse news.</summary>
internal enum JkVerdict
{
    /// <summary>It has no effect here, and nothing that is decided here depends on it.</summary>
    Ignored,

    /// <summary>It has the effect that it has in mod_jk.</summary>
    Applied,

    /// <summary>It has nearly that effect; the report says where it differs.</summary>
    Approximated,

    /// <summary>The import fails because of it.</summary>
    Refused,
}

/// <summary>Where a line stands.</summary>
/// <param name="File">Name of the file as the caller gave it.</param>
/// <param name="Line">Line from 1.</param>
internal readonly record struct JkPlace(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>One line of a mod_jk file, or one mod_jk directive, and what became of it.</summary>
internal sealed record JkEntry(string File, int Line, string Key, JkVerdict Verdict, string Became)
{
    public override string ToString() => $"{File}:{Line}: {Verdict.ToString().ToLowerInvariant()}: {Key}: {Became}";
}

/// <summary>A line while its verdict is made. A line of a template serves many workers, so it may be judged many times.</summary>
internal sealed class JkLine(JkPlace place, string key)
{
    private const int MostWords = 4;

    private readonly List<string> _became = [];

    public JkPlace Place { get; } = place;

    public string Key { get; } = key;

    public JkVerdict Verdict { get; private set; }

    public bool IsJudged => _became.Count > 0;

    /// <summary>The worst verdict stays, with its words; words that are as bad are added.</summary>
    public void Judge(JkVerdict verdict, string became)
    {
        if (IsJudged && verdict < Verdict)
        {
            return;
        }

        if (verdict != Verdict)
        {
            _became.Clear();
            Verdict = verdict;
        }

        if (!_became.Contains(became) && _became.Count < MostWords)
        {
            _became.Add(_became.Count == MostWords - 1 ? "and more" : became);
        }
    }

    public JkEntry ToEntry() => new(Place.File, Place.Line, Key, Verdict, string.Join("; ", _became));
}

/// <summary>The report of a mod_jk configuration while it is read.</summary>
internal sealed class JkReport
{
    private readonly List<JkLine> _lines = [];
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly List<ConfigurationProblem> _lints = [];

    /// <summary>Every line with its verdict, in the order in which they were read.</summary>
    public IReadOnlyList<JkEntry> Entries => [.. _lines.Select(line => line.ToEntry())];

    /// <summary>What stands in the way, file by file from top to bottom.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems => InOrder(_problems);

    /// <summary>What mod_jk does, though it is hardly what was meant.</summary>
    public IReadOnlyList<ConfigurationProblem> Lints => InOrder(_lints);

    public JkLine Open(JkPlace place, string key)
    {
        var line = new JkLine(place, key);
        _lines.Add(line);
        return line;
    }

    public void Problem(JkLine line, string cause, string remedy)
    {
        line.Judge(JkVerdict.Refused, $"{cause}. {remedy}.");
        _problems.Add(new ConfigurationProblem(line.Place.ToString(), cause, remedy, line.Key));
    }

    public void Lint(JkLine line, string cause, string remedy) =>
        _lints.Add(new ConfigurationProblem(line.Place.ToString(), cause, remedy, line.Key));

    private List<ConfigurationProblem> InOrder(List<ConfigurationProblem> found)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in _lines)
        {
            order.TryAdd(line.Place.ToString(), order.Count);
        }

        return [.. found.Distinct().OrderBy(problem => order.GetValueOrDefault(problem.Place))];
    }
}
