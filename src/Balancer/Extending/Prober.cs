namespace Balancing;

/// <summary>
/// A way to probe the health of members. The built-in one speaks TCP and HTTP; another may speak what your members speak. One
/// instance serves any number of members, from any thread.
/// </summary>
public abstract class Prober
{
    /// <summary>True when it knows how to make this check of this member; otherwise the next prober is asked. Default: always.</summary>
    /// <param name="member">The member.</param>
    /// <param name="check">What is to be checked; its method is never <see cref="HcMethod.None"/>.</param>
    public virtual bool Knows(Member member, HealthCheckPlan check) => true;

    /// <summary>Makes one probe. It must end when it is cancelled; an exception counts as a failed check.</summary>
    /// <param name="member">The member.</param>
    /// <param name="check">What is to be checked.</param>
    /// <param name="cancel">Ends the probe: its time is up, or nobody needs it any more.</param>
    /// <returns>What it saw; trouble is a value.</returns>
    public abstract ValueTask<ProbeResult> ProbeAsync(Member member, HealthCheckPlan check, CancellationToken cancel);
}
