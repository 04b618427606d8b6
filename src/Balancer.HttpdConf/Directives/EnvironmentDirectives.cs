using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Variables of a request: SetEnvIf and its kin (mod_setenvif.c), SetEnv (mod_env.c).</summary>
internal static class EnvironmentDirectives
{
    public static void AddTo(DirectiveTable table)
    {
        table.Add("SetEnvIf", Places.Anywhere, SetEnvIf);
        table.Add("SetEnvIfNoCase", Places.Anywhere, SetEnvIf);
        table.Add("BrowserMatch", Places.Anywhere, BrowserMatch);
        table.Add("BrowserMatchNoCase", Places.Anywhere, BrowserMatch);
        table.Add("SetEnv", Places.Anywhere, SetEnv);
        table.Add("UnsetEnv", Places.Anywhere, UnsetEnv);
        table.Add("PassEnv", Places.Anywhere, (import, node, _) =>
            import.Ignore(node, "variables of the operating system are not read; write SetEnv with the value if a header needs it"));
    }

    private static void SetEnvIf(Import import, ConfigNode node, Scope scope)
    {
        if (node.Has(import, 3, int.MaxValue, $"{node.Name} attribute pattern [!]name[=value] ..."))
        {
            Add(import, node, scope, node.Arguments[0], 1);
        }
    }

    private static void BrowserMatch(Import import, ConfigNode node, Scope scope)
    {
        if (node.Has(import, 2, int.MaxValue, $"{node.Name} pattern [!]name[=value] ..."))
        {
            Add(import, node, scope, "User-Agent", 0);
        }
    }

    private static void Add(Import import, ConfigNode node, Scope scope, string attribute, int at)
    {
        var rule = new SetEnvIfOptions
        {
            Attribute = attribute,
            Pattern = node.Arguments[at],
            Variables = [.. node.Arguments.Skip(at + 1)],
            IgnoreCase = node.Name.EndsWith("NoCase", StringComparison.OrdinalIgnoreCase) ? true : null,
        };
        (scope.Place == Places.Server ? import.Site.SetEnvIf : scope.Settings.SetEnvIf).Add(rule);
        import.Origins.Add(rule, node);
        import.Became(node, $"variables {string.Join(", ", rule.Variables)}");
        if (scope.Place != Places.Server && rule.Variables.Any(v => v.Split('=')[0] == "no-proxy"))
        {
            import.Lint(node, "in a section no-proxy comes too late: the request is mapped already", "Write it outside of every section");
        }
    }

    private static void SetEnv(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 1, 2, "SetEnv name [value]"))
        {
            return;
        }

        var (name, value) = (node.Arguments[0], node.Arguments.ElementAtOrDefault(1));
        scope.Settings.SetEnv.Add(value is null ? name : $"{name}={value}");
        import.Became(node, $"variable {name}");
        if (name == "no-proxy")
        {
            import.Lint(node, "SetEnv sets no-proxy too late: the request is mapped already", "Write: SetEnvIf Request_URI pattern no-proxy");
        }
    }

    private static void UnsetEnv(Import import, ConfigNode node, Scope scope)
    {
        foreach (var name in node.Arguments)
        {
            scope.Settings.SetEnv.RemoveAll(set => set == name || set.StartsWith(name + "=", StringComparison.Ordinal));
        }

        import.Became(node, "not set by the lines before it");
    }
}
