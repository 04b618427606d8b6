using System.Text;
using Balancing.RealHttpd.Tests.Comparing;
using Balancing.RealHttpd.Tests.Generating;
using Balancing.RealHttpd.Tests.Scenarios;
using Xunit.Abstractions;

namespace Balancing.RealHttpd.Tests;

/// <summary>The same configuration and the same requests, played to a real httpd and to our gateway. How to replay a seed: README.md.</summary>
public class SideBySideTests(ITestOutputHelper output)
{
    public static TheoryData<Emphasis> Emphases => [.. Enum.GetValues<Emphasis>()];

    [Theory]
    [MemberData(nameof(Emphases))]
    public async Task A_random_configuration_is_served_as_httpd_serves_it(Emphasis about)
    {
        using var arena = new Arena();
        var report = new StringBuilder();
        var (played, requests, failed) = (0, 0, 0);
        foreach (var number in Budget.Numbers(about))
        {
            var scenario = Generator.Make(about, number);
            played++;
            requests += scenario.Asks.Count();
            if (await arena.CompareAsync(scenario) is { Count: > 0 } differences)
            {
                failed++;
                report.Append(await ReportAsync(arena, scenario, differences));
                if (failed == Budget.MostReports)
                {
                    break;
                }
            }
        }

        output.WriteLine($"{played} configurations, {requests} requests to each of the two, {failed} scenarios differ");
        Assert.True(failed == 0, $"{failed} scenarios differ.\n{report}");
    }

    private static async Task<string> ReportAsync(
        Arena arena, Scenario scenario, IReadOnlyList<Difference> differences)
    {
        var (smallest, still) = await new Shrinker(arena, Budget.Shrinking).ShrinkAsync(scenario, differences);
        return $"\n=== {scenario.Seed} (replay: BALANCER_LOOP_SEED={scenario.Seed})\n{smallest}{string.Join('\n', still)}\n";
    }
}
