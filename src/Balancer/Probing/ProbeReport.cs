using Balancing.Failures;

namespace Balancing.Probing;

/// <summary>One probe and what became of it, for those who watch.</summary>
/// <param name="Check">What was checked.</param>
/// <param name="Verdict">What was seen.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="From">The member's flags before.</param>
/// <param name="To">The member's flags after.</param>
internal readonly record struct ProbeReport(HealthCheckPlan Check, HealthVerdict Verdict, TimeSpan Duration, MemberStatus From, MemberStatus To)
{
    /// <summary>The same was not said of the probe before.</summary>
    public bool IsNews { get; init; }
}
