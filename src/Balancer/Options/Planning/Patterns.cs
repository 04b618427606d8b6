using System.Text.RegularExpressions;

namespace Balancing;

/// <summary>Checks regular expressions when configuration is loaded; the deciders compile them in their own way (R30).</summary>
internal static class Patterns
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(50);

    public static void Check(string pattern, Place place, string word)
    {
        if (pattern.Length == 0)
        {
            place.Add("the pattern is empty", "Use a regular expression", word);
            return;
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Singleline, Timeout);
        }
        catch (ArgumentException e)
        {
            place.Add($"{Kind<string>.Quote(pattern)} is not a regular expression: {e.Message.TrimEnd('.')}", "Correct the pattern", word);
        }
    }
}
