using System.Text;

namespace Balancing;

/// <summary>Says in .NET's words what httpd's expressions (PCRE, bytes, no multi-line mode) say.</summary>
internal static class PatternText
{
    private const string Metacharacters = ".[($|?*+{)^\\";

    private static readonly (string Posix, string Ours)[] PosixClasses =
    [
        ("[:alpha:]", "a-zA-Z"), ("[:digit:]", "0-9"), ("[:alnum:]", "a-zA-Z0-9"), ("[:upper:]", "A-Z"), ("[:lower:]", "a-z"),
        ("[:space:]", "\\t\\n\\v\\f\\r "), ("[:xdigit:]", "0-9a-fA-F"), ("[:word:]", "a-zA-Z0-9_"), ("[:punct:]", "!-/:-@\\[-`{-~"),
    ];

    /// <summary>
    /// ASCII classes, <c>$</c> as <c>\z</c> so that no newline slips behind an anchor (R30, CVE-2017-15715), and groups
    /// numbered in the order they are written.
    /// </summary>
    public static string ToDotNet(string pattern)
    {
        var to = new StringBuilder(pattern.Length + 16);
        var keepNames = pattern.Contains("\\k", StringComparison.Ordinal);
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            if (c == '\\') i = Escape(to, pattern, i, inClass: false);
            else if (c == '[') i = Class(to, pattern, i);
            else if (c == '(' && !keepNames && NameEnd(pattern, i) is var end and > 0) i = Open(to, end);
            else
            {
                to.Append(c == '$' ? "\\z" : c.ToString());
                i++;
            }
        }

        return to.ToString();
    }

    /// <summary>
    /// Text that every match starts with at the start of the path, or empty when that is not plain to see. A pattern
    /// anchored at such a text cannot match under another prefix.
    /// </summary>
    public static string LiteralStart(string pattern)
    {
        if (!pattern.StartsWith("^/", StringComparison.Ordinal) || HasTopLevelChoice(pattern)) return "";
        var to = new StringBuilder();
        for (var i = 1; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c is '?' or '*' or '{' && to.Length > 0) to.Length--;
            if (c == '\\' && i + 1 < pattern.Length && !char.IsAsciiLetterOrDigit(pattern[i + 1])) c = pattern[++i];
            else if (Metacharacters.Contains(c, StringComparison.Ordinal)) break;
            to.Append(c);
        }

        return to.ToString();
    }

    private static bool HasTopLevelChoice(string pattern)
    {
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == '[') i = Class(new StringBuilder(), pattern, i) - 1;
            else if (pattern[i] == '(') depth++;
            else if (pattern[i] == ')') depth--;
            else if (pattern[i] == '|' && depth == 0) return true;
        }

        return false;
    }

    private static int Open(StringBuilder to, int end)
    {
        to.Append('(');
        return end;
    }

    // (?<name>, (?P<name> and (?'name' count like plain groups in PCRE; .NET would number them after all others.
    private static int NameEnd(string pattern, int open)
    {
        var at = open + 1;
        if (at >= pattern.Length || pattern[at] != '?') return 0;
        at += at + 1 < pattern.Length && pattern[at + 1] == 'P' ? 2 : 1;
        if (at + 1 >= pattern.Length || pattern[at] is not ('<' or '\'') || pattern[at + 1] is '=' or '!') return 0;
        return pattern.IndexOf(pattern[at] == '<' ? '>' : '\'', at + 1) + 1;
    }

    private static int Class(StringBuilder to, string pattern, int at)
    {
        to.Append('[');
        var i = at + 1;
        if (i < pattern.Length && pattern[i] == '^') to.Append(pattern[i++]);
        if (i < pattern.Length && pattern[i] == ']') to.Append("\\" + pattern[i++]);
        while (i < pattern.Length && pattern[i] != ']')
        {
            if (pattern[i] == '\\') i = Escape(to, pattern, i, inClass: true);
            else if (pattern[i] == '[') i = ClassOpen(to, pattern, i);
            else to.Append(pattern[i++]);
        }

        if (i < pattern.Length) to.Append(pattern[i++]);
        return i;
    }

    private static int ClassOpen(StringBuilder to, string pattern, int at)
    {
        foreach (var (posix, ours) in PosixClasses)
        {
            if (string.CompareOrdinal(pattern, at, posix, 0, posix.Length) != 0) continue;
            to.Append(ours);
            return at + posix.Length;
        }

        to.Append("\\["); // a mere character in PCRE, the start of a subtraction in .NET
        return at + 1;
    }

    private static int Escape(StringBuilder to, string pattern, int at, bool inClass)
    {
        var c = at + 1 < pattern.Length ? pattern[at + 1] : '\0';
        var set = c switch { 'd' or 'D' => "0-9", 'w' or 'W' => "a-zA-Z0-9_", 's' or 'S' => "\\t\\n\\v\\f\\r ", 'h' => "\\t ", _ => null };
        if (c == '_') to.Append('_');
        else if (set is null || (inClass && char.IsAsciiLetterUpper(c))) to.Append(pattern, at, Math.Min(2, pattern.Length - at));
        else if (inClass) to.Append(set);
        else to.Append(char.IsAsciiLetterUpper(c) ? "[^" : "[").Append(set).Append(']');
        return Math.Min(at + 2, pattern.Length);
    }
}
