namespace Balancing;

/// <summary>Plans rewrite rules (mod_rewrite.c: cmd_rewriterule), as far as a reverse proxy needs them.</summary>
internal sealed class RewriteRulePlanner(PlannerContext context, IReadOnlyList<ProxyPassPlan> rules)
{
    private const string Word = "RewriteRule";

    private readonly MemberPlanner _members = new(new HealthCheckPlanner(context.HealthCheckTemplates, null));

    public IReadOnlyList<RewriteRulePlan> Plan(List<RewriteRuleOptions> options, Place place)
    {
        var plans = new List<RewriteRulePlan>();
        for (var i = 0; i < options.Count; i++)
        {
            plans.Add(PlanRule(options[i] ?? new RewriteRuleOptions(), place.At(i)));
        }

        return plans;
    }

    private RewriteRulePlan PlanRule(RewriteRuleOptions options, Place place)
    {
        var pattern = options.Pattern ?? "";
        var negate = pattern.StartsWith('!');
        Patterns.Check(negate ? pattern[1..] : pattern, place.At("Pattern"), Word);
        var plan = Flags(
            new RewriteRulePlan { Pattern = negate ? pattern[1..] : pattern, Negate = negate, Substitution = options.To ?? "" },
            options.Flags ?? "", place.At("Flags"));
        plan = plan with { Access = AccessPlanner.Plan(options.Access, place.At("Access")) };
        if (plan.Access is not null && !plan.Proxy)
        {
            place.At("Access").Add("the rule has no target to guard", "Add the flag P, or put it on a Location", "Require");
        }

        return plan.Proxy ? WithTarget(plan, place.At("To")) : WithPath(plan, place.At("To"));
    }

    private static RewriteRulePlan Flags(RewriteRulePlan plan, string text, Place place)
    {
        foreach (var flag in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var next = flag.ToUpperInvariant() switch
            {
                "P" or "PROXY" => plan with { Proxy = true },
                "PT" or "PASSTHROUGH" => plan with { PassThrough = true },
                "L" or "LAST" => plan with { Last = true },
                "NE" or "NOESCAPE" => plan with { NoEscape = true },
                "NC" or "NOCASE" => plan with { NoCase = true },
                "F" or "FORBIDDEN" => plan with { Forbidden = true },
                "G" or "GONE" => plan with { Gone = true },
                "QSA" or "QSAPPEND" => plan with { QueryAppend = true },
                _ => null,
            };
            if (next is null)
            {
                place.Add($"unknown flag {Kind<string>.Quote(flag)}", "Use P, PT, L, NE, NC, F, G or QSA, without brackets", Word);
            }

            plan = next ?? plan;
        }

        return plan;
    }

    private static RewriteRulePlan WithPath(RewriteRulePlan plan, Place place)
    {
        var to = plan.Substitution;
        if (to != "-" && (!to.StartsWith('/') || Characters.AnyControlOrSpace(to)))
        {
            place.Add($"{Kind<string>.Quote(to)} is neither a path nor '-'", "Start it with '/', or add the flag P for a target URL", Word);
        }

        return plan;
    }

    private RewriteRulePlan WithTarget(RewriteRulePlan plan, Place place)
    {
        if (!TargetText.TryParse(plan.Substitution, out var target, out var cause))
        {
            place.Add($"{Kind<string>.Quote(plan.Substitution)} cannot be a target: {cause}", "Use balancer://name/path or scheme://host[:port]/path", Word);
            return plan;
        }

        if (target!.Balancer is { } balancer)
        {
            ProxyPassPlanner.CheckBalancer(context, balancer, place, Word);
        }

        return plan with { Balancer = target.Balancer, Template = target.Template, Worker = target.Url is { } url ? WorkerOf(url, place) : null };
    }

    // httpd gives such a request the worker that a ProxyPass configured for the same place, if there is one.
    private MemberPlan WorkerOf(MemberUrl url, Place place) =>
        rules.FirstOrDefault(rule => rule.Worker?.Url.Identity == url.Identity)?.Worker ?? _members.PlanWorker(null, [], url, place);
}
