namespace Balancing;

/// <summary>How health checks are run.</summary>
public sealed class HealthLoopOptions
{
    /// <summary>
    /// Most probes in flight at once over all balancers (httpd: ProxyHCTPsize), 0 or more; 0 works as 1, one after the other.
    /// Default: what the configuration says, else 16.
    /// </summary>
    public int? AtOnce { get; set; }

    /// <summary>Share by which an interval is made longer or shorter by chance, so that checks do not fall into step, 0..0.5. Default: 0.05.</summary>
    public double Jitter { get; set; } = 0.05;

    /// <summary>Seed of that chance. Default: none, another one each time.</summary>
    public int? Seed { get; set; }

    /// <summary>Ways to probe, asked in order before those registered in DI and the built-in one. Default: none.</summary>
    public IList<Prober> Probers { get; } = [];
}
