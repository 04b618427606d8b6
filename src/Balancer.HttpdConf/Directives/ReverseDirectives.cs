using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>ProxyPassReverse and the cookie directives (mod_proxy.c: add_pass_reverse, cookie_path, cookie_domain).</summary>
internal static class ReverseDirectives
{
    private const string InterpolateWord = "interpolate";

    public static void AddTo(DirectiveTable table)
    {
        table.Add("ProxyPassReverse", Places.Server | Places.Location, Reverse);
        table.Add("ProxyPassReverseCookieDomain", Places.Anywhere,
            (import, node, scope) => Cookie(import, node, scope, scope.Settings.ProxyPassReverseCookieDomain));
        table.Add("ProxyPassReverseCookiePath", Places.Anywhere,
            (import, node, scope) => Cookie(import, node, scope, scope.Settings.ProxyPassReverseCookiePath));
    }

    private static void Reverse(Import import, ConfigNode node, Scope scope)
    {
        var wanted = scope.InLocation ? 1 : 2;
        var form = scope.InLocation ? "ProxyPassReverse url [interpolate]" : "ProxyPassReverse path url [interpolate]";
        if (!node.Has(import, wanted, wanted + 1, form) || !Interpolates(import, node, wanted, form, out var interpolate))
        {
            return;
        }

        var entry = new ProxyPassReverseOptions
        {
            Path = scope.InLocation ? scope.Argument : node.Arguments[0],
            From = node.Arguments[wanted - 1],
            Interpolate = interpolate,
        };
        if (scope.IsPattern)
        {
            import.Problem(
                node,
                $"{scope.Label} is a pattern, and nothing can be turned back into a pattern",
                "Write the ProxyPassReverse with a path, outside the section");
            return;
        }

        scope.Settings.ProxyPassReverse.Add(entry);
        import.Origins.Add(entry, node);
        import.Became(node, $"answers of {entry.From} name {entry.Path}");
    }

    private static void Cookie(Import import, ConfigNode node, Scope scope, List<CookieRuleOptions> rules)
    {
        var form = $"{node.Name} internal public [interpolate]";
        if (node.Has(import, 2, 3, form) && Interpolates(import, node, 2, form, out var interpolate))
        {
            var rule = new CookieRuleOptions { From = node.Arguments[0], To = node.Arguments[1], Interpolate = interpolate };
            rules.Add(rule);
            import.Origins.Add(rule, node);
            import.Became(node, $"cookies of {rule.From} become those of {rule.To}");
        }
    }

    private static bool Interpolates(Import import, ConfigNode node, int at, string form, out bool? interpolate)
    {
        interpolate = null;
        if (node.Arguments.Count == at)
        {
            // ProxyPassReverse http://h interpolate, outside a Location: the word stands where the URL should.
            if (!string.Equals(node.Arguments[at - 1], InterpolateWord, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        else if (string.Equals(node.Arguments[at], InterpolateWord, StringComparison.OrdinalIgnoreCase))
        {
            interpolate = true;
            return true;
        }

        import.Problem(node, $"'{node.Arguments[^1]}' is not where it belongs", $"Write: {form}");
        return false;
    }
}
