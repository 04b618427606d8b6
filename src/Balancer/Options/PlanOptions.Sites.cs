namespace Balancing;

/// <content>Sites.</content>
public static partial class PlanOptions
{
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
            Addresses = [.. plan.Addresses.Select(address => address.ToString())],
            ProxyPass = [.. plan.Rules.Select(Of)],
            ProxyPassReverse = [.. plan.Reverse.Select(Of)],
            ProxyPassReverseCookieDomain = [.. plan.CookieDomains.Select(Of)],
            ProxyPassReverseCookiePath = [.. plan.CookiePaths.Select(Of)],
            Location = [.. plan.Locations.Select(Of)],
            RewriteRule = [.. plan.RewriteRules.Select(Of)],
            SetEnvIf = [.. plan.SetEnvIf.Select(Of)],
            SetEnv = [.. plan.SetEnv.Select(SetEnv)],
            RequestHeader = [.. plan.RequestHeaders.Select(Of)],
            Header = [.. plan.ResponseHeaders.Select(Of)],
        };
        foreach (var own in plan.Balancers)
        {
            options.Balancers[own.Name] = Of(own);
        }

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
        options.ForwardedProto = Said(plan.ForwardedProto, defaults.ForwardedProto);
        options.Forwarded = Said(plan.Forwarded, defaults.Forwarded);
        options.TraceEnable = Said(plan.TraceEnable, defaults.TraceEnable);
        options.UnderscoreHeaders = Said(plan.UnderscoreHeaders, defaults.UnderscoreHeaders);
        options.ProxyVia = Said(plan.Via, defaults.Via);
        options.ProxyMaxForwards = plan.MaxForwards;
        options.ProxyErrorOverride = plan.ErrorOverride.Count == 0 ? null : true;
        options.ProxyErrorOverrideStatus = plan.ErrorOverride.SequenceEqual(SitePlan.AllErrors) ? [] : [.. plan.ErrorOverride];
        options.ProxyTimeout = plan.Timeout;
        options.ProxySourceAddress = plan.SourceAddress?.ToString();
        options.AllowEncodedSlashes = Said(plan.EncodedSlashes, defaults.EncodedSlashes);
        options.MergeSlashes = Said(plan.MergeSlashes, defaults.MergeSlashes);
        options.UseCanonicalName = Said(plan.UseCanonicalName, defaults.UseCanonicalName);
        options.ProxyPassInterpolateEnv = Said(plan.InterpolateEnv, defaults.InterpolateEnv);
    }
}
