using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Directives of a forward proxy, and of a proxy behind another one. There is no forward proxy here (R32).</summary>
internal static class ForwardDirectives
{
    public static void AddTo(DirectiveTable table)
    {
        table.Add("ProxyRequests", Places.Server, ProxyRequests);
        table.Add("AllowCONNECT", Places.Server, (import, node, _) => import.Ignore(node, "CONNECT is for forward proxies; it is never tunnelled here"));
        table.Add("ProxyDomain", Places.Server, (import, node, _) => import.Ignore(node, "it completes host names for forward proxies"));
        table.Add("NoProxy", Places.Server, NoProxy);
        table.Add("ProxyRemote", Places.Server, ProxyRemote);
        table.Add("ProxyRemoteMatch", Places.Server, ProxyRemote);
        table.Add("ProxyBlock", Places.Server, ProxyBlock);
    }

    private static void ProxyRequests(Import import, ConfigNode node, Scope scope)
    {
        if (node.OnOff(import) == true)
        {
            import.Ignore(node, "requests for foreign hosts are never forwarded here; what the rules map is");
            import.Lint(node, "in httpd this opens a forward proxy to whoever may reach it", "Write: ProxyRequests Off");
        }
        else
        {
            import.Became(node, "it is never anything else here");
        }
    }

    private static void NoProxy(Import import, ConfigNode node, Scope scope)
    {
        foreach (var word in node.Arguments)
        {
            import.Server.Remotes.Direct.Add(word);
        }

        import.Became(node, "these targets need no proxy of ProxyRemote");
    }

    private static void ProxyRemote(Import import, ConfigNode node, Scope scope)
    {
        var isPattern = node.Is("ProxyRemoteMatch");
        if (node.Has(import, 2, 3, $"{node.Name} {(isPattern ? "pattern" : "scheme|url|*")} http://proxy:port [user:password]"))
        {
            import.Server.Remotes.Add(node, node.Arguments[0], isPattern);
            import.Became(node, "no target of this server matches, so all are asked directly");
        }
    }

    private static void ProxyBlock(Import import, ConfigNode node, Scope scope)
    {
        if (node.Has(import, 1, int.MaxValue, "ProxyBlock *|word ..."))
        {
            import.Server.Remotes.Blocks.Add(node);
            import.Became(node, "no target of this server is blocked");
        }
    }
}
