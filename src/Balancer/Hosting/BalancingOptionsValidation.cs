using Balancing.Hosting;

namespace Balancing;

/// <summary>Looks at options without making anything of them.</summary>
public static class BalancingOptionsValidation
{
    /// <summary>Everything that is wrong with the options; empty when balancers and sites can be made of them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="services">Whose election methods may be named. Default: <see cref="BalancerServices.Default"/>.</param>
    public static IReadOnlyList<ConfigurationProblem> Validate(this BalancingOptions options, BalancerServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<ConfigurationProblem>();
        new Architect(services ?? BalancerServices.Default, []).Plan(options, problems);
        return problems;
    }
}
