using System.Diagnostics.CodeAnalysis;

namespace Balancing.HttpdConf;

/// <summary>What came of an import: the options, or all that stands in the way, and a report of every line.</summary>
public sealed class ImportResult
{
    internal ImportResult(BalancingOptions options, IReadOnlyList<ConfigurationProblem> problems, ImportReport report)
    {
        Options = problems.Count == 0 ? options : null;
        Problems = problems;
        Report = report;
    }

    /// <summary>True when there is no problem; lints do not count.</summary>
    [MemberNotNullWhen(true, nameof(Options))]
    public bool Succeeded => Options is not null;

    /// <summary>
    /// Balancers and sites, as the DSL or JSON would have filled them; null when there is a problem, because a
    /// configuration of which a part is missing may let through what the whole would refuse (R57).
    /// </summary>
    public BalancingOptions? Options { get; }

    /// <summary>All that is wrong or cannot be imported, in the order of the text; the place is file and line.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    /// <summary>What became of every line, and what is probably not meant.</summary>
    public ImportReport Report { get; }

    /// <summary>The options.</summary>
    /// <exception cref="BalancerConfigurationException">There are problems; it lists them all.</exception>
    public BalancingOptions OptionsOrThrow() => Options ?? throw new BalancerConfigurationException(Problems);
}
