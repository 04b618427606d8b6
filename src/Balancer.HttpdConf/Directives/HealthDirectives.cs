using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>ProxyHCTemplate, ProxyHCExpr and ProxyHCTPsize (mod_proxy_hcheck.c).</summary>
internal static class HealthDirectives
{
    public static void AddTo(DirectiveTable table)
    {
        table.Add("ProxyHCTemplate", Places.Server, Template);
        table.Add("ProxyHCExpr", Places.Server, Expression);
        table.Add("ProxyHCTPsize", Places.Server, (import, node, _) =>
        {
            if (node.Number(import, 0, int.MaxValue, "") is { } size)
            {
                import.Options.HealthChecksAtOnce = size;
                import.Became(node, $"at most {Math.Max(1, size)} health checks at once");
            }
        });
    }

    private static void Template(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 1, int.MaxValue, "ProxyHCTemplate name key=value ..."))
        {
            return;
        }

        var name = node.Arguments[0];
        var template = new HealthCheckOptions();
        var parameters = new Parameters();
        foreach (var word in node.Arguments.Skip(1))
        {
            if (Arguments.KeyValue(word) is { } pair)
            {
                parameters.Add(pair);
            }
            else
            {
                import.Problem(node, $"'{word}' is no parameter", "Parameters have the form key=value");
            }
        }

        parameters.ApplyTo(template, import, node);
        if (!import.Options.HealthCheckTemplates.TryAdd(name, template))
        {
            import.Problem(node, $"there is a template '{name}' already", "Give one of them another name");
        }

        import.Origins.Add(template, node);
        import.Became(node, $"template {name}");
    }

    private static void Expression(Import import, ConfigNode node, Scope scope)
    {
        if (!node.Has(import, 2, int.MaxValue, "ProxyHCExpr name {expression}"))
        {
            return;
        }

        // The rest of the line, as it is written, is one expression in braces (mod_proxy_hcheck.c: set_hc_condition).
        var text = ConfigWords.First(node.Text).After.Replace(@"\\", @"\", StringComparison.Ordinal);
        if (text is not ['{', .., '}'])
        {
            import.Problem(node, "the expression has no braces", "Write: ProxyHCExpr name {%{REQUEST_STATUS} =~ /^[234]/}");
        }
        else if (!import.HealthExpressions.TryAdd(node.Arguments[0], text[1..^1].Trim()))
        {
            import.Problem(node, $"there is an expression '{node.Arguments[0]}' already", "Give one of them another name");
        }
        else
        {
            import.Became(node, $"expression {node.Arguments[0]}");
        }
    }
}
