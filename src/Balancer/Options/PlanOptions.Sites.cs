namespace Balancing;

/// <content>Sites.</content>
public static partial class PlanOptions
{
    private const int AllErrors = 200; // 400..599

    /// <summary>The options of a site's plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>New options.</returns>
    public static SiteOptions Of(SitePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var options = new SiteOptions
        {
            ServerName = plan.ServerName,
            ServerAlias = [.. plan.ServerAlias],
            ProxyPass = [.. plan.Rules.Select(Of)],
            ProxyPassReverse = [.. plan.Reverse.Select(entry => new ProxyPassReverseOptions
            {
                Path = entry.Path, From = entry.From, Interpolate = Said(entry.Interpolate, false),
            })],
            ProxyPassReverseCookieDomain = [.. plan.CookieDomains.Select(Of)],
            ProxyPassReverseCookiePath = [.. plan.CookiePaths.Select(Of)],
            RewriteRule = [.. plan.RewriteRules.Select(Of)],
            SetEnvIf = [.. plan.SetEnvIf.Select(Of)],
            RequestHeader = [.. plan.RequestHeaders.Select(Of)],
            Header = [.. plan.ResponseHeaders.Select(Of)],
        };
        Parameters(options, plan);
        return options;
    }

    private static void Parameters(SiteOptions options, SitePlan plan)
    {
        var defaults = HttpdDefaults.Site;
        options.ImplicitReverse = Said(plan.ImplicitReverse, defaults.ImplicitReverse);
        options.ProxyPreserveHost = Said(plan.PreserveHost, defaults.PreserveHost);
        options.ProxyAddHeaders = Said(plan.AddHeaders, defaults.AddHeaders);
        options.TrustedProxies = plan.TrustedProxies.SequenceEqual(defaults.TrustedProxies)
            ? null
            : [.. plan.TrustedProxies.Select(SiteParameters.Write)];
        options.UnderscoreHeaders = Said(plan.UnderscoreHeaders, defaults.UnderscoreHeaders);
        options.ProxyVia = Said(plan.Via, defaults.Via);
        options.ProxyMaxForwards = plan.MaxForwards;
        options.ProxyErrorOverride = plan.ErrorOverride.Count == 0 ? null : true;
        options.ProxyErrorOverrideStatus = plan.ErrorOverride.SequenceEqual(Enumerable.Range(400, AllErrors)) ? [] : [.. plan.ErrorOverride];
        options.ProxyTimeout = plan.Timeout;
        options.ProxySourceAddress = plan.SourceAddress?.ToString();
        options.AllowEncodedSlashes = Said(plan.EncodedSlashes, defaults.EncodedSlashes);
        options.MergeSlashes = Said(plan.MergeSlashes, defaults.MergeSlashes);
        options.UseCanonicalName = Said(plan.UseCanonicalName, defaults.UseCanonicalName);
        options.ProxyPassInterpolateEnv = Said(plan.InterpolateEnv, defaults.InterpolateEnv);
    }

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
    };

    // The target is the URL, and its member ignores errors without being told (MemberPlanner.PlanWorker).
    private static MemberOptions WorkerOf(MemberPlan plan)
    {
        var options = Of(plan with { Status = plan.Status & ~MemberStatus.IgnoreErrors });
        options.Url = "";
        return options;
    }

    private static CookieRuleOptions Of(CookieRulePlan plan) =>
        new() { From = plan.From, To = plan.To, Interpolate = Said(plan.Interpolate, false) };

    private static HeaderRuleOptions Of(HeaderRulePlan plan) =>
        new() { Action = plan.Action, Name = plan.Name, Value = plan.Value, Env = plan.Env };

    private static SetEnvIfOptions Of(SetEnvIfPlan plan) => new()
    {
        Attribute = plan.Attribute,
        Pattern = plan.Pattern,
        Variables = [.. plan.Variables.Select(v => v.Value is null ? $"!{v.Key}" : v.Value == "1" ? v.Key : $"{v.Key}={v.Value}")],
        IgnoreCase = Said(plan.IgnoreCase, false),
    };

    private static RewriteRuleOptions Of(RewriteRulePlan plan)
    {
        (bool On, string Flag)[] flags =
        [
            (plan.Proxy, "P"), (plan.PassThrough, "PT"), (plan.Last, "L"), (plan.NoEscape, "NE"), (plan.NoCase, "NC"),
            (plan.Forbidden, "F"), (plan.Gone, "G"), (plan.QueryAppend, "QSA"),
        ];
        var text = string.Join(',', flags.Where(flag => flag.On).Select(flag => flag.Flag));
        return new RewriteRuleOptions
        {
            Pattern = plan.Negate ? $"!{plan.Pattern}" : plan.Pattern,
            To = plan.Substitution,
            Flags = text.Length == 0 ? null : text,
        };
    }
}
