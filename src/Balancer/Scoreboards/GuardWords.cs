namespace Balancing;

/// <summary>
/// What protection keeps about one member. Apart from <see cref="SharedWords"/>, because a balancer without protection has none of it.
/// Written under the balancer's gate only.
/// </summary>
internal struct GuardWords
{
    /// <summary>Percent of its factor that a slowly starting member has; 0 when it has the whole.</summary>
    public int Percent;

    /// <summary>When the slow start began, in ticks of the balancer's clock; 0: with the next decision.</summary>
    public long StartedAt;

    /// <summary>Traffic per hundredth of factor that it is taken to have had, so that it need not catch up with the others (bytraffic).</summary>
    public long Handicap;

    /// <summary>Changes whenever it fails or is let back by an operator; a lease of another era says nothing about this one.</summary>
    public long Era;

    /// <summary>Failed trials in a row.</summary>
    public int Trips;

    /// <summary>It was let back, and its next request is its trial.</summary>
    public bool OnProbation;

    /// <summary>It was let back before its time, so a failed trial says nothing about the back-off.</summary>
    public bool Forced;

    /// <summary>It is out, or not yet proven again, because of what it answered.</summary>
    public bool Ejected;

    /// <summary>Why it was ejected.</summary>
    public ErrorCause EjectedBy;

    /// <summary>Bad answers in a row, or percent of bad answers, for which it was ejected.</summary>
    public int EjectedFor;

    /// <summary>Bad answers since its last good one.</summary>
    public int BadInRow;

    /// <summary>Its answers of the last while.</summary>
    public AnswerWindow Answers;
}
