using System.Globalization;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Directives with one value that hold for the whole site.</summary>
internal static class SiteDirectives
{
    private const Places Anywhere = Places.Server | Places.Location;

    public static void AddTo(DirectiveTable table)
    {
        table.Add("ServerName", Places.Server, ServerName);
        table.Add("ServerAlias", Places.Server, (import, node, _) => import.Site.ServerAlias.AddRange(node.Arguments));
        Flag(table, "UseCanonicalName", Places.Server, (site, on) => site.UseCanonicalName = on);
        Flag(table, "MergeSlashes", Places.Server, (site, on) => site.MergeSlashes = on);
        Flag(table, "ProxyPassInterpolateEnv", Anywhere, (site, on) => site.ProxyPassInterpolateEnv = on);
        Flag(table, "ProxyAddHeaders", Anywhere, (site, on) => site.ProxyAddHeaders = on);
        Flag(table, "ProxyPreserveHost", Anywhere, (site, on) => site.ProxyPreserveHost = on);
        Choice(table, "AllowEncodedSlashes", (site, value) => site.AllowEncodedSlashes = value, ("off", EncodedSlashes.Off), ("on", EncodedSlashes.On), ("nodecode", EncodedSlashes.NoDecode));
        Choice(table, "ProxyVia", (site, value) => site.ProxyVia = value, ("off", Via.Off), ("on", Via.On), ("full", Via.Full), ("block", Via.Block));
        table.Add("ProxyMaxForwards", Places.Server, (import, node, _) =>
            import.Site.ProxyMaxForwards = node.Number(import, 0, int.MaxValue, "") ?? import.Site.ProxyMaxForwards);
        table.Add("ProxyTimeout", Places.Server, (import, node, _) =>
            import.Site.ProxyTimeout = node.Number(import, 1, int.MaxValue, " (seconds)") is { } s ? TimeSpan.FromSeconds(s) : import.Site.ProxyTimeout);
        table.Add("ProxySourceAddress", Places.Server, SourceAddress);
        table.Add("ProxyErrorOverride", Anywhere, ErrorOverride);
        table.Add("ProxyRequests", Places.Server, ProxyRequests);
        table.Add("BalancerPersist", Places.Server, (import, node, _) => ForAllBalancers(import, node, (b, on) => b.Persist = on));
        table.Add("BalancerInherit", Places.Server, (import, node, _) => ForAllBalancers(import, node, (b, on) => b.Inherit = on));
        table.Add("BalancerGrowth", Places.Server, BalancerGrowth);
    }

    private static void Flag(DirectiveTable table, string name, Places places, Action<SiteOptions, bool> set) =>
        table.Add(name, places, (import, node, scope) =>
        {
            if (node.OnOff(import) is { } on)
            {
                set(import.Site, on);
                import.Locations.Limit(node, scope);
            }
        });

    private static void Choice<T>(DirectiveTable table, string name, Action<SiteOptions, T> set, params (string Word, T Value)[] words) =>
        table.Add(name, Places.Server, (import, node, _) =>
        {
            var form = $"{name} {string.Join('|', words.Select(w => w.Word))}";
            if (!node.Has(import, 1, 1, form))
            {
                return;
            }

            var found = words.Where(w => string.Equals(w.Word, node.Arguments[0], StringComparison.OrdinalIgnoreCase)).ToList();
            if (found.Count == 0)
            {
                import.Problem(node, $"'{node.Arguments[0]}' is not a value of {name}", $"Write: {form}");
            }
            else
            {
                set(import.Site, found[0].Value);
            }
        });

    private static void ServerName(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 1, 1, "ServerName [scheme://]host[:port]"))
        {
            return;
        }

        var text = node.Arguments[0];
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var full = scheme < 0 ? "http://" + text : text;
        if (!MemberUrl.TryParse(full, out var url, out _) || url!.Path.Length > 0)
        {
            import.Problem(node, $"'{text}' is not a server name", "Write: ServerName [scheme://]host[:port]");
            return;
        }

        // The default port is no part of the name (core.c: ap_construct_url).
        import.Site.ServerName = url.Authority;
        import.SiteName = url.Host;
    }

    private static void SourceAddress(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 1, 1, "ProxySourceAddress address"))
        {
            return;
        }

        if (System.Net.IPAddress.TryParse(node.Arguments[0], out _))
        {
            import.Site.ProxySourceAddress = node.Arguments[0];
        }
        else
        {
            import.Problem(node, $"'{node.Arguments[0]}' is not an IP address", "Write the address of a local interface");
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
            import.Warn(node, "how many balancers may be added while running is not limited here", "Remove it; the members of one balancer have their own limit, growth=");
        }
    }
}
