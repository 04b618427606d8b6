using System.Text.RegularExpressions;

namespace Balancing.Tests.Docs;

/// <summary>A fence of a page that names where its text comes from.</summary>
/// <param name="Line">Line of the fence in the page, from 1.</param>
/// <param name="File">The file named, from the root of the tree.</param>
/// <param name="Region">The region in it, or empty for the whole file.</param>
/// <param name="Text">What the page shows.</param>
internal sealed record Snippet(int Line, string File, string Region, string Text);

/// <summary>
/// Pages show code that is compiled somewhere else. A fence names its source in its first line, <c>// examples/X/Y.cs#region</c>
/// (with <c>#</c> instead of <c>//</c> where that is a comment), or, when the text cannot hold a comment, in the line above it:
/// <c>&lt;!-- examples/X/Y.verified.txt --&gt;</c>. In the source a region stands between lines <c>// &lt;snippet:region&gt;</c>
/// and <c>// &lt;/snippet:region&gt;</c>. Indentation common to a region, and marks of other regions in it, do not count.
/// </summary>
internal static partial class Snippets
{
    /// <summary>The fences of a page that name a source.</summary>
    public static IEnumerable<Snippet> In(string page)
    {
        var lines = Lines(page);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsFence(lines[i]))
                continue;

            var mark = lines[i].TrimStart()[..3];
            var end = Array.FindIndex(lines, i + 1, line => line.Trim() == mark);
            end = end < 0 ? lines.Length : end;
            var above = i > 0 ? SourceAbove().Match(lines[i - 1]) : Match.Empty;
            var first = i + 1 < end ? SourceInside().Match(lines[i + 1].Trim()) : Match.Empty;
            if (above.Success)
                yield return Of(i + 1, above, lines[(i + 1)..end]);
            else if (first.Success)
                yield return Of(i + 1, first, lines[(i + 2)..end]);
            i = end;
        }
    }

    /// <summary>The text of a region, or of the whole file; null when there is no such region.</summary>
    public static string? Region(string source, string name)
    {
        var lines = Lines(source);
        if (name.Length > 0)
        {
            var begin = Array.FindIndex(lines, line => line.Contains($"<snippet:{name}>", StringComparison.Ordinal));
            var end = Array.FindIndex(lines, line => line.Contains($"</snippet:{name}>", StringComparison.Ordinal));
            if (begin < 0 || end < begin)
                return null;

            lines = lines[(begin + 1)..end];
        }

        return Dedented(lines.Where(line => !MarkLine().IsMatch(line)));
    }

    private static Snippet Of(int line, Match source, string[] text) =>
        new(line, source.Groups["file"].Value, source.Groups["region"].Value, Dedented(text));

    private static bool IsFence(string line) =>
        line.TrimStart().StartsWith("```", StringComparison.Ordinal) || line.TrimStart().StartsWith("~~~", StringComparison.Ordinal);

    private static string Dedented(IEnumerable<string> lines)
    {
        string[] all = [.. lines.Select(line => line.TrimEnd())];
        var indent = all.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', all.Select(line => line.Length > 0 ? line[indent..] : line)).Trim('\n');
    }

    private static string[] Lines(string text) => text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');

    // A source inside a fence has a folder and a region, so that a comment such as "// httpd.conf" is not taken for one.
    [GeneratedRegex(@"^(?://|#)\s*(?<file>[\w.+-]+(?:/[\w.+-]+)+)#(?<region>[\w-]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceInside();

    [GeneratedRegex(@"^\s*<!--\s*(?<file>[\w.+-]+(?:/[\w.+-]+)+)(?:#(?<region>[\w-]+))?\s*-->\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceAbove();

    [GeneratedRegex(@"^\s*(?://|#|<!--)\s*</?snippet:[\w-]+>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MarkLine();
}
