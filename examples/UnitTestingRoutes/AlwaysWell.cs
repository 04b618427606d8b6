using Balancing;

namespace ShopRoutes;

// <snippet:prober>
/// <summary>Finds every member well that speaks HTTP.</summary>
public sealed class AlwaysWell : Prober
{
    public override bool Knows(Member member, HealthCheckPlan check) => member?.Url.Scheme is "http";

    public override ValueTask<ProbeResult> ProbeAsync(Member member, HealthCheckPlan check, CancellationToken cancel) =>
        new(ProbeResult.Answered(new ResponseFacts(200))); // a real one asks the member; trouble is a value
}
// </snippet:prober>
