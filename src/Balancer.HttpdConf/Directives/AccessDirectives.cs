using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>
/// Who may use the proxy. Nothing here restricts access, so only lines that let everybody in can be imported; any other
/// fails the import, because dropping it would open what was closed (R57).
/// </summary>
internal static class AccessDirectives
{
    private const Places Anywhere = Places.Server | Places.Proxy | Places.Location;
    private const string Remedy = "Restrict access in the host or in front of it, then remove the line";

    public static void AddTo(DirectiveTable table)
    {
        table.Add("Require", Anywhere, (import, node, _) => Judge(import, node, IsAll(node, "all", "granted")));
        table.Add("Allow", Anywhere, (import, node, _) => Judge(import, node, IsAll(node, "from", "all")));
        table.Add("Deny", Anywhere, (import, node, _) => Judge(import, node, false));
        table.Add("Order", Anywhere, Order);
        table.Add("Satisfy", Anywhere, (import, node, _) => Judge(import, node, false));
    }

    // mod_access_compat: the word after the comma is the default, so "deny,allow" lets in whom nothing denies.
    private static void Order(Import import, ConfigNode node, Scope scope)
    {
        var order = node.Arguments.Count == 1 ? node.Arguments[0].ToLowerInvariant() : "";
        var allowsAll = scope.Siblings.Any(n => n.Is("Allow") && IsAll(n, "from", "all"));
        Judge(import, node, order == "deny,allow" || (order == "allow,deny" && allowsAll));
    }

    private static void Judge(Import import, ConfigNode node, bool open)
    {
        if (!open)
        {
            var line = $"{node.Name} {string.Join(' ', node.Arguments)}";
            import.Problem(node, $"'{line}' limits who may use the proxy, and that cannot be imported", Remedy);
        }
    }

    private static bool IsAll(ConfigNode node, params string[] words) =>
        node.Arguments.SequenceEqual(words, StringComparer.OrdinalIgnoreCase);
}
