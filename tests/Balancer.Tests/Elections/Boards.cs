using System.Globalization;

namespace Balancing.Tests.Elections;

/// <summary>Scoreboards without a balancer around them.</summary>
internal static class Boards
{
    public static BalancerPlan Plan(IEnumerable<int> factors, LbMethod? method = null) => new()
    {
        Name = "foo",
        Method = method ?? LbMethods.ByRequests,
        Members = [.. factors.Select((factor, i) => new MemberPlan { Url = Url(string.Create(CultureInfo.InvariantCulture, $"http://m{i}")), Factor = factor })],
    };

    public static Scoreboard Of(BalancerPlan plan) => Succession.Next(plan, null, []);

    private static MemberUrl Url(string text) => MemberUrl.TryParse(text, out var url, out var problem) ? url! : throw new FormatException(problem);
}
