using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Who the server is: its addresses and names.</summary>
internal static class ServerDirectives
{
    public static void AddTo(DirectiveTable table)
    {
        table.Add("Listen", Places.Server, Listen);
        table.Add("ServerName", Places.Server, ServerName);
        table.Add("ServerAlias", Places.Server, ServerAlias);
        table.Add("NameVirtualHost", Places.Server, (import, node, _) =>
            import.Ignore(node, "names tell virtual hosts apart at every address, as in 2.4"));
        table.Add("BalancerInherit", Places.Server, (import, node, _) => Inherit(import, node, (server, on) => server.BalancerInherit = on));
        table.Add("ProxyPassInherit", Places.Server, (import, node, _) => Inherit(import, node, (server, on) => server.ProxyPassInherit = on));
        table.Add("BalancerPersist", Places.Server, (import, node, _) => ForAllBalancers(import, node, (b, on) => b.Persist = on));
        table.Add("BalancerGrowth", Places.Server, BalancerGrowth);
    }

    private static void Listen(Import import, ConfigNode node, Scope scope)
    {
        if (node.Has(import, 1, 2, "Listen [address:]port [protocol]"))
        {
            import.Options.Listen.Add(string.Join(' ', node.Arguments));
            import.Origins.Add(import.Options.Listen, node);
            import.Became(node, "an address of this configuration; the host application opens it");
        }
    }

    private static void ServerName(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 1, 1, "ServerName [scheme://]host[:port]"))
        {
            return;
        }

        import.Problems(node, HttpdParameters.ApplyToSite(import.Site, "ServerName", node.Arguments[0]));
        var text = import.Site.ServerName ?? "";
        if (MemberUrl.TryParse(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, out var url, out _))
        {
            // The default port is no part of the name (core.c: ap_construct_url).
            import.Site.ServerName = url!.Authority;
            import.Server.Name = url.Host;
            import.Became(node, $"name {url.Authority}");
        }
    }

    private static void ServerAlias(Import import, ConfigNode node, Scope scope)
    {
        import.Site.ServerAlias.AddRange(node.Arguments);
        import.Became(node, $"also {string.Join(", ", node.Arguments)}");
    }

    private static void Inherit(Import import, ConfigNode node, Action<Server, bool> set)
    {
        if (node.OnOff(import) is { } on)
        {
            set(import.Server, on);
            import.Became(node, on ? "balancers of the main server are known here" : "together with its twin, balancers of the main server are unknown here");
            if (node.Is("BalancerInherit"))
            {
                ForAllBalancers(import, (b, value) => b.Inherit = value, on);
            }
        }
    }

    private static void ForAllBalancers(Import import, ConfigNode node, Action<BalancerOptions, bool> set)
    {
        if (node.OnOff(import) is { } on)
        {
            ForAllBalancers(import, set, on);
            import.Became(node, $"balancers of this server: {(on ? "kept" : "not kept")}");
        }
    }

    private static void ForAllBalancers(Import import, Action<BalancerOptions, bool> set, bool on)
    {
        var balancers = import.Balancers;
        import.AtTheEnd(() =>
        {
            foreach (var balancer in balancers.All.Values)
            {
                set(balancer, on);
            }
        });
    }

    private static void BalancerGrowth(Import import, ConfigNode node, Scope scope)
    {
        if (node.Number(import, 0, 1000, "") is not null)
        {
            import.Ignore(node, "how many balancers may be added while running is not limited; the members of one have growth=");
        }
    }
}
