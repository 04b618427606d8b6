using System.Text.RegularExpressions;

namespace Balancing.HttpdConf.Importing;

/// <summary>
/// Puts the redirects of a server where they have httpd's effect. There they come after the proxy; rewrite rules come before it,
/// so each says which paths are left to the mappings.
/// </summary>
internal static class Redirects
{
    public static void AddTo(Import import, Server server)
    {
        foreach (var (node, path, rule) in server.Redirects)
        {
            var mappings = server.Site.ProxyPass.Where(mapping => mapping.Exclude != true && !Apart(mapping, path)).ToList();
            if (path is not null && mappings.Exists(mapping => Covers(mapping, path)))
            {
                import.Ignore(node, "a ProxyPass takes the path first, as in httpd; where it does not, the path is not found here");
                continue;
            }

            var copy = new RewriteRuleOptions { Pattern = rule.Pattern, To = rule.To, Flags = rule.Flags };
            copy.Conditions.AddRange(mappings.Select(mapping => new RewriteCondOptions
            {
                Test = "%{REQUEST_URI}",
                Pattern = "!" + (mapping.Match ?? $"^{Regex.Escape(mapping.Path!.TrimEnd('/'))}(?:/|$)"),
            }));
            server.Site.RewriteRule.Add(copy);
            import.Origins.Add(copy, node);
            import.Became(node, $"{rule.Pattern} -> {rule.To} [{rule.Flags}]{(mappings.Count > 0 ? ", but for what is mapped" : "")}");
        }
    }

    private static bool Covers(ProxyPassOptions mapping, string path) =>
        mapping.Path is { } mapped && (path.TrimEnd('/') + "/").StartsWith(mapped.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static bool Apart(ProxyPassOptions mapping, string? path) =>
        path is not null && mapping.Path is { } mapped
        && !Covers(mapping, path) && !mapped.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal);
}
