namespace Balancing;

/// <summary>
/// One member of a balancer: who it is. The same object for as long as the URL stays in the balancer, through every
/// change of plan. Its numbers are in the balancer's snapshot.
/// </summary>
public sealed class Member
{
    private IMemberKeeper[] _keepers = []; // atomic: replaced whole

    internal Member(MemberPlan plan, int index)
    {
        Plan = plan;
        Index = index;
    }

    /// <summary>Where it is.</summary>
    public MemberUrl Url => Plan.Url;

    /// <summary>What is configured for it now. Written under the gate when a plan is swapped; any thread may read.</summary>
    public MemberPlan Plan { get; internal set; }

    /// <summary>What the host attached to it, or null.</summary>
    public object? Attached => Plan.Attached;

    /// <summary>Position in the balancer's plan, or -1 once removed. Written under the gate.</summary>
    internal int Index { get; set; }

    /// <summary>The numbers it had when it was removed; late reports still land here. Written under the gate.</summary>
    internal LaneSlot Retired;

    /// <summary>
    /// True while a balancer that is not disposed of may choose it; otherwise only leases that are out still use it. Written when the
    /// balancer changes or ends; any thread may read.
    /// </summary>
    internal bool InService { get; set; } = true;

    /// <summary>Those who keep connections to it.</summary>
    internal ReadOnlySpan<IMemberKeeper> Keepers => Volatile.Read(ref _keepers);

    /// <inheritdoc/>
    public override string ToString() => Url.Configured;

    /// <summary>Somebody keeps connections to it from now on.</summary>
    internal void Admit(IMemberKeeper keeper) => Replace(keeper, static (all, one) => [.. all, one]);

    /// <summary>Somebody keeps none any more.</summary>
    internal void Dismiss(IMemberKeeper keeper) => Replace(keeper, static (all, one) => [.. all.Where(other => other != one)]);

    /// <summary>Tells the keepers what has changed. Called outside the gate.</summary>
    internal void TellKeepers()
    {
        foreach (var keeper in Keepers)
        {
            keeper.Follow();
        }
    }

    /// <summary>The connections to it, whoever keeps them.</summary>
    internal PoolSnapshot CountConnections()
    {
        var sum = default(PoolSnapshot);
        foreach (var keeper in Keepers)
        {
            sum = sum.Plus(keeper.Count());
        }

        return sum;
    }

    private void Replace(IMemberKeeper keeper, Func<IMemberKeeper[], IMemberKeeper, IMemberKeeper[]> change)
    {
        for (var before = Volatile.Read(ref _keepers); ;)
        {
            var found = Interlocked.CompareExchange(ref _keepers, change(before, keeper), before);
            if (found == before)
            {
                return;
            }

            before = found;
        }
    }
}
