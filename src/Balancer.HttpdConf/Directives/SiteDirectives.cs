using System.Globalization;
using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Directives with one value: of a server, or of whatever section they stand in.</summary>
internal static class SiteDirectives
{
    private static readonly string[] ForServers =
    [
        "UseCanonicalName", "MergeSlashes", "AllowEncodedSlashes", "ProxyVia", "ProxyMaxForwards", "ProxyTimeout", "ProxySourceAddress",
        "TraceEnable",
    ];

    public static void AddTo(DirectiveTable table)
    {
        foreach (var name in ForServers)
        {
            table.Add(name, Places.Server, (import, node, _) => OneValue(import, node, import.Site));
        }

        table.Add("ProxyPassInterpolateEnv", Places.Anywhere, InterpolateEnv);
        table.Add("ProxyAddHeaders", Places.Anywhere, (import, node, scope) =>
            scope.Settings.ProxyAddHeaders = OfSection(import, node, scope, site => site.ProxyAddHeaders) ?? scope.Settings.ProxyAddHeaders);
        table.Add("ProxyPreserveHost", Places.Anywhere, (import, node, scope) =>
            scope.Settings.ProxyPreserveHost = OfSection(import, node, scope, site => site.ProxyPreserveHost) ?? scope.Settings.ProxyPreserveHost);
        table.Add("ProxyErrorOverride", Places.Anywhere, ErrorOverride);
        table.Add("SetHandler", Places.Location, SetHandler);
        table.Add("Timeout", Places.Server, Timeout);
    }

    /// <summary>The core knows what these directives take; we know where they stand.</summary>
    private static void OneValue(Import import, ConfigNode node, SiteOptions site)
    {
        if (node.Has(import, 1, 1, $"{node.Name} value"))
        {
            import.Problems(node, HttpdParameters.ApplyToSite(site, node.Name, node.Arguments[0]));
            import.Became(node, "as said, for this server");
        }
    }

    // proxy_util.c: ap_proxy_initialize_worker; what no ProxyTimeout says, the server's own Timeout says.
    private static void Timeout(Import import, ConfigNode node, Scope scope)
    {
        if (node.Number(import, 1, int.MaxValue, " seconds") is { } seconds)
        {
            import.Server.Timeout = TimeSpan.FromSeconds(seconds);
            import.Approximate(node, "the time-out of members, where ProxyTimeout and timeout= say nothing; clients have the host application's");
        }
    }

    private static T? OfSection<T>(Import import, ConfigNode node, Scope scope, Func<SiteOptions, T?> value)
        where T : struct
    {
        var one = new SiteOptions();
        OneValue(import, node, one);
        import.Became(node, scope.Place == Places.Server ? "as said, for this server" : "as said, for this section");
        return value(one);
    }

    // Rules are compiled once for a site, so the switch is the site's; it has an effect only on lines that say interpolate.
    private static void InterpolateEnv(Import import, ConfigNode node, Scope scope)
    {
        var on = OfSection(import, node, scope, site => site.ProxyPassInterpolateEnv);
        if (scope.Place == Places.Server || on == true)
        {
            import.Site.ProxyPassInterpolateEnv = on;
        }

        if (scope.Place != Places.Server)
        {
            import.Approximate(node, on == true ? "it holds for the whole server" : "the server's own value holds here as well");
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

        scope.Settings.ProxyErrorOverride = word == "on";
        scope.Settings.ProxyErrorOverrideStatus = codes;
        import.Became(node, word == "off" ? "bodies of errors are passed on" : "bodies of these errors are replaced by a fixed text");
    }

    private static void SetHandler(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 1, 1, "SetHandler name"))
        {
            return;
        }

        var handler = node.Arguments[0];
        if (handler.Equals("balancer-manager", StringComparison.OrdinalIgnoreCase))
        {
            scope.Settings.Handler = "balancer-manager";
            import.Became(node, $"the balancer manager at {scope.Argument}, unless a ProxyPass takes the path");
        }
        else if (handler.StartsWith("proxy:", StringComparison.OrdinalIgnoreCase))
        {
            import.Problem(node, "a target set by SetHandler depends on the file that httpd would serve", "Write ProxyPass with the path instead");
        }
        else
        {
            import.Ignore(node, $"'{handler}' makes pages of httpd's own, which are not served here");
        }
    }
}
