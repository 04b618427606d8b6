namespace Balancing.Manager.Serving;

/// <summary>What a form asks for, read and known to be whole; whether it may be done is judged later.</summary>
internal sealed record Order
{
    public required BalancerView Balancer { get; init; }

    public required OrderKind Kind { get; init; }

    /// <summary>Only tell what it would do (<c>do=preview</c>), do it (<c>do=apply</c>), or do it as httpd does (no <c>do</c>).</summary>
    public required OrderStep Step { get; init; }

    /// <summary>URLs of the members that it is about.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Of an <see cref="OrderKind.Edit"/>; of the others, what comes closest, to preview it.</summary>
    public IReadOnlyList<BalancerEdit> Edits { get; init; } = [];

    /// <summary>Of a draining; null for ever.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Of an undo: the journal's entry.</summary>
    public long Entry { get; init; }

    /// <summary>The revision that was looked at; null for whatever is in force.</summary>
    public long? Revision { get; init; }
}

/// <summary>Kinds of <see cref="Order"/>.</summary>
internal enum OrderKind
{
    Edit,
    Drain,
    CancelDrain,
    Readmit,
    Undo,
}

/// <summary>How far an <see cref="Order"/> goes.</summary>
internal enum OrderStep
{
    AsHttpd,
    Preview,
    Apply,
}
