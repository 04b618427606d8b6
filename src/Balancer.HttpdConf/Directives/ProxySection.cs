using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>A Proxy section: the place where a balancer is defined, and one that holds requests by their target (mod_proxy.c: proxysection).</summary>
internal static class ProxySection
{
    public static void Read(Import import, ConfigNode node, bool isPattern)
    {
        var words = node.Arguments;
        if (!isPattern && words.Count > 1 && words[0] == "~")
        {
            isPattern = true;
            words = [.. words.Skip(1)];
        }

        if (words.Count == 0)
        {
            import.Problem(node, "a Proxy section names no URL", "Write: <Proxy balancer://name>");
            return;
        }

        var url = words[0].StartsWith("proxy:", StringComparison.OrdinalIgnoreCase) ? words[0]["proxy:".Length..] : words[0];
        var scope = Scope.Proxy(node, url, isPattern);
        import.Server.Sections.Add(node, scope);
        import.Became(node, BalancerBook.IsBalancer(url) ? $"balancer {BalancerBook.NameOf(url)}" : $"targets {url}");
        import.Run(node.Children!, scope);
        scope.Settings.Access = scope.Access.Build();
        if (words.Count > 1)
        {
            Parameters(import, node, url, isPattern, [.. words.Skip(1)]);
        }
    }

    private static void Parameters(Import import, ConfigNode node, string url, bool isPattern, List<string> words)
    {
        if (isPattern || Globs.IsGlob(url) || !url.Contains(':', StringComparison.Ordinal))
        {
            import.Problem(node, $"parameters are set on '{url}', which is not one URL", "Name a balancer or a worker");
            return;
        }

        BalancerDirectives.Set(import, node, url, words, define: true);
    }
}
