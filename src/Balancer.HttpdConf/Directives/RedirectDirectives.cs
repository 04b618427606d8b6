using System.Globalization;
using System.Text.RegularExpressions;
using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>
/// Redirect and its kin (mod_alias.c: add_redirect). Outside of sections they come after the proxy, so they are taken where no
/// mapping meets their path; as redirecting rewrite rules they then do the same.
/// </summary>
internal static class RedirectDirectives
{
    private static readonly Dictionary<string, int> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["permanent"] = 301,
        ["temp"] = 302,
        ["seeother"] = 303,
        ["gone"] = 410,
    };

    public static void AddTo(DirectiveTable table)
    {
        foreach (var name in (string[])["Redirect", "RedirectMatch", "RedirectPermanent", "RedirectTemp"])
        {
            table.Add(name, Places.Server | Places.Location, Read);
        }
    }

    private static void Read(Import import, ConfigNode node, Scope scope)
    {
        var words = new Queue<string>(node.Arguments);
        var status = node.Is("RedirectPermanent") ? 301 : 302;
        if (words.TryPeek(out var first) && Status(first) is { } said && !node.Is("RedirectPermanent") && !node.Is("RedirectTemp"))
        {
            status = said;
            words.Dequeue();
        }

        var hasUrl = status is >= 300 and < 400;
        if (scope.InLocation || words.Count != (hasUrl ? 2 : 1))
        {
            import.Problem(
                node, scope.InLocation ? "in a section it comes before the proxy" : $"{node.Label} has the wrong number of arguments",
                scope.InLocation ? "Write a RewriteRule with the flag R outside of the section" : $"Write: {node.Name} [status] path url");
            return;
        }

        var path = words.Dequeue();
        var rule = node.Is("RedirectMatch")
            ? new RewriteRuleOptions { Pattern = path, To = hasUrl ? words.Dequeue() : "-" }
            : Prefix(path, hasUrl ? words.Dequeue() : null);
        rule.Flags = string.Create(CultureInfo.InvariantCulture, $"R={status},L");
        import.Origins.Add(rule, node);
        import.Server.Redirects.Add((node, node.Is("RedirectMatch") ? null : path, rule));
    }

    // What follows the path is appended to the URL, which must not become a part of its host (R27).
    private static RewriteRuleOptions Prefix(string path, string? url)
    {
        var start = Regex.Escape(path.TrimEnd('/'));
        if (url is null)
        {
            return new RewriteRuleOptions { Pattern = $"^{start}(?:/|$)", To = "-" };
        }

        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var full = scheme > 0 && url.IndexOf('/', scheme + 3) < 0 ? url + "/" : url;
        return path.EndsWith('/') || full.EndsWith('/')
            ? new RewriteRuleOptions { Pattern = path.EndsWith('/') ? $"^{start}/(.*)$" : $"^{start}(?:/(.*))?$", To = full + "$1" }
            : new RewriteRuleOptions { Pattern = $"^{start}((?:/.*)?)$", To = full + "$1" };
    }

    private static int? Status(string word) =>
        Words.TryGetValue(word, out var known) ? known
        : word.Length == 3 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code
        : null;
}
