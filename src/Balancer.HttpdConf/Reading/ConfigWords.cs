using System.Text;

namespace Balancing.HttpdConf.Reading;

/// <summary>
/// Splits a line into words as httpd does (util.c: ap_getword_conf): white space separates, a word that begins with
/// a quote runs to the same quote, and only <c>\\</c> and, inside quotes, the escaped quote are unescaped.
/// </summary>
internal static class ConfigWords
{
    /// <summary>The words of a line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="unclosed">True when the last quote is never closed.</param>
    public static List<string> Split(string line, out bool unclosed)
    {
        var words = new List<string>();
        var at = 0;
        unclosed = false;
        while (Next(line, ref at, ref unclosed) is { } word)
        {
            words.Add(word);
        }

        return words;
    }

    /// <summary>The first word, and the rest without the white space before it; an empty line has an empty first word.</summary>
    public static (string Word, string After) First(string line)
    {
        var at = 0;
        var unclosed = false;
        var word = Next(line, ref at, ref unclosed) ?? "";
        return (word, Trim(line.AsSpan(at)).ToString());
    }

    /// <summary>White space as C has it; a no-break space is part of a word.</summary>
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\v' or '\f' or '\r' or '\n';

    /// <summary>Takes such white space away at both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t\v\f\r\n");

    /// <summary>The next word, or null at the end of the line.</summary>
    private static string? Next(string line, ref int at, ref bool unclosed)
    {
        while (at < line.Length && IsSpace(line[at]))
        {
            at++;
        }

        return at == line.Length ? null : line[at] is '"' or '\'' ? Quoted(line, ref at, ref unclosed) : Bare(line, ref at);
    }

    private static string Bare(string line, ref int at)
    {
        var start = at;
        while (at < line.Length && !IsSpace(line[at]))
        {
            at++;
        }

        return Unescape(line.AsSpan(start, at - start), '\0');
    }

    private static string Quoted(string line, ref int at, ref bool unclosed)
    {
        var quote = line[at++];
        var start = at;
        while (at < line.Length && line[at] != quote)
        {
            at += line[at] == '\\' && at + 1 < line.Length && (line[at + 1] == quote || line[at + 1] == '\\') ? 2 : 1;
        }

        var word = Unescape(line.AsSpan(start, at - start), quote);
        unclosed |= at == line.Length;
        at = Math.Min(at + 1, line.Length);
        return word;
    }

    private static string Unescape(ReadOnlySpan<char> raw, char quote)
    {
        if (!raw.Contains('\\'))
        {
            return raw.ToString();
        }

        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\' && i + 1 < raw.Length && (raw[i + 1] == '\\' || (quote != '\0' && raw[i + 1] == quote)))
            {
                i++;
            }

            text.Append(raw[i]);
        }

        return text.ToString();
    }
}
