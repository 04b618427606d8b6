using Balancing.Mapping;

namespace Balancing.Tests.Mapping;

/// <summary>What httpd was recorded doing, row by row; every difference is named in the row.</summary>
public class RecordedMappingTests
{
    public static TheoryData<string> Recordings => [.. Names];

    private static IEnumerable<string> Names =>
        Directory.GetFiles(RecordedSite.Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Every_recorded_request_goes_where_httpd_sent_it(string name)
    {
        var site = RecordedSite.Load(name);
        var map = ProxyMap.Of(site.Plan);
        var wrong = new List<string>();
        foreach (var (path, httpd, difference, ours) in site.Rows)
        {
            var answer = Answer(map, site, path);
            if (!IsSame(answer, ours)) wrong.Add($"{path} -> {httpd}  {(difference.Length > 0 ? difference : "D?")}  {answer}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_difference_from_the_recordings_is_one_of_those_on_the_list()
    {
        var ids = Names.SelectMany(name => RecordedSite.Load(name).Rows).Select(row => row.Difference).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["", "D1", "D18"], ids);
    }

    private static string Answer(ProxyMap map, RecordedSite site, string path)
    {
        var result = map.Answer(RequestFacts.Get(path).OnHost("www.example.com"));
        if (result.Outcome != MapOutcome.Mapped) return $"{result.Refusal!.SuggestedStatus}";
        var member = result.Worker?.Url ?? Sites.Url(site.Member);
        return $"{member.Host} {ProxyMap.PathOf(member, result)}";
    }

    // A request that is not ours got 200 where the recording server had such a file.
    private static bool IsSame(string answer, string expected) => answer == expected || (answer == "404" && expected == "200");
}
