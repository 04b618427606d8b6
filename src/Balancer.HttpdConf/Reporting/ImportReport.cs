namespace Balancing.HttpdConf;

/// <summary>What became of every line of a configuration, in the order of the text, and what is probably not meant.</summary>
public sealed class ImportReport
{
    internal ImportReport(IReadOnlyList<ImportEntry> entries, IReadOnlyList<ConfigurationProblem> lints)
    {
        Entries = entries;
        Lints = lints;
    }

    /// <summary>A line each, also for those that have no effect here.</summary>
    public IReadOnlyList<ImportEntry> Entries { get; }

    /// <summary>What httpd accepts and does, though it is hardly what was meant: the place, what happens, the remedy.</summary>
    public IReadOnlyList<ConfigurationProblem> Lints { get; }

    /// <summary>How many lines got a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public int Count(ImportVerdict verdict) => Entries.Count(entry => entry.Verdict == verdict);

    /// <summary>The report for people: refused lines first, then lints, then all lines, then the sum.</summary>
    public override string ToString() => ReportText.Of(this);
}
