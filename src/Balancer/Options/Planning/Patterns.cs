namespace Balancing;

/// <summary>Checks regular expressions when configuration is loaded, with the translation that the map uses (R30).</summary>
internal static class Patterns
{
    public static void Check(string pattern, Place place, string word)
    {
        if (pattern.Length == 0)
        {
            place.Add("the pattern is empty", "Use a regular expression", word);
        }
        else if (!PathPattern.TryCreate(pattern, ignoreCase: false, out _, out var problem))
        {
            place.Add($"{Kind<string>.Quote(pattern)} is not a regular expression: {problem.TrimEnd('.')}", "Correct the pattern", word);
        }
    }
}
