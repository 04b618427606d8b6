using System.Text;

namespace Balancing.HttpdConf;

/// <summary>Writes a report for people: what stops the import first, because that is what they look for.</summary>
internal static class ReportText
{
    private const int WidestPlace = 40;
    private const int WidestDirective = 72;

    public static string Of(ImportReport report)
    {
        var text = new StringBuilder();
        Refused(report, text);
        Lints(report, text);
        Lines(report, text);
        text.Append(report.Entries.Count).Append(report.Entries.Count == 1 ? " line: " : " lines: ")
            .AppendJoin(", ", Enum.GetValues<ImportVerdict>().Select(verdict => $"{report.Count(verdict)} {Word(verdict)}"))
            .Append(", ").Append(report.Lints.Count).Append(report.Lints.Count == 1 ? " lint" : " lints").Append('\n');
        return text.ToString();
    }

    private static void Refused(ImportReport report, StringBuilder text)
    {
        if (report.Count(ImportVerdict.Refused) == 0)
        {
            return;
        }

        text.Append("Refused: nothing is imported until these are put right\n");
        foreach (var entry in report.Entries.Where(e => e.Verdict == ImportVerdict.Refused))
        {
            text.Append("  ").Append(entry.Place).Append(": ").Append(entry.Directive).Append("\n    ").Append(entry.Became).Append('\n');
        }

        text.Append('\n');
    }

    private static void Lints(ImportReport report, StringBuilder text)
    {
        if (report.Lints.Count == 0)
        {
            return;
        }

        text.Append("Lints: accepted, but hardly what was meant\n");
        foreach (var lint in report.Lints)
        {
            text.Append("  ").Append(lint.Place).Append(": ").Append(lint.Cause).Append(".\n    ").Append(lint.Remedy).Append(".\n");
        }

        text.Append('\n');
    }

    private static void Lines(ImportReport report, StringBuilder text)
    {
        if (report.Entries.Count == 0)
        {
            return;
        }

        var place = Math.Min(WidestPlace, report.Entries.Max(e => e.Place.Length));
        var directive = Math.Min(WidestDirective, report.Entries.Max(e => e.Directive.Length));
        text.Append("Lines\n");
        foreach (var entry in report.Entries)
        {
            text.Append("  ").Append(entry.Place.PadRight(place)).Append("  ")
                .Append(Word(entry.Verdict).PadRight(12)).Append("  ")
                .Append(Cut(entry.Directive).PadRight(directive)).Append("  ").Append(entry.Became).Append('\n');
        }

        text.Append('\n');
    }

    private static string Cut(string text) => text.Length <= WidestDirective ? text : $"{text.AsSpan(0, WidestDirective - 1)}…";

    private static string Word(ImportVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
