using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Reporting;

/// <summary>The report while it is written. A line's first verdict is Applied; what is found later only makes it worse.</summary>
internal sealed class ReportBook
{
    private readonly List<Line> _lines = [];
    private readonly Dictionary<ConfigNode, Line> _ofNode = new(ReferenceEqualityComparer.Instance);
    private readonly List<(ConfigPlace Place, ConfigurationProblem Problem)> _problems = [];
    private readonly List<(ConfigPlace Place, ConfigurationProblem Lint)> _lints = [];

    public IReadOnlyList<ConfigurationProblem> Problems => InOrder(_problems);

    /// <summary>Takes over what the reader has found and done.</summary>
    public void Take(ConfigTree tree)
    {
        foreach (var note in tree.Notes)
        {
            var verdict = note.Kind == NoteKind.Ignored ? ImportVerdict.Ignored : ImportVerdict.Applied;
            Add(note.Place, note.Text.Length == 0 ? note.Label : Joined(note), verdict, note.Became);
        }

        foreach (var (place, problem) in tree.Refused)
        {
            Problem(place, problem);
        }

        _lints.AddRange(tree.Doubtful.Select(found => (found.Place, found.Problem)));
    }

    /// <summary>Takes over problems and lints of lines that are in the report already.</summary>
    public void Take(
        IEnumerable<(ConfigPlace Place, ConfigurationProblem Problem)> problems, IEnumerable<(ConfigPlace Place, ConfigurationProblem Lint)> lints)
    {
        _problems.AddRange(problems);
        _lints.AddRange(lints);
    }

    /// <summary>Begins the line of a node; once begun, a second call changes nothing.</summary>
    public void Open(ConfigNode node, string became)
    {
        if (!_ofNode.ContainsKey(node))
        {
            var line = new Line(node.Place, node.Line) { Became = became };
            _ofNode.Add(node, line);
            _lines.Add(line);
        }
    }

    /// <summary>Says what became of a line, unless worse was said of it already; two equally bad things are both told.</summary>
    public void Judge(ConfigNode node, ImportVerdict verdict, string became)
    {
        Open(node, became);
        var line = _ofNode[node];
        if (verdict < line.Verdict)
        {
            return;
        }

        var adds = verdict == line.Verdict && verdict != ImportVerdict.Applied && line.Became != became;
        line.Became = adds ? $"{line.Became}{(line.Became.EndsWith('.') ? " " : "; ")}{became}" : became;
        line.Verdict = verdict;
    }

    /// <summary>A line that the reader has dealt with.</summary>
    public void Add(ConfigPlace place, string directive, ImportVerdict verdict, string became) =>
        _lines.Add(new Line(place, directive) { Verdict = verdict, Became = became });

    public void Problem(ConfigNode node, ConfigurationProblem problem)
    {
        _problems.Add((node.Place, problem));
        Judge(node, ImportVerdict.Refused, $"{problem.Cause}. {problem.Remedy}.");
    }

    /// <summary>A problem of the text itself, before there were nodes.</summary>
    public void Problem(ConfigPlace place, ConfigurationProblem problem)
    {
        _problems.Add((place, problem));
        Add(place, problem.HttpdWord.Length > 0 ? problem.HttpdWord : "(text)", ImportVerdict.Refused, $"{problem.Cause}. {problem.Remedy}.");
    }

    private static string Joined(ConfigNote note) =>
        note.Label.EndsWith('>') ? $"{note.Label[..^1]} {note.Text}>" : $"{note.Label} {note.Text}";

    public void Lint(ConfigPlace place, ConfigurationProblem lint) => _lints.Add((place, lint));

    public ImportReport Finish() => new(
        [.. _lines.OrderBy(line => line.Place.Rank)
            .Select(line => new ImportEntry(line.Place.ToString(), line.Text, line.Verdict, line.Became))],
        InOrder(_lints));

    // The reader, the directives and the end of the import each find some; people read a file from top to bottom.
    private static List<ConfigurationProblem> InOrder(List<(ConfigPlace Place, ConfigurationProblem Problem)> found) =>
        [.. found.OrderBy(f => f.Place.Rank).Select(f => f.Problem).Distinct()];

    private sealed class Line(ConfigPlace place, string text)
    {
        public ConfigPlace Place { get; } = place;

        public string Text { get; } = text;

        public ImportVerdict Verdict { get; set; }

        public string Became { get; set; } = "";
    }
}
