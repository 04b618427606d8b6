namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// The lines of a mod_jk file (jk_map.c): <c>key=value</c>, <c>#</c> begins a comment wherever it stands, blanks around key and
/// value do not count, no line goes on in the next.
/// </summary>
internal static class JkText
{
    /// <summary>Takes a line: its key and its value, which may be empty.</summary>
    public delegate void Take(JkLine line, string key, string value);

    /// <summary>mod_jk takes what is behind this for a line of its own.</summary>
    public const int LongestLine = 8192;

    private const int LongestKeyShown = 60;

    /// <summary>Reads a text; hands over each line that has a key, its value perhaps empty.</summary>
    public static void Read(string text, string file, JkReport report, Take take)
    {
        var number = 0;
        for (var at = text.StartsWith('\uFEFF') ? 1 : 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            number++;
            ReadLine(text[at..end], new JkPlace(file, number), report, take);
            at = end + 1;
        }
    }

    /// <summary>One line, as <c>JkWorkerProperty</c> has it too.</summary>
    public static void ReadLine(string text, JkPlace place, JkReport report, Take take)
    {
        var comment = text.IndexOf('#', StringComparison.Ordinal);
        var said = (comment < 0 ? text : text[..comment]).Trim();
        if (said.Length == 0)
        {
            return;
        }

        var equals = said.IndexOf('=', StringComparison.Ordinal);
        var key = (equals < 0 ? said : said[..equals]).Trim();
        var value = equals < 0 ? "" : said[(equals + 1)..].Trim();
        var line = report.Open(place, key.Length == 0 ? "=" : Shown(key));
        var problem = Check(said, equals, key);
        if (problem.Cause.Length > 0)
        {
            report.Problem(line, problem.Cause, problem.Remedy);
            return;
        }

        take(line, key, value);
    }

    /// <summary>A text from a file as people may see it: short and without control characters.</summary>
    public static string Shown(string text)
    {
        var cut = text.Length > LongestKeyShown ? text[..LongestKeyShown] + "…" : text;
        return cut.Any(char.IsControl) ? new string([.. cut.Select(c => char.IsControl(c) ? '?' : c)]) : cut;
    }

    private static (string Cause, string Remedy) Check(string said, int equals, string key) =>
        said.Length > LongestLine ? ($"the line has {said.Length} characters, and mod_jk reads {LongestLine}", "Split it")
        : equals < 0 ? ("the line has no '=', and mod_jk skips it without a word", "Write key=value, or begin it with #")
        : key.Length == 0 ? ("there is nothing before the '='", "Write key=value")
        : said.Any(c => char.IsControl(c) && c != '\t') ? ("the line holds a control character", "Remove it")
        : said.EndsWith('\\') ? ("a line cannot be continued in the next one", "Write it in one line, or repeat the property where it is a list")
        : ("", "");
}
