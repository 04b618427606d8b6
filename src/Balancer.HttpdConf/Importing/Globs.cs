using System.Text;
using System.Text.RegularExpressions;

namespace Balancing.HttpdConf.Importing;

/// <summary>Shell patterns as regular expressions (apr_fnmatch).</summary>
internal static class Globs
{
    /// <summary>True when the text is a shell pattern and not a plain path.</summary>
    public static bool IsGlob(string text) => text.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>The same as an anchored regular expression.</summary>
    /// <param name="glob">The shell pattern.</param>
    /// <param name="slashes">Whether <c>*</c>, <c>?</c> and sets may stand for a slash (not with APR_FNM_PATHNAME).</param>
    public static string ToPattern(string glob, bool slashes)
    {
        var any = slashes ? "." : "[^/]";
        var pattern = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*':
                    pattern.Append(any).Append('*');
                    break;
                case '?':
                    pattern.Append(any);
                    break;
                case '[' when glob.IndexOf(']', i + 2) is > 0 and var end:
                    var set = glob[(i + 1)..end];
                    var negated = set[0] is '!' or '^';
                    pattern.Append(negated ? "[^" : "[").Append(Escape(negated ? set[1..] : set)).Append(negated && !slashes ? "/]" : "]");
                    i = end;
                    break;
                case '\\' when i + 1 < glob.Length:
                    pattern.Append(Regex.Escape(glob[++i].ToString()));
                    break;
                default:
                    pattern.Append(Regex.Escape(glob[i].ToString()));
                    break;
            }
        }

        return pattern.Append('$').ToString();
    }

    private static string Escape(string set) => set.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
}
