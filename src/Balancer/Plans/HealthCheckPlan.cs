using Balancing.Expressions;

namespace Balancing;

/// <summary>How a member is probed (httpd: mod_proxy_hcheck). Immutable.</summary>
public sealed record HealthCheckPlan
{
    /// <summary>What is sent (httpd: hcmethod). Default: none, no check unless there is a <see cref="Probe"/>.</summary>
    public HcMethod Method { get; init; }

    /// <summary>Path, joined to the member's with one slash (httpd: hcuri, D21). Default: empty.</summary>
    public string Uri { get; init; } = "";

    /// <summary>Time from the end of a check to the next (httpd: hcinterval). Default: 30 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Consecutive successes that bring a member back (httpd: hcpasses). Default: 1.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Consecutive failures that take it out (httpd: hcfails). Default: 1.</summary>
    public int Fails { get; init; } = 1;

    /// <summary>httpd expression text that decides success (httpd: hcexpr), or null.</summary>
    public string? ExprText { get; init; }

    /// <summary>Code that decides success, or null.</summary>
    public Func<ProbeResult, bool>? Expr { get; init; }

    /// <summary>Code that probes, in place of what <see cref="Method"/> says, or null.</summary>
    public Func<Member, CancellationToken, ValueTask<ProbeResult>>? Probe { get; init; }

    /// <summary>True when there is something to do.</summary>
    internal bool IsActive => Method != HcMethod.None || Probe is not null;

    /// <summary><see cref="ExprText"/>, compiled; the planner has seen that it can be.</summary>
    internal HealthCondition? Condition { get; init; }
}
