namespace Balancing;

/// <summary>Edits that belong together: all are applied, or none.</summary>
/// <param name="Edits">What to change.</param>
public sealed record EditRequest(params IReadOnlyList<BalancerEdit> Edits)
{
    /// <summary>
    /// The <see cref="Balancer.Revision"/> that the operator looked at. When another operator, a reload or the program has changed something since,
    /// the edits are refused and <see cref="EditResult.Since"/> tells what. Default: null, whatever is in force.
    /// </summary>
    public long? Revision { get; init; }

    /// <summary>Who asks. Default: the program.</summary>
    public Operator By { get; init; } = Operator.Program;
}

/// <summary>What became of a set of edits; all were applied, or none.</summary>
/// <param name="Problems">What was wrong; empty when nothing was.</param>
public sealed record EditResult(IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>True when the edits are in force.</summary>
    public bool Applied => Problems.Count == 0 && !IsStale;

    /// <summary>True when they were refused because something has changed since <see cref="EditRequest.Revision"/>.</summary>
    public bool IsStale { get; init; }

    /// <summary>What has changed since, the oldest first; as far back as the journal reaches. Empty when they were not stale.</summary>
    public IReadOnlyList<JournalEntry> Since { get; init; } = [];

    /// <summary>The journal's entry, of a refusal too; null when nothing was to be changed.</summary>
    public JournalEntry? Entry { get; init; }

    /// <summary>The revision that is in force now.</summary>
    public long Revision { get; init; }

    /// <summary>Why the edits, which are in force, will not survive a restart although the balancer has <c>BalancerPersist</c>; else null.</summary>
    public ConfigurationProblem? NotSaved { get; init; }
}
