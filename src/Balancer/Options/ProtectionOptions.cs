namespace Balancing;

/// <summary>What protects a balancer from its own members, as configured. httpd has nothing of it; whatever is not said is off.</summary>
public sealed class ProtectionOptions
{
    /// <summary>How long a returning member takes to its whole factor, above 0, at most a day. Default: it has it at once.</summary>
    public TimeSpan? SlowStart { get; set; }

    /// <summary>
    /// A failed member comes back by one trial request at a time; this is the most that its retry time grows to, 1 s to a day.
    /// Default: it comes back whole.
    /// </summary>
    public TimeSpan? HalfOpen { get; set; }

    /// <summary>Which members are ejected for what they answer. Default: none.</summary>
    public OutlierOptions? EjectOutliers { get; set; }

    /// <summary>How many attempts after the first all requests together may make. Default: no such limit.</summary>
    public RetryBudgetOptions? RetryBudget { get; set; }

    /// <summary>Percent of the members, 1..100: when fewer are usable, errors and failed checks are ignored. Default: never.</summary>
    public int? PanicBelow { get; set; }
}

/// <summary>When a member is put in error for its answers, as configured.</summary>
public sealed class OutlierOptions
{
    /// <summary>Bad answers in a row, 0..1000; 0: the row does not matter. Default: 5.</summary>
    public int? Consecutive { get; set; }

    /// <summary>Percent of bad answers within <see cref="Window"/>, 0..100; 0: the share does not matter. Default: 50.</summary>
    public int? Share { get; set; }

    /// <summary>Answers within <see cref="Window"/> without which the share says nothing, 1..1 000 000. Default: 20.</summary>
    public int? AtLeast { get; set; }

    /// <summary>Over how long the share is taken, 1 s to 1 h. Default: 10 s.</summary>
    public TimeSpan? Window { get; set; }

    /// <summary>Statuses 100..599 that are bad answers. Default: 500..599.</summary>
    public List<int> BadStatus { get; set; } = [];

    /// <summary>Percent of the members in service that may be ejected at one time, 1..100; one always may. Default: 10.</summary>
    public int? MaxEjected { get; set; }
}

/// <summary>How many attempts after the first may be made, as configured.</summary>
public sealed class RetryBudgetOptions
{
    /// <summary>Percent of a retry that each request earns, 0..100. Default: 20.</summary>
    public int? Share { get; set; }

    /// <summary>Retries earned each second without any request, 0..1000. Default: 10.</summary>
    public int? AtLeastPerSecond { get; set; }
}
