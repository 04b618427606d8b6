namespace Balancing;

/// <summary>A configuration is invalid; every problem is listed at once (D6).</summary>
public sealed class BalancerConfigurationException : Exception
{
    /// <summary>An exception that lists problems.</summary>
    /// <param name="problems">All that was found, at least one.</param>
    public BalancerConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>All that was found, in the order of the configuration.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    private static string Describe(IReadOnlyList<ConfigurationProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var count = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems";
        return $"The balancer configuration has {count}:{Environment.NewLine}"
            + string.Join(Environment.NewLine, problems.Select(p => "  - " + p));
    }
}
