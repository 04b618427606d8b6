using System.Text.RegularExpressions;

namespace Balancing.Tests.Security;

/// <summary>
/// Faults that other reverse proxies had, and that this one could have: each has a test that carries its number, <c>Cve_2021_40438_…</c>. A
/// number without a year is of the year before it: <c>Cve_2011_3368_4317_and_2021_44224_…</c>.
/// </summary>
public partial class CveListTests
{
    public static TheoryData<string> Ids => [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "Balancer.Tests", "Security", "cves.txt"))];

    private static readonly HashSet<string> Tested =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Names().Matches(File.ReadAllText(file))).SelectMany(name => Numbers(name.Groups["name"].Value)),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_fault_that_could_be_ours_has_a_test(string id) => Assert.Contains(id, Tested);

    private static IEnumerable<string> Numbers(string name)
    {
        var (words, year) = (name.Split('_'), "");
        for (var i = 0; i < words.Length && (words[i] == "and" || IsNumber(words[i])); i++)
        {
            if (IsNumber(words[i]) && i + 1 < words.Length && IsYear(words[i]) && IsNumber(words[i + 1]))
            {
                year = words[i++];
            }

            if (IsNumber(words[i]))
            {
                yield return $"CVE-{year}-{words[i]}";
            }
        }
    }

    private static bool IsNumber(string word) => word.Length is >= 4 and <= 6 && word.All(char.IsAsciiDigit);

    private static bool IsYear(string word) => word.Length == 4 && (word.StartsWith("19", StringComparison.Ordinal) || word.StartsWith("20", StringComparison.Ordinal));

    [GeneratedRegex(@"\bCve_(?<name>\w+)\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Names();
}
