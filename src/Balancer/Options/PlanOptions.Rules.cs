namespace Balancing;

/// <content>The rules of sites.</content>
public static partial class PlanOptions
{
    private static ProxyPassOptions Of(ProxyPassPlan plan) => new()
    {
        Path = plan.Path,
        Match = plan.Match,
        To = plan.Exclude ? null : plan.To,
        Exclude = Said(plan.Exclude, false),
        NoCanon = Said(plan.NoCanon, false),
        NoQuery = Said(plan.NoQuery, false),
        Interpolate = Said(plan.Interpolate, false),
        Mapping = Said(plan.Mapping, PathMapping.Decoded),
        Worker = plan.Worker is { } worker ? WorkerOf(worker) : null,
        Access = Of(plan.Access),
    };

    // The target is the URL, and its member ignores errors without being told (MemberPlanner.PlanWorker).
    private static MemberOptions WorkerOf(MemberPlan plan)
    {
        var options = Of(plan with { Status = plan.Status & ~MemberStatus.IgnoreErrors });
        options.Url = "";
        return options;
    }

    private static ProxyPassReverseOptions Of(ReversePlan plan) =>
        new() { Path = plan.Path, From = plan.From, Interpolate = Said(plan.Interpolate, false) };

    private static CookieRuleOptions Of(CookieRulePlan plan) =>
        new() { From = plan.From, To = plan.To, Interpolate = Said(plan.Interpolate, false) };

    private static HeaderRuleOptions Of(HeaderRulePlan plan) => new()
    {
        Action = plan.Action,
        Name = plan.Name,
        Pattern = plan.Pattern,
        Value = plan.Value,
        Env = plan.Env,
        Expr = plan.Expr,
    };

    private static SetEnvIfOptions Of(SetEnvIfPlan plan) => new()
    {
        Attribute = plan.Attribute,
        Pattern = plan.Pattern,
        Variables = [.. plan.Variables.Select(v => v.Value is null ? $"!{v.Key}" : v.Value == "1" ? v.Key : $"{v.Key}={v.Value}")],
        IgnoreCase = Said(plan.IgnoreCase, false),
        Expr = plan.Expr,
    };

    private static string SetEnv(KeyValuePair<string, string> variable) =>
        variable.Value.Length == 0 ? variable.Key : $"{variable.Key}={variable.Value}";

    private static LocationOptions Of(LocationPlan plan) => new()
    {
        Path = plan.Path,
        Match = plan.Match,
        Access = Of(plan.Access),
        Handler = plan.Handler,
        ProxyPreserveHost = plan.PreserveHost,
        ProxyAddHeaders = plan.AddHeaders,
        ProxyErrorOverride = plan.ErrorOverride,
        ProxyErrorOverrideStatus = [.. plan.ErrorOverrideStatus],
        RequestHeader = [.. plan.RequestHeaders.Select(Of)],
        Header = [.. plan.ResponseHeaders.Select(Of)],
        ProxyPassReverse = [.. plan.Reverse.Select(Of)],
        ProxyPassReverseCookieDomain = [.. plan.CookieDomains.Select(Of)],
        ProxyPassReverseCookiePath = [.. plan.CookiePaths.Select(Of)],
        SetEnvIf = [.. plan.SetEnvIf.Select(Of)],
        SetEnv = [.. plan.SetEnv.Select(SetEnv)],
    };

    private static AccessOptions? Of(AccessPlan? plan) => plan is null ? null : new AccessOptions
    {
        Match = plan.Match,
        Require = [.. plan.Require.Select(rule => rule.Text)],
        Nested = [.. plan.Nested.Select(group => Of(group)!)],
    };
}
