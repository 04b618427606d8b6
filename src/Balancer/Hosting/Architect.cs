namespace Balancing.Hosting;

/// <summary>Plans for a whole configuration.</summary>
/// <param name="Balancers">One per configured balancer.</param>
/// <param name="Sites">One per configured site.</param>
/// <param name="Listen">Ports that the configuration says are listened at.</param>
/// <param name="Services">What the balancers take from their surroundings, the configured templates among them.</param>
internal sealed record Blueprint(IReadOnlyList<BalancerPlan> Balancers, IReadOnlyList<SitePlan> Sites, IReadOnlyList<int> Listen, BalancerServices Services);

/// <summary>A balancer that code made.</summary>
internal sealed record AddedBalancer(Balancer Balancer);

/// <summary>Makes plans of everything together, or lists everything that is wrong (D6).</summary>
/// <param name="services">Clock, methods, logs.</param>
/// <param name="added">Balancers that code made.</param>
internal sealed class Architect(BalancerServices services, IEnumerable<Balancer> added)
{
    /// <summary>Balancers that code made; sites may name them.</summary>
    public IReadOnlyList<Balancer> Added { get; } = [.. added];

    /// <summary>Plans everything.</summary>
    /// <exception cref="BalancerConfigurationException">Something is wrong; all of it is listed.</exception>
    public Blueprint Plan(BalancingOptions options)
    {
        var problems = new List<ConfigurationProblem>();
        var blueprint = Plan(options, problems);
        Planner.Throw(problems);
        return blueprint;
    }

    /// <summary>Plans everything; not to be used when problems were added.</summary>
    public Blueprint Plan(BalancingOptions options, List<ConfigurationProblem> problems)
    {
        var place = new Place(options.Place, problems);
        place.AddAll(options.Problems);
        new HealthCheckPlanner(null, options.HealthCheckTemplates).CheckTemplates(place.At("HealthCheckTemplates"));
        if (options.HealthChecksAtOnce is < 0 and var atOnce)
        {
            place.At("HealthChecksAtOnce").Add($"{atOnce} is no number of checks", "Use 0 or more", "ProxyHCTPsize");
        }

        CheckNames(options, place);
        var listen = Listen(options, place.At("Listen"));
        string[] names = [.. options.Balancers.Keys.Select(name => name.ToLowerInvariant()), .. Added.Select(balancer => balancer.Name)];
        var context = new PlannerContext(services.Methods, options.HealthCheckTemplates, names, options.Place);
        var balancers = WithSettingsOfSites(options, context, problems);
        return new Blueprint(
            [.. balancers.Select(b => Planner.PlanBalancer(b.Key, b.Value, context, problems))],
            [.. options.Sites.Select(s => Planner.PlanSite(s.Key, s.Value, context, problems))],
            listen,
            services with { HealthCheckTemplates = options.HealthCheckTemplates, StateDirectory = options.StateDirectory ?? services.StateDirectory });
    }

    private void CheckNames(BalancingOptions options, Place place)
    {
        foreach (var twice in Added.GroupBy(b => b.Name, StringComparer.Ordinal).Where(g => g.Count() > 1 || options.Balancers.ContainsKey(g.Key)))
        {
            place.At("Balancers").At(twice.Key).Add("code has added a balancer of this name", "Give one of them another name");
        }
    }

    private static List<int> Listen(BalancingOptions options, Place place)
    {
        var ports = new List<int>();
        for (var i = 0; i < (options.Listen?.Count ?? 0); i++)
        {
            if (SiteAddress.TryParseListen(options.Listen![i], out var address))
            {
                ports.Add(address.Port);
            }
            else
            {
                place.At(i).Add($"{Kind<string>.Quote(options.Listen[i] ?? "")} is no port", "Use a port, or address:port", "Listen");
            }
        }

        return ports;
    }

    // httpd: ProxyPass / balancer://foo timeout=10
    private static Dictionary<string, BalancerOptions> WithSettingsOfSites(
        BalancingOptions options, PlannerContext context, List<ConfigurationProblem> problems)
    {
        var balancers = new Dictionary<string, BalancerOptions>(options.Balancers, StringComparer.OrdinalIgnoreCase);
        foreach (var settings in options.Sites.SelectMany(site => Planner.SharedSettingsOf(site.Key, site.Value, context)))
        {
            if (balancers.TryGetValue(settings.Balancer, out var balancer))
            {
                balancers[settings.Balancer] = settings.On(balancer);
            }
            else if (context.Balancers!.Contains(settings.Balancer))
            {
                new Place(settings.Place, problems).Add($"balancer://{settings.Balancer} was made by code", "Set its parameters there");
            }
        }

        return balancers;
    }
}
