using System.Buffers;
using System.Text;

namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// Patterns as the regular expressions of ProxyPassMatch. mod_jk compares a path without its <c>;parameters</c>
/// (jk_util.c: jk_servlet_normalize), the map of a site one with them; so the expressions step over parameters.
/// </summary>
internal static class GlobText
{
    private static readonly SearchValues<char> Metacharacters = SearchValues.Create(".$^{}[]()|*+?\\");

    private const string Parameters = "(?:;[^/]*)?";
    private const string AnyRun = "(?:[^;]|;[^/]*/)*"; // parameters only whole, so that nothing in them takes part
    private const string AnyOne = "(?:[^/;]|(?:;[^/]*)?/)";

    /// <summary>The expression of a mount; parameters behind a name before the first wildcard are left to <see cref="Variants"/>.</summary>
    public static string Mount(Glob glob) => "^" + Escape(glob.Literal) + Rest(glob.Text[glob.Literal.Length..], glob);

    /// <summary>
    /// The expressions for paths with parameters behind a name before the first wildcard, one for each such name. Each begins
    /// with a text of its own, so that they cost next to nothing while nobody sends such paths.
    /// </summary>
    public static IEnumerable<string> Variants(Glob glob)
    {
        for (var slash = NextSlash(glob, 0); slash > 0; slash = NextSlash(glob, slash))
        {
            if (glob.Literal[slash - 1] != '/')
            {
                yield return $"^{Escape(glob.Literal[..slash])};[^/]*/{Rest(glob.Text[(slash + 1)..], glob)}";
            }
        }
    }

    /// <summary>The same for a path and all below it.</summary>
    public static IEnumerable<string> VariantsBelow(string path)
    {
        foreach (var variant in Variants(new Glob(path + "/*")))
        {
            yield return variant.EndsWith(";[^/]*/", StringComparison.Ordinal) ? variant[..^"[^/]*/".Length]
                : variant[..^1] + "(?:/|$)";
        }
    }

    /// <summary>
    /// The expression of an exclusion. Exclusions are also held against the path without parameters (R26), so here one with
    /// parameters need not match where a wildcard would have to step over them.
    /// </summary>
    public static string Exclusion(Glob glob)
    {
        var to = new StringBuilder("^");
        for (var i = 0; i < glob.Text.Length; i++)
        {
            var c = glob.Text[i];
            to.Append(c switch
            {
                '*' when i == glob.Text.Length - 1 => "",
                '*' => "[^;]*",
                '?' => "[^;]",
                _ => Escape(c.ToString()),
            });
        }

        return to.Append(glob.Text.EndsWith('*') ? "" : "$").ToString();
    }

    private static int NextSlash(Glob glob, int after) =>
        after < glob.Literal.Length ? glob.Literal.IndexOf('/', after + 1) : -1;

    private static string Rest(string rest, Glob glob)
    {
        var to = new StringBuilder();
        for (var i = 0; i < rest.Length; i++)
        {
            to.Append(rest[i] switch
            {
                '*' when i == rest.Length - 1 => "",
                '*' => AnyRun,
                '?' => AnyOne,
                '/' => Parameters + "/",
                _ => Escape(rest[i].ToString()),
            });
        }

        return to.Append(glob.Text.EndsWith('*') ? "" : Parameters + "$").ToString();
    }

    private static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Metacharacters))
        {
            return text;
        }

        var to = new StringBuilder(text.Length + 4);
        foreach (var c in text)
        {
            if (Metacharacters.Contains(c))
            {
                to.Append('\\');
            }

            to.Append(c);
        }

        return to.ToString();
    }
}
