using Balancing.Explaining;

namespace Balancing.Protection;

/// <summary>
/// How many attempts after the first all requests together may still make: each request earns a part of one, and so does time. The
/// savings are bounded, so that a quiet hour does not pay for a storm.
/// <para>
/// One word holds the savings, in thousandths, and the instant up to which time has paid, in milliseconds since the balancer was made.
/// </para>
/// </summary>
internal sealed class RetryBudget
{
    private const int SavedSeconds = 10;
    private const int LeastSavings = 100;
    private const int One = 1000;
    private const int TimeBits = 36;
    private const long TimeMask = (1L << TimeBits) - 1;
    private const long TellEvery = TimeSpan.TicksPerSecond * 10;

    private long _word = -1; // atomic; -1: not begun
    private long _toldAt;    // atomic
    private int _untold;     // atomic

    /// <summary>A request came.</summary>
    public void Earn(RetryBudgetPlan plan, long now) => Change(plan, now, plan.Share * One / 100);

    /// <summary>Pays for one more attempt.</summary>
    /// <returns>False when there is nothing left to pay with.</returns>
    public bool TrySpend(RetryBudgetPlan plan, long now) => Change(plan, now, -One);

    /// <summary>Whole attempts that could be paid for now.</summary>
    public int Left(RetryBudgetPlan plan, long now) => (int)(SavingsAt(Volatile.Read(ref _word), plan, Instant(now)) / One);

    /// <summary>An attempt was denied.</summary>
    /// <returns>How many were since it was last told; 0 when it was told a short while ago.</returns>
    public int Denied(long now)
    {
        Interlocked.Increment(ref _untold);
        var told = Volatile.Read(ref _toldAt);
        return (told == 0 || now - told >= TellEvery) && Interlocked.CompareExchange(ref _toldAt, now, told) == told
            ? Interlocked.Exchange(ref _untold, 0) : 0;
    }

    /// <summary>Says how many attempts could be paid for.</summary>
    public void Note<TTrace>(BalancerPlan plan, long now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (plan.Protection?.RetryBudget is { } budget)
        {
            trace.Note(StepCode.ProtectBudget, -1, Left(budget, now));
        }
    }

    private bool Change(RetryBudgetPlan plan, long now, int thousandths)
    {
        var instant = Instant(now);
        while (true)
        {
            var word = Volatile.Read(ref _word);
            var savings = SavingsAt(word, plan, instant) + thousandths;
            if (savings < 0)
            {
                return false;
            }

            var paidUpTo = word == -1 || Elapsed(word, instant) > 0 ? instant : word & TimeMask;
            if (Interlocked.CompareExchange(ref _word, (Math.Min(savings, Most(plan)) << TimeBits) | paidUpTo, word) == word)
            {
                return true;
            }
        }
    }

    // Thousandths per millisecond are attempts per second.
    private static long SavingsAt(long word, RetryBudgetPlan plan, long instant) => word == -1
        ? (long)plan.AtLeastPerSecond * SavedSeconds * One
        : Math.Min((word >> TimeBits) + (Math.Min(Elapsed(word, instant), SavedSeconds * 1000) * plan.AtLeastPerSecond), Most(plan));

    private static long Most(RetryBudgetPlan plan) => (long)Math.Max(LeastSavings, plan.AtLeastPerSecond * SavedSeconds) * One;

    // In a circle of two years; what seems to lie in its second half is a clock that was read a moment earlier.
    private static long Elapsed(long word, long instant)
    {
        var elapsed = (instant - word) & TimeMask;
        return elapsed > TimeMask / 2 ? 0 : elapsed;
    }

    private static long Instant(long now) => (now / TimeSpan.TicksPerMillisecond) & TimeMask;
}
