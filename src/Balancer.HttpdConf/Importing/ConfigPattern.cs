using System.Text.RegularExpressions;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Regular expressions that are only needed while importing, held against targets that the configuration names.</summary>
internal static class ConfigPattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>True when the pattern is found; a bad one is a problem of its line and found nowhere.</summary>
    public static bool IsMatch(Import import, ConfigNode node, string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.Singleline, Patience);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            import.Problem(node, $"'{pattern}' is no regular expression that can be used", "Mend it; it is tried on the targets of the configuration");
            return false;
        }
    }
}
