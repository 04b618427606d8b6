using System.Text;
using System.Text.RegularExpressions;

namespace Balancing.Rewriting;

/// <summary>Changes the values of one header by a pattern (httpd: edit, edit*; mod_headers.c: process_regexp).</summary>
/// <param name="pattern">What is replaced.</param>
/// <param name="replacement">What takes its place; <c>$0</c>..<c>$9</c> stand for captures, a backslash takes the next character as it is.</param>
/// <param name="all">Every match, not only the first.</param>
internal sealed class HeaderEditor(PathPattern pattern, string replacement, bool all)
{
    // R29: each match is looked for in what follows the one before, as httpd does, so ^ matches there too.
    private const int MostMatches = 1_000;

    /// <summary>Why the value must not be used, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The value as it shall be; the same instance when nothing matches.</summary>
    public string Edit(string value)
    {
        var made = new StringBuilder();
        var rest = value;
        var count = 0;
        while (rest.Length > 0 || count == 0)
        {
            var answer = pattern.Match(rest, rest.Length, out var match);
            if (answer == PatternAnswer.TimedOut || ++count > MostMatches) Problem ??= "the pattern took too long";
            if (answer != PatternAnswer.Yes || Problem is not null) break;
            made.Append(rest, 0, match.Index);
            Append(made, match);
            rest = rest[(match.Index + match.Length)..];
            if (made.Length + rest.Length > FieldText.MaxLength) Problem = "the value is too long";
            if (!all || match.Length == 0) break; // an empty match makes no progress; httpd loops until it crashes
        }

        if (Problem is not null || (made.Length == 0 && rest.Length == value.Length)) return value;
        var edited = made.Append(rest).ToString();
        Problem = FieldText.IsValue(edited) ? null : "the value holds a character that no header may hold";
        return Problem is null ? edited : value;
    }

    private void Append(StringBuilder to, Match match)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            var next = i + 1 < replacement.Length ? replacement[i + 1] : '\0';
            if (replacement[i] == '$' && char.IsAsciiDigit(next)) to.Append(match.Groups[replacement[++i] - '0'].ValueSpan);
            else to.Append(replacement[i] == '\\' && next != '\0' ? replacement[++i] : replacement[i]);
        }
    }
}
