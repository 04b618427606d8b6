namespace Balancing;

/// <summary>What <see cref="MemberPools{TConnection}"/> take from their surroundings. Everything has a default.</summary>
public sealed record MemberPoolServices
{
    /// <summary>The surroundings of a program that sets nothing.</summary>
    public static readonly MemberPoolServices Default = new();

    /// <summary>
    /// Clock, ticks and limit of waiters, for each of the pools. Default: <see cref="PoolServices.Default"/>. Its
    /// <see cref="PoolServices.Troubled"/> is told about all of them.
    /// </summary>
    public PoolServices Pool { get; init; } = PoolServices.Default;

    /// <summary>
    /// The numbers of a pool, from the member's plan and the host's key (null without one). Asked when a pool is made and whenever the plan
    /// has changed. Default: <see cref="MemberPlan.Pool"/> as it is.
    /// </summary>
    public Func<MemberPlan, object?, PoolPlan>? Numbers { get; init; }

    /// <summary>
    /// Who is told what went wrong while nobody waited for it, and with which member. Called on the thread pool; what it throws is not
    /// caught. Default: nobody.
    /// </summary>
    public Action<MemberUrl, PoolTrouble>? Troubled { get; init; }

    /// <summary>The surroundings of the pools of one member.</summary>
    internal PoolServices Of(MemberUrl url)
    {
        if (Troubled is not { } told)
        {
            return Pool;
        }

        var also = Pool.Troubled;
        return Pool with
        {
            Troubled = trouble =>
            {
                also?.Invoke(trouble);
                told(url, trouble);
            },
        };
    }
}
