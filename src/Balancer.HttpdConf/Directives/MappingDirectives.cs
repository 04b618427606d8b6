using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>ProxyPass and ProxyPassMatch (mod_proxy.c: add_pass).</summary>
internal static class MappingDirectives
{
    public static void AddTo(DirectiveTable table)
    {
        table.Add("ProxyPass", Places.Server | Places.Location, ProxyPass);
        table.Add("ProxyPassMatch", Places.Server | Places.Location, ProxyPass);
    }

    private static void ProxyPass(Import import, ConfigNode node, Scope scope)
    {
        if (PassLine.Of(import, node, scope) is not { } line || Rule(import, node, line) is not { } rule)
        {
            return;
        }

        import.Origins.Add(rule, node);
        if (rule.Worker is { } worker)
        {
            import.Origins.Add(worker, node);
        }

        import.Became(node, rule.Exclude == true ? $"{line.Path} is not proxied" : $"{line.Path} -> {line.Target}{Transports.Need(line.Target!)}");
        if (scope.InLocation)
        {
            if (import.Origins.Of(import.Server.Sections.Map(scope, rule)) is { } earlier)
            {
                import.Ignore(earlier, "a later mapping of the section takes its place");
            }
        }
        else
        {
            import.Server.Rules.Add(rule);
        }
    }

    private static ProxyPassOptions? Rule(Import import, ConfigNode node, PassLine line)
    {
        var rule = new ProxyPassOptions
        {
            Path = line.IsPattern ? null : line.Path,
            Match = line.IsPattern ? line.Path : null,
            NoCanon = line.NoCanon ? true : null,
            NoQuery = line.NoQuery ? true : null,
            Interpolate = line.Interpolate ? true : null,
            Mapping = line.Mapping,
        };
        if (line.IsExclusion)
        {
            rule.Exclude = true;
            if (line.Parameters.Any)
            {
                import.Lint(node, $"an exclusion has no target, so {line.Parameters} counts for nothing", "Remove the parameters");
            }

            return rule;
        }

        rule.To = line.Target;
        return BalancerBook.IsBalancer(line.Target!)
            ? ToBalancer(import, node, line) ? rule : null
            : ToWorker(import, node, line, rule) ? rule : null;
    }

    private static bool ToBalancer(Import import, ConfigNode node, PassLine line)
    {
        var balancer = import.Balancers.FindOrDefine(line.Target!, out var wrong);
        if (balancer is null)
        {
            import.Problem(node, $"'{line.Target}': {wrong}", "Write: balancer://name/path");
            return false;
        }

        import.Origins.Add(balancer, node);
        line.Parameters.ApplyTo(balancer, import, node);
        return true;
    }

    private static bool ToWorker(Import import, ConfigNode node, PassLine line, ProxyPassOptions rule)
    {
        if (PlainWorkers.Check(line.Target!) is { Length: > 0 } wrong)
        {
            import.Problem(node, $"'{line.Target}' is not a target: {wrong}", "Write: http://host:port/path");
            return false;
        }

        Transports.Look(import, node, line.Target!);
        rule.Worker = import.Workers.FindOrDefine(line.Target!, out var shared);
        if (shared && line.Parameters.Any)
        {
            import.Lint(
                node,
                $"{line.Target} has its parameters from an earlier line; {line.Parameters} counts for nothing",
                "Say them once, on the first line");
            line.Parameters.ApplyTo(new MemberOptions(), import, node);
        }
        else
        {
            line.Parameters.ApplyTo(rule.Worker, import, node);
        }

        return true;
    }
}
