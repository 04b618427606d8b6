namespace Balancing;

/// <summary>One change of a balancer by somebody: who, when, what, from where.</summary>
public sealed record JournalEntry
{
    /// <summary>Number of the entry, from 1; each balancer counts its own.</summary>
    public required long Id { get; init; }

    /// <summary>When, by the balancer's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who, and from where.</summary>
    public required Operator By { get; init; }

    /// <summary>What kind of change.</summary>
    public required JournalKind Kind { get; init; }

    /// <summary>What became what. Empty for what was refused.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init; } = [];

    /// <summary>The revision that this made, or that was in force when it was refused.</summary>
    public required long Revision { get; init; }

    /// <summary>The entry that this one takes back; null unless it is an <see cref="JournalKind.Undo"/>.</summary>
    public long? Undoes { get; init; }

    /// <summary>The entry that took this one back; null while it stands.</summary>
    public long? UndoneBy { get; init; }

    /// <summary>More about it in words: why it was refused, how a draining ended; else empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>True when <see cref="Balancer.Undo"/> may take it back: it changed something by hand and stands.</summary>
    public bool CanUndo => Changes.Count > 0 && UndoneBy is null && Kind is JournalKind.Edit or JournalKind.Undo;
}

/// <summary>Kinds of <see cref="JournalEntry"/>.</summary>
public enum JournalKind
{
    /// <summary>Edits were applied.</summary>
    Edit,

    /// <summary>An earlier entry was taken back.</summary>
    Undo,

    /// <summary>Edits, or an undo, were refused.</summary>
    Refused,

    /// <summary>Another configuration came into force.</summary>
    Reload,

    /// <summary>Saved edits were put over the configuration (httpd: BalancerPersist).</summary>
    Restored,

    /// <summary>A draining began or ended, or a member was readmitted.</summary>
    Drain,
}
