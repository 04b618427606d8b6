namespace Balancing;

/// <summary>What edits would do; nothing is changed.</summary>
/// <param name="Problems">What is wrong with them; empty when they could be applied.</param>
public sealed record EditPreview(IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>True when something has changed since <see cref="EditRequest.Revision"/>.</summary>
    public bool IsStale { get; init; }

    /// <summary>What has changed since, the oldest first. Empty when they are not stale.</summary>
    public IReadOnlyList<JournalEntry> Since { get; init; } = [];

    /// <summary>The revision it was looked at.</summary>
    public long Revision { get; init; }

    /// <summary>What would be another value than now.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init; } = [];

    /// <summary>How many decisions were tried out.</summary>
    public int Decisions { get; init; }

    /// <summary>
    /// Who would get the next requests, without and with the edits; one entry per member of either plan. The requests have no session, end at
    /// once, and carry as many bytes as the member's requests had on average.
    /// </summary>
    public IReadOnlyList<DecisionShare> Shares { get; init; } = [];

    /// <summary>How many of them nobody could take, without the edits.</summary>
    public int RefusedBefore { get; init; }

    /// <summary>How many of them nobody could take, with the edits.</summary>
    public int RefusedAfter { get; init; }
}

/// <summary>How many of the next requests a member would get.</summary>
/// <param name="Member">URL of the member.</param>
/// <param name="Before">Without the edits; null when the member would be new.</param>
/// <param name="After">With the edits; null when the member would be gone.</param>
public sealed record DecisionShare(string Member, int? Before, int? After);
