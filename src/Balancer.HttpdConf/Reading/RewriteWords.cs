namespace Balancing.HttpdConf.Reading;

/// <summary>
/// Splits what stands after <c>RewriteRule</c> and <c>RewriteCond</c> (mod_rewrite.c: parseargline): a backslash before a space
/// keeps the word together, quotes have no escape, nothing is unescaped, and there are three words at most.
/// </summary>
internal static class RewriteWords
{
    /// <summary>The words; what follows the third is dropped, as httpd drops it.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>(3);
        var at = 0;
        while (words.Count < 3)
        {
            while (at < text.Length && ConfigWords.IsSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                break;
            }

            words.Add(Word(text, ref at));
        }

        return words;
    }

    private static string Word(string text, ref int at)
    {
        var quote = text[at] is '"' or '\'' ? text[at++] : '\0';
        var start = at;
        while (at < text.Length && (quote == '\0' ? !ConfigWords.IsSpace(text[at]) : text[at] != quote))
        {
            at += text[at] == '\\' && at + 1 < text.Length && ConfigWords.IsSpace(text[at + 1]) ? 2 : 1;
        }

        var word = text[start..at];
        at = Math.Min(at + 1, text.Length);
        return word;
    }
}
