using System.Buffers;
using System.Text;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>Words as httpd reads them back (util.c: ap_getword_conf; mod_rewrite.c: parseargline); see Reading/ConfigWords.cs.</summary>
internal static class HttpdWords
{
    /// <summary>The variable that stands for a dollar sign where <c>${</c> is meant as text.</summary>
    public const string Dollar = "DOLLAR";

    // What ends a line or a text, or what an editor would not show; the importer refuses them, too.
    private static readonly SearchValues<char> Unsayable = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Where(c => c is not ('\t' or '\v' or '\f'))]);

    /// <summary>False when no httpd text can hold this.</summary>
    public static bool CanSay(string text, out string why)
    {
        var at = text.AsSpan().IndexOfAny(Unsayable);
        why = at >= 0
            ? text[at] is '\n' or '\r' ? "a line ends where the text has a line break" : $"httpd's text holds no control character (U+{(int)text[at]:X4})"
            : "it holds half of a character, which no text can carry";
        return at < 0 && Texts.IsWhole(text);
    }

    /// <summary>The word, in quotes where it needs some.</summary>
    public static string Quote(string word) => Shield(Written(word), isOpen: false);

    /// <summary>As <see cref="Quote"/>, for words in which <c>${NAME}</c> is meant for the proxy to replace, as httpd's admins write it.</summary>
    public static string QuoteOpen(string word) => Shield(Written(word), isOpen: true);

    /// <summary>How the words of a rule are quoted, by whether the proxy replaces variables in them.</summary>
    public static Func<string, string> QuoterOf(bool? interpolate) => interpolate == true ? QuoteOpen : Quote;

    /// <summary>A word of RewriteRule, which knows no escapes inside quotes; null when both kinds of quotes stand in its way.</summary>
    public static string? QuoteForRewrite(string word)
    {
        if (IsBare(word))
        {
            return Shield(word, isOpen: false);
        }

        foreach (var quote in (ReadOnlySpan<char>)['"', '\''])
        {
            if (!word.Contains(quote, StringComparison.Ordinal))
            {
                return Shield($"{quote}{word}{quote}", isOpen: false);
            }
        }

        return null;
    }

    private static string Written(string word) => IsBare(word) ? Bare(word) : Quoted(word);

    // A backslash at the end of a line would join the next one; white space of other alphabets is quoted so that nobody trims it.
    private static bool IsBare(string word) =>
        word.Length > 0 && word[0] is not ('"' or '\'') && word[^1] != '\\' && !word.Any(char.IsWhiteSpace);

    /// <summary>Two backslashes in a row are one unless each is doubled; one alone stands for itself.</summary>
    public static string Bare(string word) =>
        word.Contains(@"\\", StringComparison.Ordinal) ? Escape(word, '\0') : word;

    private static string Quoted(string word) => $"\"{Escape(word, '"')}\"";

    private static string Escape(string word, char quote)
    {
        var made = new StringBuilder(word.Length + 8);
        for (var i = 0; i < word.Length; i++)
        {
            var atEnd = i + 1 == word.Length;
            var doubled = word[i] == '\\' && (atEnd ? quote != '\0' : word[i + 1] == '\\' || word[i + 1] == quote);
            made.Append(doubled || word[i] == quote ? "\\" : "").Append(word[i]);
        }

        return made.ToString();
    }

    // ${NAME} is replaced while httpd reads the line if NAME was defined or stands in its environment (core.c: ap_resolve_env);
    // ${map:key} is mod_rewrite's, and no variable has such a name. One that does not end would end with the next brace of the line.
    private static string Shield(string word, bool isOpen)
    {
        var made = new StringBuilder();
        var done = 0;
        for (var at = word.IndexOf("${", StringComparison.Ordinal); at >= 0; at = word.IndexOf("${", at + 1, StringComparison.Ordinal))
        {
            var end = word.IndexOf('}', at);
            var name = end < 0 ? "" : word.AsSpan(at + 2, end - at - 2);
            if (end < 0 || name.Contains("${", StringComparison.Ordinal) || !(isOpen || name.Contains(':')))
            {
                made.Append(word, done, at - done).Append("${").Append(Dollar).Append('}');
                done = at + 1;
            }
        }

        return made.Append(word, done, word.Length - done).ToString();
    }
}
