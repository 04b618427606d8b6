namespace Balancing;

/// <summary>What a configuration may refer to.</summary>
internal sealed record PlannerContext
{
    /// <summary>The election methods that can be named.</summary>
    public required LbMethodRegistry Methods { get; init; }

    /// <summary>The health-check templates that every balancer knows, by name in any case.</summary>
    public IReadOnlyDictionary<string, HealthCheckOptions>? HealthCheckTemplates { get; init; }

    /// <summary>Lower-case names of the balancers that a site may name; null: any name is taken.</summary>
    public IReadOnlyCollection<string>? Balancers { get; init; }

    /// <summary>What the places in problems start with, for example <c>Balancing</c>.</summary>
    public string Place { get; init; } = "";
}
