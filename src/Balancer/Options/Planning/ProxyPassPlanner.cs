namespace Balancing;

/// <summary>Plans mapping rules (mod_proxy.c: add_pass).</summary>
internal sealed class ProxyPassPlanner(PlannerContext context)
{
    private readonly MemberPlanner _members = new(new HealthCheckPlanner(context.HealthCheckTemplates, null));

    public IReadOnlyList<ProxyPassPlan> Plan(List<ProxyPassOptions> rules, Place place)
    {
        var plans = new List<ProxyPassPlan>();
        for (var i = 0; i < rules.Count; i++)
        {
            plans.Add(PlanRule(i, (rules[i] ?? new ProxyPassOptions()).Copy(), place.At(i)));
        }

        return plans;
    }

    /// <summary>Reports a balancer that nobody defined; httpd would make an empty one and answer 503.</summary>
    public static void CheckBalancer(PlannerContext context, string name, Place place, string word)
    {
        if (context.Balancers is { } known && !known.Contains(name))
        {
            var remedy = known.Count == 0 ? "Define it, there is none yet" : $"Use one of {string.Join(", ", known)}, or define it";
            place.Add($"no balancer is called {Kind<string>.Quote(name)}", remedy, word);
        }
    }

    private static string WordOf(ProxyPassOptions rule) => rule.Match is null ? "ProxyPass" : "ProxyPassMatch";

    /// <summary>Says by its own option what a path or a target says by a sign.</summary>
    public static void Normalize(ProxyPassOptions rule)
    {
        if (rule.Path is { } path && path.StartsWith('~') && rule.Match is null)
        {
            (rule.Path, rule.Match) = (null, path[1..].Trim());
        }

        if (rule.To == "!")
        {
            (rule.To, rule.Exclude) = (null, true);
        }
    }

    private static void CheckWhat(ProxyPassOptions rule, Place place)
    {
        var word = WordOf(rule);
        if ((rule.Path is null) == (rule.Match is null))
        {
            place.Add(rule.Path is null ? "the rule has neither Path nor Match" : "the rule has both Path and Match", "Give it one of the two", word);
        }

        if (rule.Path is { } path && (Characters.AnyControl(path) || (!path.StartsWith('/') && rule.Interpolate != true)))
        {
            place.At("Path").Add($"Path cannot be {Kind<string>.Quote(path)}: no request would match", "Start it with '/'", word);
        }

        if (rule.Match is { } match)
        {
            Patterns.Check(match, place.At("Match"), word);
        }

        if (rule.Mapping is { } mapping && !Enum.IsDefined(mapping))
        {
            place.At("Mapping").Add($"Mapping cannot be {mapping}", "Use Decoded, Encoded or Servlet", "mapping");
        }
    }

    private ProxyPassPlan PlanRule(int index, ProxyPassOptions rule, Place place)
    {
        Normalize(rule);
        place.AddAll(rule.Problems);
        var settings = RuleSettings.Rest(rule, place);
        CheckWhat(rule, place);
        var target = Target(rule, place);
        if (rule.Worker is not null && target?.Url is null)
        {
            place.At("Worker").Add("only a plain target has a worker of its own", "Set these on the balancer's members, or remove them", WordOf(rule));
        }

        if (rule.Access is not null && rule.Exclude == true)
        {
            place.At("Access").Add("an exclusion has no target to guard", "Put it on a Location", "Require");
        }

        CheckSettings(settings, rule, target, place.At("ProxySet"));

        return new ProxyPassPlan
        {
            Index = index,
            Path = rule.Path,
            Match = rule.Match,
            Exclude = rule.Exclude ?? false,
            To = rule.To ?? "",
            Balancer = target?.Balancer,
            Worker = target?.Url is { } url ? _members.PlanWorker(rule.Worker, settings, url, place) : null,
            Template = target?.Template ?? "",
            NoCanon = rule.NoCanon ?? false,
            NoQuery = rule.NoQuery ?? false,
            Interpolate = rule.Interpolate ?? false,
            Mapping = rule.Mapping ?? PathMapping.Decoded,
            Access = AccessPlanner.Plan(rule.Access, place.At("Access")),
        };
    }

    // A worker's settings are checked when it is planned; a balancer's when it takes them, but reported here.
    private static void CheckSettings(List<Setting> settings, ProxyPassOptions rule, TargetText? target, Place place)
    {
        if (settings.Count > 0 && rule.Exclude == true)
        {
            place.Add("an exclusion has no parameters", "Remove them", WordOf(rule));
        }

        foreach (var setting in target?.Balancer is null ? [] : settings)
        {
            BalancerParameters.Table.Read(new BalancerOptions(), setting, place);
        }
    }

    private TargetText? Target(ProxyPassOptions rule, Place place)
    {
        var word = WordOf(rule);
        if (string.IsNullOrEmpty(rule.To) == (rule.Exclude != true))
        {
            place.Add(rule.Exclude == true ? "the rule has both To and Exclude" : "the rule has neither To nor Exclude", "Give it one of the two", word);
            return null;
        }

        if (rule.Exclude == true)
        {
            return null;
        }

        if (!TargetText.TryParse(rule.To!, out var target, out var cause))
        {
            place.At("To").Add($"{Kind<string>.Quote(rule.To!)} cannot be a target: {cause}", "Use balancer://name/path or scheme://host[:port]/path", word);
            return null;
        }

        if (target!.Balancer is { } balancer)
        {
            CheckBalancer(context, balancer, place.At("To"), word);
        }

        return target;
    }
}
