namespace Balancing;

/// <summary>Everything, as bound from configuration: balancers, sites and health-check templates by name.</summary>
public sealed class BalancingOptions
{
    /// <summary>Balancers by name (httpd: <c>&lt;Proxy balancer://name&gt;</c>).</summary>
    public Dictionary<string, BalancerOptions> Balancers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sites by name (httpd: virtual hosts).</summary>
    public Dictionary<string, SiteOptions> Sites { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Where httpd would listen: <c>80</c>, <c>10.0.0.1:80</c>, <c>443 https</c> (httpd: Listen). It opens nothing; it tells which ports
    /// the addresses of sites speak of, see <see cref="VirtualHosts"/>. Default: the ports of those addresses.
    /// </summary>
    public List<string> Listen { get; set; } = [];

    /// <summary>Health-check templates by name (httpd: ProxyHCTemplate).</summary>
    public Dictionary<string, HealthCheckOptions> HealthCheckTemplates { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Most health checks at once over all balancers (httpd: ProxyHCTPsize), 0 or more, 0 works as 1. Default: 16.</summary>
    public int? HealthChecksAtOnce { get; set; }

    /// <summary>Directory of saved edits (httpd: DefaultRuntimeDir). Default: null, see <see cref="BalancerServices.StateDirectory"/>.</summary>
    public string? StateDirectory { get; set; }

    /// <summary>
    /// The same in its plainest form, for who writes configuration: every <c>ProxySet</c> text has become the options that it
    /// sets, also those that a rule sets on its balancer; targets <c>!</c> and paths <c>~ regex</c> are said by their own options.
    /// It gives the same plans. Texts that cannot be read stay, so that they are still reported.
    /// </summary>
    /// <returns>A copy; nothing here is changed.</returns>
    public BalancingOptions Settled() => Settling.Of(this);

    /// <summary>Where in the configuration it stands, for example <c>Balancing</c>.</summary>
    internal string Place { get; set; } = "";

    /// <summary>Problems found while the options were being filled, reported with the rest.</summary>
    internal List<ConfigurationProblem> Problems { get; } = [];
}
