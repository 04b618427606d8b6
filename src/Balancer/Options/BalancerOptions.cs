namespace Balancing;

/// <summary>
/// A balancer as configured: plain and bindable. <c>null</c> means: not said, httpd's default holds.
/// The DSL, JSON and httpd text all fill this class; the planner makes a plan of it.
/// </summary>
public sealed class BalancerOptions
{
    /// <summary>Members in order; a list, because ties are broken by order (httpd: BalancerMember).</summary>
    public List<MemberOptions> Members { get; set; } = [];

    /// <summary>httpd: lbmethod. Default: <c>byrequests</c>.</summary>
    public string? LbMethod { get; set; }

    /// <summary>httpd: stickysession, a name or <c>COOKIE|parameter</c>, each 1..63 characters. Default: none.</summary>
    public string? StickySession { get; set; }

    /// <summary>httpd: stickysessionsep, one character or <c>Off</c>. Default: a dot.</summary>
    public string? StickySessionSep { get; set; }

    /// <summary>httpd: scolonpathdelim. Default: false.</summary>
    public bool? ScolonPathDelim { get; set; }

    /// <summary>The route cookie that we issue. Default: none.</summary>
    public StickyCookieOptions? StickyCookie { get; set; }

    /// <summary>httpd: maxattempts, 0 or more. Default: members - 1.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>httpd: nofailover. Default: false.</summary>
    public bool? NoFailover { get; set; }

    /// <summary>httpd: timeout, how long a request waits for a member. Default: not at all.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>httpd: failonstatus, codes 100..599. Default: none.</summary>
    public List<int> FailOnStatus { get; set; } = [];

    /// <summary>httpd: failontimeout. Default: false.</summary>
    public bool? FailOnTimeout { get; set; }

    /// <summary>httpd: forcerecovery. Default: true.</summary>
    public bool? ForceRecovery { get; set; }

    /// <summary>httpd: growth, 1..100. Default: none.</summary>
    public int? Growth { get; set; }

    /// <summary>httpd: nonce, at most 36 characters. Default: a random one per start.</summary>
    public string? Nonce { get; set; }

    /// <summary>httpd: BalancerPersist. Default: false.</summary>
    public bool? Persist { get; set; }

    /// <summary>httpd: BalancerInherit. Default: true.</summary>
    public bool? Inherit { get; set; }

    /// <summary>Most requests that wait at one time, 1 or more (R42). Default: 10 000.</summary>
    public int? WaitLimit { get; set; }

    /// <summary>Seed of the methods that draw by chance. Default: one from the system.</summary>
    public int? Seed { get; set; }

    /// <summary>What protects the balancer from its own members; httpd has nothing of it. Default: nothing.</summary>
    public ProtectionOptions? Protection { get; set; }

    /// <summary>httpd <c>key=value</c> texts, applied after the keys above, in order (httpd: ProxySet).</summary>
    public List<string> ProxySet { get; set; } = [];

    /// <summary>Templates that only this balancer knows (httpd: ProxyHCTemplate).</summary>
    public Dictionary<string, HealthCheckOptions> HealthCheckTemplates { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The method itself, when code chose it; it wins over <see cref="LbMethod"/>. No configuration can say it.</summary>
    public LbMethod? Method { get; internal set; }

    /// <summary>Problems found while the options were being filled, reported with the rest.</summary>
    internal List<ConfigurationProblem> Problems { get; private set; } = [];

    /// <summary>The method by name; code's choice before it no longer holds.</summary>
    internal void ElectBy(string name) => (LbMethod, Method) = (name, null);

    /// <summary>A copy to change; what a binder left null is empty. The members themselves are shared.</summary>
    internal BalancerOptions Copy()
    {
        var copy = (BalancerOptions)MemberwiseClone();
        copy.Members = [.. Members ?? []];
        copy.FailOnStatus = [.. FailOnStatus ?? []];
        copy.ProxySet = [.. ProxySet ?? []];
        copy.HealthCheckTemplates = new(HealthCheckTemplates ?? [], StringComparer.OrdinalIgnoreCase);
        copy.Problems = [.. Problems];
        return copy;
    }
}
