using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Header and RequestHeader (mod_headers.c: header_inout_cmd).</summary>
internal static class HeaderDirectives
{
    private static readonly Dictionary<string, HeaderAction> Actions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["set"] = HeaderAction.Set,
        ["append"] = HeaderAction.Append,
        ["add"] = HeaderAction.Add,
        ["merge"] = HeaderAction.Merge,
        ["setifempty"] = HeaderAction.SetIfEmpty,
        ["unset"] = HeaderAction.Unset,
        ["edit"] = HeaderAction.Edit,
        ["edit*"] = HeaderAction.EditAll,
        ["echo"] = HeaderAction.Echo,
    };

    public static void AddTo(DirectiveTable table)
    {
        table.Add("Header", Places.Anywhere, (import, node, scope) => Read(import, node, scope.Settings.Header));
        table.Add("RequestHeader", Places.Anywhere, (import, node, scope) => Read(import, node, scope.Settings.RequestHeader));
    }

    private static void Read(Import import, ConfigNode node, List<HeaderRuleOptions> rules)
    {
        var words = new Queue<string>(node.Arguments);
        if (node.Is("Header") && words.TryPeek(out var condition) && condition.ToLowerInvariant() is "always" or "onsuccess")
        {
            words.Dequeue();
            if (condition.Equals("always", StringComparison.OrdinalIgnoreCase))
            {
                import.Approximate(node, "it changes answers of members; those that the gateway gives itself are the host application's");
            }
        }

        if (!words.TryDequeue(out var verb) || !Actions.TryGetValue(verb, out var action))
        {
            import.Problem(node, $"'{verb}' is no action that is known here", $"Use one of: {string.Join(", ", Actions.Keys)}");
            return;
        }

        var values = action is HeaderAction.Unset or HeaderAction.Echo ? 0 : action is HeaderAction.Edit or HeaderAction.EditAll ? 2 : 1;
        if (!words.TryDequeue(out var name) || words.Count < values)
        {
            var form = values switch { 0 => "name", 1 => "name value", _ => "name pattern replacement" };
            import.Problem(node, "the name or the value is missing", $"Write: {node.Name} {verb} {form} [env=variable]");
            return;
        }

        var rule = new HeaderRuleOptions { Action = action, Name = action == HeaderAction.Echo ? name : name.TrimEnd(':') };
        rule.Pattern = values == 2 ? words.Dequeue() : null;
        rule.Value = values > 0 ? words.Dequeue() : null;
        if (Tail(import, node, words, rule))
        {
            rules.Add(rule);
            import.Origins.Add(rule, node);
            import.Became(node, IsRouteCookie(rule)
                ? "the route cookie, as written"
                : $"{(node.Is("Header") ? "answers" : "requests")}: {verb.ToLowerInvariant()} {rule.Name}");
        }
    }

    // The recipe of the manual: Header add Set-Cookie "ROUTEID=.%{BALANCER_WORKER_ROUTE}e; path=/" env=BALANCER_ROUTE_CHANGED
    private static bool IsRouteCookie(HeaderRuleOptions rule) =>
        rule.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)
        && rule.Value?.Contains("%{BALANCER_WORKER_ROUTE}e", StringComparison.Ordinal) == true;

    private static bool Tail(Import import, ConfigNode node, Queue<string> words, HeaderRuleOptions rule)
    {
        while (words.TryDequeue(out var word))
        {
            if (word.StartsWith("env=", StringComparison.OrdinalIgnoreCase) && rule.Env is null)
            {
                rule.Env = word[4..];
            }
            else if (word.StartsWith("expr=", StringComparison.OrdinalIgnoreCase) && rule.Expr is null)
            {
                rule.Expr = word[5..];
            }
            else if (!word.Equals("early", StringComparison.OrdinalIgnoreCase))
            {
                import.Problem(node, $"'{word}' cannot be read", "Only env=variable, env=!variable or expr=condition may follow the value");
                return false;
            }
            else
            {
                import.Approximate(node, "'early' is for debugging; the rule runs with the others");
            }
        }

        return true;
    }
}
