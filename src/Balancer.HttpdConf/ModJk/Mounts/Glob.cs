using System.Text;

namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// A URI pattern (jk_util.c: jk_wildchar_match): <c>*</c> is any run of characters, <c>?</c> is any one, slashes among them; all
/// else stands for itself.
/// </summary>
internal sealed class Glob
{
    public Glob(string text)
    {
        var to = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c != '*' || to.Length == 0 || to[^1] != '*')
            {
                to.Append(c);
            }
        }

        Text = to.ToString();
        var wild = Text.AsSpan().IndexOfAny('*', '?');
        Literal = wild < 0 ? Text : Text[..wild];
    }

    /// <summary>Gets the pattern, runs of <c>*</c> as one.</summary>
    public string Text { get; }

    /// <summary>Gets what stands before the first wildcard.</summary>
    public string Literal { get; }

    public bool IsExact => Literal.Length == Text.Length;

    /// <summary>Gets whether it holds everything below a path: a literal, a slash and one star.</summary>
    public bool IsBelow => Text.Length == Literal.Length + 1 && Text[^1] == '*' && Literal.EndsWith('/');

    public override string ToString() => Text;

    /// <summary>Whether a path matches.</summary>
    public bool Matches(string path)
    {
        int at = 0, p = 0, star = -1, from = 0;
        while (at < path.Length)
        {
            if (p < Text.Length && Text[p] == '*')
            {
                (star, from) = (p++, at);
            }
            else if (p < Text.Length && (Text[p] == '?' || Text[p] == path[at]))
            {
                p++;
                at++;
            }
            else if (star >= 0)
            {
                (p, at) = (star + 1, ++from);
            }
            else
            {
                return false;
            }
        }

        return p == Text.Length || (p == Text.Length - 1 && Text[p] == '*');
    }

    /// <summary>
    /// True when all that <paramref name="other"/> matches is sure to match this too. Its wildcards are taken for characters
    /// that only wildcards match; so a true is certain and a false is not.
    /// </summary>
    public bool Covers(Glob other) => !Text.Contains('?', StringComparison.Ordinal)
        ? Matches(other.Text.Replace('*', '\uFFFF').Replace('?', '\uFFFE'))
        : Text == other.Text;
}
