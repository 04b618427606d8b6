namespace Balancing.Hosting;

/// <summary>
/// A balancer and the plan that the configuration last gave it. It outlives a reload that takes its name away, so that who was
/// given it has the right one when a later reload brings the name back.
/// </summary>
internal sealed class HostedBalancer(BalancerPlan plan, BalancerServices services)
{
    private BalancerPlan _configured = plan;
    private bool _retired;

    public Balancer Balancer { get; } = Balancer.OfPlan(plan, services);

    /// <summary>Puts a plan in force when it says something new; otherwise an operator's edits stay.</summary>
    public void Take(BalancerPlan next)
    {
        if (!_configured.SaysTheSameAs(next))
        {
            Balancer.Apply(next);
            _configured = next;
        }

        if (_retired)
        {
            _retired = false;
            Balancer.Reopen();
        }
    }

    /// <summary>The configuration no longer names it.</summary>
    public void Retire()
    {
        _retired = true;
        Balancer.Dispose();
    }
}
