namespace Balancing.Pooling;

/// <summary>A plan as the pool reckons with it: nothing missing, times in ticks of its clock. Immutable.</summary>
internal sealed class PoolNumbers
{
    /// <summary>A time that never comes.</summary>
    public const long Never = long.MaxValue;

    public PoolNumbers(PoolPlan plan, long frequency)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Min < 0 || plan.Max < 0 || plan.SMax < 0 || plan.Ttl < TimeSpan.Zero || plan.Acquire < TimeSpan.Zero
            || plan.AddressTtl < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(plan), plan, "Min, SMax, Max and all times of a pool are 0 or more.");
        }

        Plan = plan;
        Second = frequency;
        Ttl = Ticks(plan.Ttl, frequency);
        Acquire = Ticks(plan.Acquire, frequency);
        AddressTtl = Ticks(plan.AddressTtl, frequency);

        // proxy_util.c: ap_proxy_initialize_worker: smax within max, min within smax.
        Max = plan.Max == 0 ? int.MaxValue : plan.Max;
        SMax = Math.Min(plan.SMax ?? Max, Max);
        Min = AddressTtl == 0 ? 0 : Math.Min(plan.Min, SMax); // an address that lasts for one connection allows none ahead

        Stale = Ttl != Never && plan.SMax is null ? 0 : SMax;
        ReadsClock = Ttl != Never || AddressTtl != Never;
    }

    public PoolPlan Plan { get; }

    /// <summary>Ticks of the clock in a second.</summary>
    public long Second { get; }

    /// <summary>Most places; never 0.</summary>
    public int Max { get; }

    public int SMax { get; }

    public int Min { get; }

    /// <summary>How many idle connections may outstay <see cref="Ttl"/>: as many as smax says, or none. Without ttl, how many may be idle.</summary>
    public int Stale { get; }

    public long Ttl { get; }

    public long Acquire { get; }

    public long AddressTtl { get; }

    /// <summary>False when no time has to be taken for an idle connection.</summary>
    public bool ReadsClock { get; }

    /// <summary>The instant that lies <paramref name="wait"/> after another; never, when either is.</summary>
    public static long After(long instant, long wait) => wait >= Never - instant ? Never : instant + wait;

    /// <summary>A time in ticks of a clock; never, when there is none.</summary>
    public static long Ticks(TimeSpan? time, long frequency)
    {
        if (time is not { } span)
        {
            return Never;
        }

        var ticks = (Int128)span.Ticks * frequency / TimeSpan.TicksPerSecond;
        return ticks >= Never / 2 ? Never : (long)ticks;
    }
}
