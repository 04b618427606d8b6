using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Who may ask, in the words of 2.4 (mod_authz_core, mod_authz_host). What cannot be taken over fails the import (R57).</summary>
internal static class AccessDirectives
{
    private const Places Sections = Places.Proxy | Places.Location;

    private static readonly HashSet<string> Providers = new(StringComparer.OrdinalIgnoreCase)
    {
        "all", "ip", "host", "local", "env", "method", "ssl",
    };

    public static void AddTo(DirectiveTable table)
    {
        table.Add("Require", Sections, Require);
        table.Add("<RequireAny>", Sections, (import, node, scope) => Group(import, node, scope, AccessMatch.Any));
        table.Add("<RequireAll>", Sections, (import, node, scope) => Group(import, node, scope, AccessMatch.All));
        table.Add("<RequireNone>", Sections, (import, node, scope) => Group(import, node, scope, AccessMatch.None));
        table.Add("<Limit>", Sections, Limit);
        table.Add("<LimitExcept>", Sections, Limit);
    }

    private static void Require(Import import, ConfigNode node, Scope scope)
    {
        var words = node.Arguments;
        var negated = words.Count > 0 && words[0].Equals("not", StringComparison.OrdinalIgnoreCase);
        var provider = words.ElementAtOrDefault(negated ? 1 : 0) ?? "";
        if (!Providers.Contains(provider))
        {
            import.Problem(
                node, $"'Require {string.Join(' ', words)}' asks for what is not known here: users, groups and expressions are the host application's",
                "Put authentication into the host in front of the proxy, then remove the line; all, ip, host, local, env, method and ssl are known");
            return;
        }

        if (negated && scope.Access.Group.Match != AccessMatch.All)
        {
            // httpd: "negative Require directive has no effect in <RequireAny>" ends the start.
            import.Problem(node, "'not' counts only inside <RequireAll>; httpd refuses it elsewhere", "Put it into <RequireAll> beside a line that lets in");
            return;
        }

        scope.Access.Group.Require.Add(string.Join(' ', words));
        import.Became(node, $"access to {scope.Label}");
    }

    private static void Group(Import import, ConfigNode node, Scope scope, AccessMatch match)
    {
        if (match == AccessMatch.None && scope.Access.Group.Match != AccessMatch.All)
        {
            import.Problem(node, "<RequireNone> counts only inside <RequireAll>; httpd refuses it elsewhere", "Put it into <RequireAll> beside a line that lets in");
        }

        scope.Access.Begin(match);
        import.Run(node.Children!, scope);
        var group = scope.Access.Group;
        if (match == AccessMatch.All && group.Require.TrueForAll(IsNegative) && group.Nested.TrueForAll(n => n.Match == AccessMatch.None))
        {
            import.Problem(node, $"{node.Label} holds nothing that lets anybody in; httpd refuses that", "Add a line that lets in, such as: Require all granted");
        }

        scope.Access.End();
        import.Became(node, $"access to {scope.Label}");
    }

    // <Limit M>: the rules hold for M only; <LimitExcept M>: for all but M. GET means HEAD as well (core.c: ap_limit_section).
    private static void Limit(Import import, ConfigNode node, Scope scope)
    {
        if (node.Arguments.Count == 0)
        {
            import.Problem(node, $"{node.Label} names no method", $"Write: <{node.Name} GET POST>");
            return;
        }

        var inner = scope with { Access = new AccessBook(), Label = $"{scope.Label} {node.Label}" };
        import.Run(node.Children!, inner);
        if (inner.Access.Build() is not { } access || inner.Access.IsOpen)
        {
            import.Became(node, "everybody may");
            return;
        }

        var methods = $"method {string.Join(' ', node.Arguments)}";
        var others = node.Is("LimitExcept")
            ? new AccessOptions { Require = [methods] }
            : AccessBook.AllBut(new AccessOptions { Match = AccessMatch.None, Require = [methods] });
        scope.Access.Limit(new AccessOptions { Nested = [others, access] });
        import.Became(node, $"access to {scope.Label}");
    }

    private static bool IsNegative(string line) => line.StartsWith("not ", StringComparison.OrdinalIgnoreCase);
}
