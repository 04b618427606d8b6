using System.Net;
using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Who may ask, in the words of 2.2 (mod_access_compat.c).</summary>
internal static class CompatDirectives
{
    private const Places Sections = Places.Proxy | Places.Location;

    public static void AddTo(DirectiveTable table)
    {
        table.Add("Order", Sections, Order);
        table.Add("Allow", Sections, (import, node, scope) => From(import, node, scope, scope.Access.Allow));
        table.Add("Deny", Sections, (import, node, scope) => From(import, node, scope, scope.Access.Deny));
        table.Add("Satisfy", Sections, Satisfy);
    }

    private static void Order(Import import, ConfigNode node, Scope scope)
    {
        CompatOrder? order = string.Concat(node.Arguments).ToLowerInvariant() switch
        {
            "deny,allow" when node.Arguments.Count == 1 => CompatOrder.DenyAllow,
            "allow,deny" or "mutual-failure" when node.Arguments.Count == 1 => CompatOrder.AllowDeny,
            _ => null,
        };
        if (order is null)
        {
            import.Problem(node, $"'{string.Join(' ', node.Arguments)}' is no order", "Write: Order deny,allow or Order allow,deny, without a space");
            return;
        }

        scope.Access.Order = order;
        import.Became(node, $"access to {scope.Label}");
        import.Lint(node, "Order, Allow and Deny are the access control of 2.2", "Write it with Require, as 2.4 does");
    }

    private static void From(Import import, ConfigNode node, Scope scope, Action<string> add)
    {
        if (node.Arguments.Count < 2 || !node.Arguments[0].Equals("from", StringComparison.OrdinalIgnoreCase))
        {
            import.Problem(node, "the word 'from' or what follows it is missing", $"Write: {node.Name} from all, an address, a network, a host name or env=name");
            return;
        }

        foreach (var who in node.Arguments.Skip(1))
        {
            add(Who(who));
        }

        import.Became(node, $"access to {scope.Label}");
    }

    private static string Who(string who) =>
        who.Equals("all", StringComparison.OrdinalIgnoreCase) ? "all granted"
        : who.StartsWith("env=!", StringComparison.OrdinalIgnoreCase) ? $"not env {who[5..]}"
        : who.StartsWith("env=", StringComparison.OrdinalIgnoreCase) ? $"env {who[4..]}"
        : IsAddress(who) ? $"ip {who}"
        : $"host {who}";

    // An address, a network, or the first numbers of one: 10.1 (apr_ipsubnet_create).
    private static bool IsAddress(string who) =>
        who.Contains('/', StringComparison.Ordinal) || IPAddress.TryParse(who, out _)
        || who.TrimEnd('.').Split('.').All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit));

    // Satisfy Any means: the address or the user. There are no users here, so only with Require lines is there a choice.
    private static void Satisfy(Import import, ConfigNode node, Scope scope)
    {
        var word = node.Arguments.Count == 1 ? node.Arguments[0].ToLowerInvariant() : "";
        if (word is not ("any" or "all"))
        {
            import.Problem(node, "the value must be All or Any", "Write: Satisfy All");
            return;
        }

        import.Became(node, word == "all" ? "as it is by default" : "the addresses decide, as nothing else is asked for");
        import.AtTheEnd(() =>
        {
            if (word == "any" && scope.Access is { HasRequire: true, HasCompat: true })
            {
                import.Problem(node, "two kinds of access rules stand here, and one of them shall do", "Write all of it with Require inside <RequireAny>");
            }
        });
    }
}
