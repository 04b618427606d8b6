namespace Balancing;

/// <summary>What protects a balancer from its own members; httpd has nothing of it. Immutable; null parts are off.</summary>
public sealed record ProtectionPlan
{
    /// <summary>How long a returning member takes to its whole factor, above 0, at most a day; null: it has it at once, the default.</summary>
    public TimeSpan? SlowStart { get; init; }

    /// <summary>
    /// A failed member comes back by one trial request at a time; this is the most that its retry time grows to, 1 s to a day.
    /// Null: it comes back whole, as in httpd, the default.
    /// </summary>
    public TimeSpan? HalfOpen { get; init; }

    /// <summary>Which members are ejected for what they answer, or null for none, the default.</summary>
    public OutlierPlan? EjectOutliers { get; init; }

    /// <summary>How many attempts after the first all requests together may make, or null for no such limit, the default.</summary>
    public RetryBudgetPlan? RetryBudget { get; init; }

    /// <summary>
    /// Percent of the members, 1..100: when fewer are usable, errors and failed checks are ignored; null for never, the default.
    /// </summary>
    public int? PanicBelow { get; init; }

    /// <summary>True when something is kept about each member.</summary>
    internal bool GuardsMembers => SlowStart is not null || HalfOpen is not null || EjectOutliers is not null;

    /// <summary>How long a member stays in error after this many failed trials in a row: retry × 2, × 4, … up to the limit.</summary>
    internal TimeSpan RetryAfter(TimeSpan retry, int trips)
    {
        var most = Math.Max(retry.Ticks, HalfOpen?.Ticks ?? 0);
        var ticks = retry.Ticks;
        for (var i = 0; i < trips && ticks < most; i++)
        {
            ticks = ticks > most / 2 ? most : ticks * 2;
        }

        return new TimeSpan(ticks == 0 ? 0 : Math.Min(ticks, most));
    }
}

/// <summary>When a member is put in error for its answers. Immutable.</summary>
public sealed record OutlierPlan
{
    /// <summary>Bad answers in a row, 1..1000; 0: the row does not matter. Default: 5.</summary>
    public int Consecutive { get; init; } = 5;

    /// <summary>Percent of bad answers within <see cref="Window"/>, 1..100; 0: the share does not matter. Default: 50.</summary>
    public int Share { get; init; } = 50;

    /// <summary>Answers within <see cref="Window"/> without which the share says nothing, 1..1 000 000. Default: 20.</summary>
    public int AtLeast { get; init; } = 20;

    /// <summary>Over how long the share is taken, 1 s to 1 h. Default: 10 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Statuses 100..599 that are bad answers; empty: 500..599, the default.</summary>
    public IReadOnlyList<int> BadStatus { get; init; } = [];

    /// <summary>Percent of the members in service that may be ejected at one time, 1..100; one always may. Default: 10.</summary>
    public int MaxEjected { get; init; } = 10;

    /// <summary>True when an answer with this status is a bad one.</summary>
    internal bool IsBad(int status) => BadStatus.Count == 0 ? status is >= 500 and <= 599 : BadStatus.Contains(status);
}

/// <summary>How many attempts after the first may be made. Immutable.</summary>
public sealed record RetryBudgetPlan
{
    /// <summary>Percent of a retry that each request earns, 0..100. Default: 20.</summary>
    public int Share { get; init; } = 20;

    /// <summary>Retries earned each second without any request, 0..1000. Default: 10.</summary>
    public int AtLeastPerSecond { get; init; } = 10;
}
