namespace Balancing;

/// <summary>
/// A method of electing a member (httpd: lbmethod). One instance serves any number of balancers and holds no state:
/// all numbers live in the members' slots. Called under the balancer's gate, so it needs no locks and must not wait.
/// </summary>
public abstract class LbMethod
{
    /// <summary>The word in configuration, for example <c>bytraffic</c>: 1 to 15 characters, lower case.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Elects one of <see cref="ElectionContext.Count"/> candidates, which are in the order they are offered
    /// (order of declaration, spares after ordinary members).
    /// </summary>
    /// <param name="election">The candidates and their numbers.</param>
    /// <returns>The candidate's position, 0..Count-1; or -1: none of these, go on to standbys and the next set.</returns>
    public abstract int Elect(in ElectionContext election);

    /// <summary>
    /// A session chose a member without an election; keep the books right. All usable members of the balancer are candidates here.
    /// Default: every candidate gains its factor and the chosen one pays the sum (mod_proxy_balancer.c: proxy_balancer_pre_request).
    /// </summary>
    /// <param name="election">All usable members.</param>
    /// <param name="sticky">Position of the member the session chose.</param>
    public virtual void Charge(in ElectionContext election, int sticky)
    {
        var total = 0;
        for (var i = 0; i < election.Count; i++)
        {
            election.LbStatus(i) += election.Factor(i);
            total += election.Factor(i);
        }

        election.LbStatus(sticky) -= total;
    }

    /// <summary>The method was just chosen for a balancer: clears what another method left in the slots (D17). Default: lbstatus = 0.</summary>
    /// <param name="lane">The slots of all members.</param>
    public virtual void Reset(Span<LaneSlot> lane)
    {
        foreach (ref var slot in lane)
        {
            slot.LbStatus = 0;
        }
    }

    /// <summary>The number <c>Explain</c> shows for a candidate, as it stands before the election. Default: lbstatus + factor.</summary>
    /// <param name="election">The candidates and their numbers.</param>
    /// <param name="candidate">Position 0..Count-1.</param>
    public virtual long Judge(in ElectionContext election, int candidate) =>
        election.LbStatus(candidate) + (long)election.Factor(candidate);

    /// <summary>What <see cref="Judge"/> measures, one word for <c>Explain</c>. Default: <c>lbstatus</c>.</summary>
    public virtual string Measure => "lbstatus";

    /// <summary>True when the method looks at the time; the built-in ones that do not save a reading of the clock.</summary>
    internal virtual bool ReadsClock => true;

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
