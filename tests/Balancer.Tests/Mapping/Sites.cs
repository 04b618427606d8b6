using Balancing.Explaining;
using Balancing.Mapping;

namespace Balancing.Tests.Mapping;

/// <summary>Short ways to a plan and to the answer of its map.</summary>
internal static class Sites
{
    public static ProxyPassPlan Pass(string path, string to) => Targeted(new ProxyPassPlan { Index = 0, Path = path, To = to });

    public static ProxyPassPlan Match(string pattern, string to) => Targeted(new ProxyPassPlan { Index = 0, Match = pattern, To = to });

    public static SitePlan Site(params ProxyPassPlan[] rules) =>
        new() { Name = "site", Rules = [.. rules.Select((rule, index) => rule with { Index = index })] };

    public static SitePlan Rewritten(params RewriteRulePlan[] rules) =>
        Site(Pass("/", "http://any/")) with { RewriteRules = [.. rules.Select(Targeted)] };

    public static MapResult Map(this SitePlan plan, string target) => plan.Map(RequestFacts.Get(target));

    public static MapResult Map(this SitePlan plan, RequestFacts facts) => ProxyMap.Of(plan).Answer(facts);

    public static MapResult Answer(this ProxyMap map, in RequestFacts facts)
    {
        var trace = default(Silent);
        return map.Map(facts, ref trace);
    }

    /// <summary>The path and query that a member at <paramref name="member"/> is asked for, or the status and reason of a refusal.</summary>
    public static string Sent(this SitePlan plan, string target, string member = "http://m") => Sent(plan.Map(target), member);

    public static string Sent(in MapResult result, string member = "http://m") =>
        result.Outcome == MapOutcome.Mapped ? ProxyMap.PathOf(Url(member), result) : $"{result.Refusal!.SuggestedStatus} {result.Refusal.Reason}";

    public static MemberUrl Url(string text)
    {
        Assert.True(MemberUrl.TryParse(text, out var url, out var problem), problem);
        return url!;
    }

    private static ProxyPassPlan Targeted(ProxyPassPlan rule)
    {
        if (rule.To == "!") return rule with { Exclude = true };
        Assert.True(TemplateRules.TrySplit(rule.To, out var balancer, out var url, out var template, out var problem), problem);
        return rule with { Balancer = balancer, Worker = Worker(balancer, url), Template = template };
    }

    private static RewriteRulePlan Targeted(RewriteRulePlan rule)
    {
        if (!rule.Proxy) return rule;
        Assert.True(TemplateRules.TrySplit(rule.Substitution, out var balancer, out var url, out var template, out var problem), problem);
        return rule with { Balancer = balancer, Worker = Worker(balancer, url), Template = template };
    }

    private static MemberPlan? Worker(string? balancer, string url) => balancer is null ? new() { Url = Url(url) } : null;
}
