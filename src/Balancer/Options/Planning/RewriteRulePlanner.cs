using Balancing.Mapping;

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
        var plan = new RewriteRulePlan
        {
            Pattern = negate ? pattern[1..] : pattern,
            Negate = negate,
            Substitution = options.To ?? "",
            Conditions = RewriteCondPlanner.Plan(options.Conditions ?? [], place.At("Conditions")),
        };
        plan = new RewriteFlags(place.At("Flags")).Read(plan, options.Flags ?? "") with
        {
            Access = AccessPlanner.Plan(options.Access, place.At("Access")),
        };
        if (plan.Access is not null && !plan.Proxy)
        {
            place.At("Access").Add("the rule has no target to guard", "Add the flag P, or put it on a Location", "Require");
        }

        return WithSubstitution(plan, place.At("To"));
    }

    private RewriteRulePlan WithSubstitution(RewriteRulePlan plan, Place place)
    {
        if (plan.Forbidden || plan.Gone || plan.Status > 0)
        {
            return plan with { Proxy = false, Substitution = "-" }; // httpd: these imply "-"
        }

        RewriteReferences.Check(plan.Substitution, place, Word);
        return plan.Proxy ? WithTarget(plan, place)
            : RedirectRules.IsAbsolute(plan.Substitution) ? WithRedirect(plan, place)
            : WithPath(plan, place);
    }

    private static RewriteRulePlan WithPath(RewriteRulePlan plan, Place place)
    {
        var to = plan.Substitution;
        if (to == "-" && plan.Redirect > 0)
        {
            place.Add("a redirect needs a place to go to", "Write a path or a URL", Word);
        }
        else if (to != "-" && (Characters.AnyControlOrSpace(to) || !(to.StartsWith('/') || plan.Redirect > 0 || IsReference(to))))
        {
            place.Add(
                $"{Kind<string>.Quote(to)} is neither a path nor '-'",
                "Start it with '/', or add the flag P for a target URL, or R to send the client there", Word);
        }

        return plan.Redirect > 0 ? plan with { Template = to } : plan;
    }

    // Whatever it stands for, a slash comes before it.
    private static bool IsReference(string to) => to.Length > 0 && Reference.Read(to, 0, out _) > 0;

    // httpd: a URL without P is a redirect, unless it names this very site and R is not there either.
    private static RewriteRulePlan WithRedirect(RewriteRulePlan plan, Place place)
    {
        var hostCaptured = RedirectRules.CapturesHost(plan.Conditions);
        if (Characters.AnyControlOrSpace(plan.Substitution))
        {
            place.Add("a URL holds no white space and no control character", "Remove it, or encode it", Word);
        }
        else if (!RedirectRules.TrySplit(plan.Substitution, hostCaptured, out var authority, out var template, out var problem))
        {
            place.Add($"{Kind<string>.Quote(plan.Substitution)} cannot be redirected to: {problem}", "Correct the URL", Word);
        }
        else
        {
            var implicitly = plan.Redirect == 0;
            return plan with { Authority = authority, Template = template, ReducesOwnUrl = implicitly, Redirect = implicitly ? 302 : plan.Redirect };
        }

        return plan;
    }

    private RewriteRulePlan WithTarget(RewriteRulePlan plan, Place place)
    {
        if (!TargetText.TryParse(plan.Substitution, out var target, out var cause, rewriting: true))
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
