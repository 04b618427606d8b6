namespace Balancing.HttpdConf.Importing;

/// <summary>Puts the redirects of a server where they have httpd's effect: behind every mapping, which here means beside them.</summary>
internal static class Redirects
{
    public static void AddTo(Import import, Server server)
    {
        foreach (var (node, path, rule) in server.Redirects)
        {
            if (server.Site.ProxyPass.TrueForAll(mapping => path is not null && Apart(mapping, path)))
            {
                server.Site.RewriteRule.Add(rule);
                import.Became(node, $"{rule.Pattern} -> {rule.To} [{rule.Flags}]");
            }
            else
            {
                import.Approximate(node, "left out: where a ProxyPass maps the path it comes too late in httpd as well, elsewhere the path is not found here");
            }
        }
    }

    private static bool Apart(ProxyPassOptions mapping, string path) =>
        mapping.Path is { } mapped
        && !path.StartsWith(mapped.TrimEnd('/'), StringComparison.Ordinal) && !mapped.StartsWith(path.TrimEnd('/'), StringComparison.Ordinal);
}
