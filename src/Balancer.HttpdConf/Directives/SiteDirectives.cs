using System.Globalization;
using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Directives with one value that hold for the whole site.</summary>
internal static class SiteDirectives
{
    private const Places Anywhere = Places.Server | Places.Location;

    private static readonly string[] ForServers =
    [
        "UseCanonicalName", "MergeSlashes", "AllowEncodedSlashes", "ProxyVia", "ProxyMaxForwards", "ProxyTimeout", "ProxySourceAddress",
    ];

    private static readonly string[] ForAnywhere = ["ProxyPassInterpolateEnv", "ProxyAddHeaders", "ProxyPreserveHost"];

    public static void AddTo(DirectiveTable table)
    {
        table.Add("ServerName", Places.Server, ServerName);
        table.Add("ServerAlias", Places.Server, (import, node, _) => import.Site.ServerAlias.AddRange(node.Arguments));
        foreach (var name in ForServers)
        {
            table.Add(name, Places.Server, OneValue);
        }

        foreach (var name in ForAnywhere)
        {
            table.Add(name, Anywhere, OneValue);
        }

        table.Add("ProxyErrorOverride", Anywhere, ErrorOverride);
        table.Add("ProxyRequests", Places.Server, ProxyRequests);
        table.Add("BalancerPersist", Places.Server, (import, node, _) => ForAllBalancers(import, node, (b, on) => b.Persist = on));
        table.Add("BalancerInherit", Places.Server, (import, node, _) => ForAllBalancers(import, node, (b, on) => b.Inherit = on));
        table.Add("BalancerGrowth", Places.Server, BalancerGrowth);
    }

    /// <summary>The core knows what these directives take; we know where they stand.</summary>
    private static void OneValue(Import import, ConfigNode node, Scope scope)
    {
        if (node.Has(import, 1, 1, $"{node.Name} value"))
        {
            import.Problems(node, HttpdParameters.ApplyToSite(import.Site, node.Name, node.Arguments[0]));
            import.Locations.Limit(node, scope);
        }
    }

    private static void ServerName(Import import, ConfigNode node, Scope scope)
    {
        OneValue(import, node, scope);
        var text = import.Site.ServerName ?? "";
        if (MemberUrl.TryParse(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, out var url, out _))
        {
            // The default port is no part of the name (core.c: ap_construct_url).
            import.Site.ServerName = url!.Authority;
            import.SiteName = url.Host;
        }
    }

    private static void ErrorOverride(Import import, ConfigNode node, Scope scope)
    {
        const string Form = "ProxyErrorOverride Off|On [code ...]";
        var word = node.Arguments.Count == 0 ? "" : node.Arguments[0].ToLowerInvariant();
        if (word is not ("on" or "off") || (word == "off" && node.Arguments.Count > 1))
        {
            import.Problem(node, "the value must be On or Off, and codes may follow On only", $"Write: {Form}");
            return;
        }

        var codes = new List<int>();
        foreach (var text in node.Arguments.Skip(1))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and <= 599)
            {
                codes.Add(code);
            }
            else
            {
                import.Problem(node, $"'{text}' is not a status from 400 to 599", $"Write: {Form}");
            }
        }

        import.Site.ProxyErrorOverride = word == "on";
        import.Site.ProxyErrorOverrideStatus = codes;
        import.Locations.Limit(node, scope);
    }

    private static void ProxyRequests(Import import, ConfigNode node, Scope scope)
    {
        if (node.OnOff(import) == true)
        {
            // R32: there is no forward proxy here. Off is all we ever do, so it needs no option.
            import.Problem(node, "a forward proxy cannot be imported", "Write: ProxyRequests Off");
        }
    }

    private static void ForAllBalancers(Import import, ConfigNode node, Action<BalancerOptions, bool> set)
    {
        if (node.OnOff(import) is { } on)
        {
            import.AtTheEnd(() => import.Options.Balancers.Values.ToList().ForEach(balancer => set(balancer, on)));
        }
    }

    private static void BalancerGrowth(Import import, ConfigNode node, Scope scope)
    {
        if (node.Number(import, 0, 1000, "") is not null)
        {
            import.Warn(
                node,
                "how many balancers may be added while running is not limited here",
                "Remove it; the members of one balancer have their own limit, growth=");
        }
    }
}
