namespace Balancing.HttpdConf.Exporting;

/// <summary>Which balancers a site names.</summary>
internal static class References
{
    private const string Scheme = "balancer://";

    /// <summary>Those of the known names, in their order, that a rule, a rewrite or a reverse entry leads to.</summary>
    public static IEnumerable<string> Of(SiteOptions site, IEnumerable<string> known)
    {
        string?[] texts =
        [
            .. site.ProxyPass.Select(rule => rule.To), .. site.RewriteRule.Select(rule => rule.To), .. site.ProxyPassReverse.Select(entry => entry.From),
            .. site.Location.SelectMany(section => section.ProxyPassReverse).Select(entry => entry.From),
        ];

        // With variables in it a target may name any.
        return texts.Any(text => text?.Contains("${", StringComparison.Ordinal) == true) ? known : known.Where(name => texts.Any(text => Names(text, name)));
    }

    /// <summary>True when a target is in this balancer.</summary>
    public static bool Names(string? target, string name) =>
        target?.StartsWith(Scheme + name, StringComparison.OrdinalIgnoreCase) == true
        && (target.Length == Scheme.Length + name.Length || target[Scheme.Length + name.Length] is '/' or '?' or '$');
}
