namespace Balancing.Testing;

/// <summary>The words a method is known by.</summary>
internal static class Words
{
    private const int LongestName = 15;

    public static void Check(LbMethod method, Findings findings)
    {
        findings.Try("Name", () => CheckName(method, findings));
        findings.Try("Measure", () => CheckMeasure(method.Measure, findings));
    }

    private static void CheckName(LbMethod method, Findings findings)
    {
        var name = method.Name;
        if (name is null || name.Length is 0 or > LongestName || name.Any(c => c is <= ' ' or > '~' or (>= 'A' and <= 'Z')))
        {
            findings.Add(LbMethodClause.Name, $"'{name}' is not 1 to 15 printable characters in lower case");
        }
        else if (method.Name != name)
        {
            findings.Add(LbMethodClause.Name, $"it was '{name}' and then '{method.Name}'");
        }
    }

    private static void CheckMeasure(string? measure, Findings findings)
    {
        if (string.IsNullOrEmpty(measure) || measure.Any(char.IsWhiteSpace))
        {
            findings.Add(LbMethodClause.Measure, $"'{measure}' is not one word");
        }
    }
}
