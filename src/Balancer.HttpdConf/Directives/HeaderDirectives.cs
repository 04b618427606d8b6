using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Header and RequestHeader (mod_headers.c: header_cmd).</summary>
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
    };

    public static void AddTo(DirectiveTable table)
    {
        const Places Anywhere = Places.Server | Places.Location;
        table.Add("Header", Anywhere, (import, node, scope) => Read(import, node, scope, import.Site.Header));
        table.Add("RequestHeader", Anywhere, (import, node, scope) => Read(import, node, scope, import.Site.RequestHeader));
    }

    private static void Read(Import import, ConfigNode node, Scope scope, List<HeaderRuleOptions> rules)
    {
        var words = new Queue<string>(node.Arguments);
        if (node.Is("Header") && words.TryPeek(out var condition) && condition.ToLowerInvariant() is "always" or "onsuccess")
        {
            words.Dequeue();
            if (string.Equals(condition, "always", StringComparison.OrdinalIgnoreCase))
            {
                import.Warn(
                    node,
                    "answers that no backend gave are the host's, and this rule does not see them",
                    "Add the header to them in the host");
            }
        }

        if (!words.TryDequeue(out var verb) || !Actions.TryGetValue(verb, out var action))
        {
            import.Problem(node, $"'{verb}' is no action that can be imported", $"Use one of: {string.Join(", ", Actions.Keys)}");
            return;
        }

        if (!words.TryDequeue(out var name) || (action != HeaderAction.Unset && words.Count == 0))
        {
            var form = action == HeaderAction.Unset ? "name" : "name value";
            import.Problem(node, "the name or the value is missing", $"Write: {node.Name} {verb} {form} [env=variable]");
            return;
        }

        var value = action == HeaderAction.Unset ? null : words.Dequeue();
        if (Tail(import, node, words, out var env) && Imports(import, node, value))
        {
            rules.Add(new HeaderRuleOptions { Action = action, Name = name.TrimEnd(':'), Value = value, Env = env });
            import.Locations.Limit(node, scope);
        }
    }

    private static bool Tail(Import import, ConfigNode node, Queue<string> words, out string? env)
    {
        env = null;
        if (words.TryDequeue(out var word) && word.StartsWith("env=", StringComparison.OrdinalIgnoreCase))
        {
            env = word[4..];
            words.TryDequeue(out word);
        }

        if (word is null)
        {
            return true;
        }

        import.Problem(node, $"'{word}' cannot be imported", "Only env=variable or env=!variable may follow the value");
        return false;
    }

    /// <summary>Only <c>%{VAR}e</c> and <c>%%</c> are known; the other formats ask for what no plan has: clocks and certificates.</summary>
    private static bool Imports(Import import, ConfigNode node, string? value)
    {
        if (value is null)
        {
            return true;
        }

        if (value.StartsWith("expr=", StringComparison.OrdinalIgnoreCase))
        {
            import.Problem(node, "an expression cannot be imported", "Write the value as text with %{VARIABLE}e");
            return false;
        }

        for (var at = value.IndexOf('%', StringComparison.Ordinal); at >= 0; at = value.IndexOf('%', at))
        {
            var end = EndOfFormat(value, at);
            if (end < 0)
            {
                import.Problem(node, $"the format at '{value[at..]}' cannot be imported", "Use %{VARIABLE}e, or %% for a percent sign");
                return false;
            }

            at = end;
            if (at >= value.Length)
            {
                break;
            }
        }

        return true;
    }

    private static int EndOfFormat(string value, int at)
    {
        if (at + 1 < value.Length && value[at + 1] == '%')
        {
            return at + 2;
        }

        var close = at + 1 < value.Length && value[at + 1] == '{' ? value.IndexOf('}', at) : -1;
        return close >= 0 && close + 1 < value.Length && value[close + 1] == 'e' ? close + 2 : -1;
    }
}
