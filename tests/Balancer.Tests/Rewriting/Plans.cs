using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

/// <summary>Short ways to the plans these tests need.</summary>
internal static class Plans
{
    public static SitePlan Site() => new() { Name = "www", ImplicitReverse = false };

    public static BalancerPlan Balancer(params string[] urls) =>
        new() { Name = "b1", Members = [.. urls.Select(Member)], Method = new First() };

    public static MemberUrl Url(string text) => MemberUrl.TryParse(text, out var url, out var problem) ? url! : throw new FormatException(problem);

    public static MemberPlan Member(string url) => new() { Url = Url(url) };

    /// <summary>A map with the given entries as path and backend, over one balancer named b1.</summary>
    public static ReverseMap Map(BalancerPlan? balancer, params (string Path, string From)[] entries) =>
        ReverseMap.Of(
            Site() with { Reverse = [.. entries.Select(entry => new ReversePlan(entry.Path, entry.From))] },
            name => name == "b1" ? balancer : null);

    private sealed class First : LbMethod
    {
        public override string Name => "first";

        public override int Elect(in ElectionContext election) => 0;
    }
}
