namespace Balancing;

/// <summary>What a configuration may refer to.</summary>
/// <param name="Methods">The election methods that can be named.</param>
/// <param name="HealthCheckTemplates">The health-check templates that every balancer knows, by name in any case.</param>
/// <param name="Balancers">Lower-case names of the balancers that a site may name; null: any name is taken.</param>
/// <param name="Place">What the places in problems start with, for example <c>Balancing</c>.</param>
internal sealed record PlannerContext(
    LbMethodRegistry Methods,
    IReadOnlyDictionary<string, HealthCheckOptions>? HealthCheckTemplates = null,
    IReadOnlyCollection<string>? Balancers = null,
    string Place = "")
{
    /// <summary>The same for a site with balancers of its own.</summary>
    public PlannerContext With(IReadOnlyList<BalancerPlan> own) =>
        Balancers is null || own.Count == 0 ? this : this with { Balancers = [.. own.Select(plan => plan.Name).Union(Balancers)] };

    public PlannerContext(BalancerServices services, IReadOnlyCollection<string>? balancers)
        : this(services.Methods, services.HealthCheckTemplates, balancers)
    {
    }
}
