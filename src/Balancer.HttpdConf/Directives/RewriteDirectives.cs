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
        if (!Words(import, node, "RewriteCond test pattern [flags]", out var test, out var pattern, out var flags))
        {
            return;
        }

        var condition = new RewriteCondOptions { Test = test, Pattern = pattern, Flags = flags };
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
        if (!Words(import, node, "RewriteRule pattern substitution [flags]", out var pattern, out var to, out var flags))
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

        if (UsesMap(to))
        {
            NoMaps(import, node);
            return;
        }

        var rule = new RewriteRuleOptions { Pattern = pattern, To = to, Flags = flags, Conditions = conditions };
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

    // These two directives have quoting rules of their own (mod_rewrite.c: parseargline).
    private static bool Words(Import import, ConfigNode node, string form, out string first, out string second, out string? flags)
    {
        var words = RewriteWords.Split(node.Text);
        (first, second, flags) = (words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "", words.ElementAtOrDefault(2));
        if (words.Count < 2)
        {
            import.Problem(node, $"{node.Label} has the wrong number of arguments ({words.Count})", $"Write: {form}");
            return false;
        }

        if (flags is null)
        {
            return true;
        }

        if (flags is not ['[', .., ']'])
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
