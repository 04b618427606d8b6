namespace Balancing;

/// <summary>Plans one balancer.</summary>
internal sealed class BalancerPlanner(PlannerContext context, Place place)
{
    public BalancerPlan Plan(string name, BalancerOptions said)
    {
        CheckName(name);
        var options = said.Copy();
        place.AddAll(options.Problems);
        BalancerParameters.Table.Check(options, place);
        BalancerParameters.Table.ReadAll(options, options.ProxySet, place.At("ProxySet"));

        var members = PlanMembers(options);
        var stickiness = new StickinessPlanner(place).Plan(options, members);
        var protection = new ProtectionPlanner(place.At("Protection")).Plan(options.Protection);
        return Make(name, options, Method(options)!, members, stickiness) with { Protection = protection }; // an unknown method is a problem, and nobody uses the plan
    }

    private static BalancerPlan Make(
        string name, BalancerOptions options, LbMethod method, IReadOnlyList<MemberPlan> members, StickinessPlan? stickiness) => new()
        {
            Name = name.ToLowerInvariant(),
            Members = members,
            Method = method,
            Stickiness = stickiness,
            MaxAttempts = options.MaxAttempts,
            NoFailover = options.NoFailover ?? HttpdDefaults.Balancer.NoFailover,
            Timeout = options.Timeout ?? HttpdDefaults.Balancer.Timeout,
            FailOnStatus = [.. options.FailOnStatus.Distinct()],
            FailOnTimeout = options.FailOnTimeout ?? HttpdDefaults.Balancer.FailOnTimeout,
            ForceRecovery = options.ForceRecovery ?? HttpdDefaults.Balancer.ForceRecovery,
            Growth = options.Growth ?? HttpdDefaults.Balancer.Growth,
            Persist = options.Persist ?? HttpdDefaults.Balancer.Persist,
            Inherit = options.Inherit ?? HttpdDefaults.Balancer.Inherit,
            Nonce = options.Nonce,
            WaitLimit = options.WaitLimit ?? HttpdDefaults.Balancer.WaitLimit,
            Seed = options.Seed,
        };

    private void CheckName(string name)
    {
        if (!Characters.IsBalancerName(name))
        {
            place.Add(
                $"a balancer cannot be called {Kind<string>.Quote(name)}", "Use 1 to 84 letters, digits, '-', '.', '_' or '~'", "balancer://");
        }
    }

    // Names are exact: httpd refuses lbmethod=BYTRAFFIC.
    private LbMethod? Method(BalancerOptions options)
    {
        var name = options.LbMethod ?? HttpdDefaults.LbMethod;
        var method = options.Method ?? context.Methods.Find(name);
        if (method is null)
        {
            place.At("LbMethod").Add(
                $"no election method is called {Kind<string>.Quote(name)}",
                $"Use one of {string.Join(", ", context.Methods.Names)}, or register yours", "lbmethod");
        }

        return method;
    }

    private List<MemberPlan> PlanMembers(BalancerOptions options)
    {
        var health = new HealthCheckPlanner(context.HealthCheckTemplates, options.HealthCheckTemplates);
        health.CheckTemplates(place.At("HealthCheckTemplates"));
        var planner = new MemberPlanner(health);
        var plans = new List<MemberPlan>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < options.Members.Count; i++)
        {
            var at = place.At("Members").At(i);
            if (planner.Plan(options.Members[i] ?? new MemberOptions(), at) is not { } plan)
            {
                continue;
            }

            if (!known.TryAdd(plan.Url.Identity, i))
            {
                // D7: httpd swallows the second one without a word.
                at.At("Url").Add(
                    $"{plan.Url} is member {known[plan.Url.Identity]} already", "Remove one of the two, or give them different URLs", "BalancerMember");
            }

            plans.Add(plan);
        }

        return plans;
    }
}
