using Balancing.HttpdConf.Importing;

namespace Balancing.HttpdConf.Linting;

/// <summary>What is odd about one rule by itself.</summary>
internal static class RuleLints
{
    public static void Look(Import import, SiteOptions site)
    {
        foreach (var rule in site.ProxyPass)
        {
            if (import.Origins.Of(rule) is not { } node)
            {
                continue;
            }

            if (rule is { Path: { } path, To: { } to } && path.EndsWith('/') != Bare(to).EndsWith('/') && !IsRoot(to))
            {
                import.Lint(
                    node, $"'{path}' and '{to}' do not agree about the slash at the end; httpd would ask for {Glued(path, to)}, here one slash joins them",
                    "End both with '/', or neither");
            }

            Pattern(import, node, rule.Match, rule.To);
        }

        foreach (var rule in site.RewriteRule)
        {
            if (import.Origins.Of(rule) is { } node)
            {
                Template(import, node, rule.To);
            }
        }
    }

    private static void Pattern(Import import, Reading.ConfigNode node, string? match, string? to)
    {
        if (match is null)
        {
            return;
        }

        if (match.Contains("/*.", StringComparison.Ordinal))
        {
            import.Lint(node, $"'/*' in '{match}' means any number of slashes, none included, not any path", "Write: /.*");
        }

        if (!match.StartsWith('^') && to is not null)
        {
            import.Lint(node, $"'{match}' is found anywhere in a path, not only at its beginning", "Start it with '^'");
        }

        if (to is not null)
        {
            Template(import, node, to);
        }
    }

    // http://host:port$1: on httpd the client can choose the host (R27). Here a slash is put before the capture.
    private static void Template(Import import, Reading.ConfigNode node, string to)
    {
        var start = to.IndexOf("://", StringComparison.Ordinal);
        var dollar = to.IndexOfAny(['$', '%'], Math.Max(0, start));
        if (start < 0 || dollar < 0 || to[dollar] == '%')
        {
            return;
        }

        var slash = to.IndexOf('/', start + 3);
        if (slash < 0 || dollar < slash)
        {
            import.Lint(
                node, $"in '{to}' a capture follows the host directly; on httpd a request for /@other.host/ could choose the host, here it stays a path",
                $"Write a slash before {to.AsSpan(dollar, Math.Min(2, to.Length - dollar))}");
        }
    }

    private static string Bare(string to)
    {
        var question = to.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? to : to[..question];
    }

    // balancer://foo and http://h have no path at all; everybody writes them so.
    private static bool IsRoot(string to)
    {
        var start = to.IndexOf("://", StringComparison.Ordinal);
        return start < 0 || !to.AsSpan(start + 3).Contains('/');
    }

    private static string Glued(string path, string to) => path.EndsWith('/') ? $"{Bare(to)}x for {path}x" : $"{Bare(to)}/x for {path}/x";
}
