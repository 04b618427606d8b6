using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>What is done to a request before it is mapped: RewriteRule and SetEnvIf.</summary>
internal static class RequestDirectives
{
    private static readonly HashSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Request_URI", "Request_Method", "Remote_Addr", "Host", "Cookie",
    };

    public static void AddTo(DirectiveTable table)
    {
        table.Add("RewriteEngine", Places.Server, (import, node, _) => import.RewriteEngine = node.OnOff(import) ?? import.RewriteEngine);
        table.Add("RewriteRule", Places.Server, RewriteRule);
        table.Add("SetEnvIf", Places.Server, SetEnvIf);
        table.Add("SetEnvIfNoCase", Places.Server, SetEnvIf);
    }

    private static void RewriteRule(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 2, 3, "RewriteRule pattern substitution [flags]"))
        {
            return;
        }

        string? flags = null;
        if (node.Arguments.Count == 3)
        {
            flags = node.Arguments[2];
            if (!flags.StartsWith('[') || !flags.EndsWith(']'))
            {
                import.Problem(node, $"the flags '{flags}' have no brackets", "Write: [P,NE]");
                return;
            }

            flags = flags[1..^1];
        }

        var rule = new RewriteRuleOptions { Pattern = node.Arguments[0], To = node.Arguments[1], Flags = flags };
        import.Site.RewriteRule.Add(rule);
        import.AtTheEnd(() =>
        {
            // The switch counts wherever it stands (mod_rewrite: hook_uri2file looks at it once everything is read).
            if (!import.RewriteEngine)
            {
                import.Site.RewriteRule.Remove(rule);
                import.Warn(node, "the rule does not run, because RewriteEngine is not On", "Write: RewriteEngine On; or remove the rule");
            }
        });
    }

    private static void SetEnvIf(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 3, int.MaxValue, $"{node.Name} attribute pattern [!]name[=value] ..."))
        {
            return;
        }

        var attribute = node.Arguments[0];
        var isVariable = import.Site.SetEnvIf.SelectMany(rule => rule.Variables).Any(v => NameOf(v) == attribute);
        if (!isVariable && !Attributes.Contains(attribute))
        {
            import.Problem(
                node,
                $"'{attribute}' is not looked at: it is no variable of an earlier line, and of a request only these are known: "
                    + string.Join(", ", Attributes),
                "Set the variable in the host, or use one of these");
            return;
        }

        import.Site.SetEnvIf.Add(new SetEnvIfOptions
        {
            Attribute = attribute,
            Pattern = node.Arguments[1],
            Variables = [.. node.Arguments.Skip(2)],
            IgnoreCase = node.Is("SetEnvIfNoCase") ? true : null,
        });
    }

    private static string NameOf(string variable) => variable.TrimStart('!').Split('=')[0];
}
