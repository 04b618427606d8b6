namespace Balancing;

/// <summary>Says what protects a balancer from its own members. httpd has none of these words; what is not said is off.</summary>
public sealed class ProtectionBuilder
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    internal ProtectionBuilder(ProtectionOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public ProtectionOptions Options { get; }

    /// <summary>
    /// No httpd word (off). A member that comes back, or is added to a running balancer, begins with a tenth of its factor and has
    /// the whole of it after this time.
    /// </summary>
    /// <param name="window">Above 0, at most a day.</param>
    /// <returns>This builder.</returns>
    public ProtectionBuilder SlowStart(TimeSpan window)
    {
        Options.SlowStart = window;
        return this;
    }

    /// <summary>
    /// No httpd word (off). After <c>retry</c> a failed member gets one request at a time as its trial. A success brings it back, a
    /// failure doubles the time until the next trial.
    /// </summary>
    /// <param name="maxBackoff">The most that the time grows to, 1 s to a day. Default: 10 minutes.</param>
    /// <returns>This builder.</returns>
    public ProtectionBuilder HalfOpen(TimeSpan? maxBackoff = null)
    {
        Options.HalfOpen = maxBackoff ?? TenMinutes;
        return this;
    }

    /// <summary>
    /// No httpd word (off). Puts a member in error that answers badly: five times in a row, or half of at least 20 answers within 10 s.
    /// </summary>
    /// <param name="configure">Other numbers. Default: those above, and a tenth of the members at most.</param>
    /// <returns>This builder.</returns>
    public ProtectionBuilder EjectOutliers(Action<OutlierBuilder>? configure = null)
    {
        Options.EjectOutliers ??= new OutlierOptions();
        configure?.Invoke(new OutlierBuilder(Options.EjectOutliers));
        return this;
    }

    /// <summary>
    /// No httpd word (off). How many attempts after the first <c>ExecuteAsync</c> may make for all requests together; when the budget is
    /// spent, a failed attempt stands.
    /// </summary>
    /// <param name="share">Percent of a retry that each request earns, 0..100. Default: 20.</param>
    /// <param name="atLeastPerSecond">Retries earned each second without any request, 0..1000. Default: 10.</param>
    /// <returns>This builder.</returns>
    public ProtectionBuilder RetryBudget(int? share = null, int? atLeastPerSecond = null)
    {
        Options.RetryBudget = new RetryBudgetOptions { Share = share, AtLeastPerSecond = atLeastPerSecond };
        return this;
    }

    /// <summary>
    /// No httpd word (off). When fewer of the members that no operator took out are usable, errors and failed checks are ignored, so
    /// that the few that are left are not overrun.
    /// </summary>
    /// <param name="percent">1..100.</param>
    /// <returns>This builder.</returns>
    public ProtectionBuilder PanicBelow(int percent)
    {
        Options.PanicBelow = percent;
        return this;
    }
}

/// <summary>Says which members are ejected for what they answer.</summary>
public sealed class OutlierBuilder
{
    internal OutlierBuilder(OutlierOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public OutlierOptions Options { get; }

    /// <summary>Bad answers in a row (5), 0..1000; 0: the row does not matter.</summary>
    public OutlierBuilder Consecutive(int answers)
    {
        Options.Consecutive = answers;
        return this;
    }

    /// <summary>Percent of bad answers within the window (50), 0..100; 0: the share does not matter.</summary>
    public OutlierBuilder Share(int percent)
    {
        Options.Share = percent;
        return this;
    }

    /// <summary>Answers within the window without which the share says nothing (20), 1..1 000 000.</summary>
    public OutlierBuilder AtLeast(int answers)
    {
        Options.AtLeast = answers;
        return this;
    }

    /// <summary>Over how long the share is taken (10 s), 1 s to 1 h.</summary>
    public OutlierBuilder Window(TimeSpan window)
    {
        Options.Window = window;
        return this;
    }

    /// <summary>Statuses that are bad answers (500..599), each 100..599.</summary>
    public OutlierBuilder BadStatus(params int[] codes)
    {
        Options.BadStatus = [.. codes];
        return this;
    }

    /// <summary>Percent of the members in service that may be ejected at one time (10), 1..100; one always may, unless nobody else is usable.</summary>
    public OutlierBuilder MaxEjected(int percent)
    {
        Options.MaxEjected = percent;
        return this;
    }
}
