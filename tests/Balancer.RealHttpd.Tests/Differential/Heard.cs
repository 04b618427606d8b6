using System.Globalization;
using System.Text.RegularExpressions;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>What one gateway made of a stream.</summary>
/// <param name="Statuses">Of the final answers, in order.</param>
/// <param name="Seen">Ids of the requests that a backend's answers spoke of, in order.</param>
/// <param name="Messages">What reached the backend.</param>
/// <param name="Faults">What reached the backend and is no request.</param>
internal sealed partial record Heard(IReadOnlyList<int> Statuses, IReadOnlyList<string> Seen, IReadOnlyList<StrictMessage> Messages, IReadOnlyList<string> Faults)
{
    public StrictMessage? Of(string id) => Messages.FirstOrDefault(m => m.Id == id);

    /// <summary>Statuses of the final answers in these bytes. No body of ours or of theirs has a status line in it.</summary>
    public static IReadOnlyList<int> StatusesIn(string answers) =>
        [.. StatusLine().Matches(answers).Select(m => int.Parse(m.Groups["code"].Value, CultureInfo.InvariantCulture)).Where(code => code >= 200)];

    public static IReadOnlyList<string> SeenIn(string answers) => [.. SeenLine().Matches(answers).Select(m => m.Groups["id"].Value)];

    public override string ToString() => $"{string.Join(' ', Statuses)} | {string.Join(" | ", Messages.Select(m => Stream.Notation(m.ToString())))}{string.Concat(Faults.Select(f => $"\n  no request: {f}"))}";

    [GeneratedRegex(@"HTTP/1\.[01] (?<code>[1-5][0-9][0-9])[ \r]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"X-Seen: (?<id>[^;\r\n]*);", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SeenLine();
}
