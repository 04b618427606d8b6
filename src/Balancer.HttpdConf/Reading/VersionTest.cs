using System.Globalization;
using System.Text.RegularExpressions;

namespace Balancing.HttpdConf.Reading;

/// <summary>What <c>IfVersion</c> asks (mod_version.c). We stand for the httpd that the recorded behaviour comes from.</summary>
internal static class VersionTest
{
    /// <summary>The version we stand for.</summary>
    public const string Version = "2.4.71";

    private const int LongestPattern = 256;

    private static readonly int[] Numbers = [2, 4, 71];

    /// <summary>Answers the question.</summary>
    /// <param name="words">Operator and version, or a version alone.</param>
    /// <param name="wrong">Why it cannot be answered, or empty.</param>
    public static bool Holds(IReadOnlyList<string> words, out string wrong)
    {
        wrong = "";
        if (words.Count is 0 or > 2)
        {
            wrong = "a comparison and a version are needed";
            return false;
        }

        var written = words.Count == 2 ? words[0] : "=";
        var not = written.Length > 1 && written[0] == '!';
        var version = words[^1];
        var answer = (not ? written[1..] : written) switch
        {
            "=" or "==" when version.StartsWith('/') => Matches(Slashes(version, ref wrong), ref wrong),
            "=" or "==" => Compare(version, ref wrong) == 0,
            "<" => Compare(version, ref wrong) < 0,
            "<=" => Compare(version, ref wrong) <= 0,
            ">" => Compare(version, ref wrong) > 0,
            ">=" => Compare(version, ref wrong) >= 0,
            "~" => Matches(version, ref wrong),
            _ => Unknown(written, ref wrong),
        };
        return answer != not && wrong.Length == 0;
    }

    private static bool Unknown(string written, ref string wrong)
    {
        wrong = $"'{written}' is no comparison";
        return false;
    }

    /// <summary>Below 0 when we are older than the version asked for.</summary>
    private static int Compare(string version, ref string wrong)
    {
        var parts = version.Split('.');
        if (parts.Length > 3 || parts[0].Length == 0 || parts.Any(part => part.Length > 9 || !part.All(char.IsAsciiDigit)))
        {
            wrong = $"'{version}' is no version";
            return 0;
        }

        for (var i = 0; i < Numbers.Length; i++)
        {
            var part = i < parts.Length && parts[i].Length > 0 ? int.Parse(parts[i], CultureInfo.InvariantCulture) : 0;
            if (Numbers[i] != part)
            {
                return Numbers[i].CompareTo(part);
            }
        }

        return 0;
    }

    private static string Slashes(string version, ref string wrong)
    {
        if (version.Length < 2 || !version.EndsWith('/'))
        {
            wrong = $"the pattern '{version}' does not end in '/'";
            return "";
        }

        return version[1..^1];
    }

    private static bool Matches(string pattern, ref string wrong)
    {
        if (wrong.Length > 0)
        {
            return false;
        }

        if (pattern.Length > LongestPattern)
        {
            wrong = $"the pattern is longer than {LongestPattern} characters";
            return false;
        }

        try
        {
            return Regex.IsMatch(Version, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (RegexMatchTimeoutException)
        {
            wrong = $"the pattern '{pattern}' takes too long";
        }
        catch (ArgumentException)
        {
            wrong = $"'{pattern}' is no regular expression";
        }

        return false;
    }
}
