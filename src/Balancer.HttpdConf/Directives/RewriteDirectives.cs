using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>RewriteEngine, RewriteCond and RewriteRule of a server (mod_rewrite.c: cmd_rewritecond, cmd_rewriterule).</summary>
internal static class RewriteDirectives
{
    public static void AddTo(DirectiveTable table)
    {
        table.Add("RewriteEngine", Places.Anywhere, RewriteEngine);
        table.Add("RewriteCond", Places.Anywhere, RewriteCond);
        table.Add("RewriteRule", Places.Anywhere, RewriteRule);
        table.Add("RewriteOptions", Places.Anywhere, RewriteOptions);
    }

    private static void RewriteEngine(Import import, ConfigNode node, Scope scope)
    {
        if (node.OnOff(import) is { } on && scope.Place == Places.Server)
        {
            import.Server.RewriteEngine = on;
            import.Became(node, on ? "rewrite rules run" : "rewrite rules do not run");
        }
    }

    private static void RewriteCond(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 2, 3, "RewriteCond test pattern [flags]") || !Flags(import, node, out var flags))
        {
            return;
        }

        var condition = new RewriteCondOptions { Test = node.Arguments[0], Pattern = node.Arguments[1], Flags = flags };
        import.Server.Conditions.Add(condition);
        import.Origins.Add(condition, node);
        import.Became(node, "a condition of the next RewriteRule");
        if (UsesMap(condition.Test))
        {
            NoMaps(import, node);
        }
    }

    private static void RewriteRule(Import import, ConfigNode node, Scope scope)
    {
        var conditions = import.Server.Conditions.ToList();
        import.Server.Conditions.Clear();
        if (!node.Has(import, 2, 3, "RewriteRule pattern substitution [flags]") || !Flags(import, node, out var flags))
        {
            return;
        }

        if (scope.Place != Places.Server)
        {
            import.Problem(
                node, $"in {scope.Label} the rule works on a path that depends on files on disk",
                "Write it outside of every section, with the whole path in its pattern");
            return;
        }

        if (UsesMap(node.Arguments[1]))
        {
            NoMaps(import, node);
            return;
        }

        var rule = new RewriteRuleOptions { Pattern = node.Arguments[0], To = node.Arguments[1], Flags = flags, Conditions = conditions };
        import.Site.RewriteRule.Add(rule);
        import.Origins.Add(rule, node);
        import.Became(node, $"{rule.Pattern} -> {rule.To}");
    }

    private static void RewriteOptions(Import import, ConfigNode node, Scope scope)
    {
        foreach (var word in node.Arguments)
        {
            switch (word.ToLowerInvariant())
            {
                case "inherit" when scope.Place == Places.Server:
                    import.Server.RewriteInheritance = RewriteInheritance.After;
                    break;
                case "inheritbefore" when scope.Place == Places.Server:
                    import.Server.RewriteInheritance = RewriteInheritance.Before;
                    break;
                case "inheritdown" or "inheritdownbefore":
                    import.Problem(node, $"{word} hands rules down to every virtual host", "Write RewriteOptions Inherit in the virtual hosts that need them");
                    break;
                default:
                    import.Ignore(node, $"{word} is about directories, or about what is never done here");
                    break;
            }
        }
    }

    private static bool Flags(Import import, ConfigNode node, out string? flags)
    {
        flags = node.Arguments.ElementAtOrDefault(2);
        if (flags is null)
        {
            return true;
        }

        if (!flags.StartsWith('[') || !flags.EndsWith(']') || flags.Length < 2)
        {
            import.Problem(node, $"the flags '{flags}' have no brackets", "Write: [P,NE]");
            return false;
        }

        flags = flags[1..^1];
        return true;
    }

    // ${map:key|default}; a ${NAME} without a colon is a variable that the reader has replaced.
    private static bool UsesMap(string text)
    {
        var start = text.IndexOf("${", StringComparison.Ordinal);
        return start >= 0 && text.AsSpan(start).Contains(':');
    }

    private static void NoMaps(Import import, ConfigNode node) =>
        import.Problem(node, "it asks a RewriteMap, and maps are not known here", "Write a rule for each entry, or choose the member with a balancer");
}
