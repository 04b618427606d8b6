namespace Balancing;

/// <summary>One change an operator makes to a running balancer. Values that are null stay as they are.</summary>
public abstract record BalancerEdit;

/// <summary>Changes one member (httpd: the worker form of balancer-manager).</summary>
/// <param name="Url">Which member.</param>
public sealed record MemberEdit(string Url) : BalancerEdit
{
    /// <summary>httpd: w_lf, 1..100. As in httpd every member's lbstatus then starts again from its factor.</summary>
    public double? LoadFactor { get; init; }

    /// <summary>httpd: w_ls, 0..99.</summary>
    public int? LbSet { get; init; }

    /// <summary>httpd: w_wr, under 64 characters; empty for none.</summary>
    public string? Route { get; init; }

    /// <summary>httpd: w_rr, under 64 characters; empty for none.</summary>
    public string? Redirect { get; init; }

    /// <summary>httpd: w_status_I.</summary>
    public bool? IgnoreErrors { get; init; }

    /// <summary>httpd: w_status_N.</summary>
    public bool? Drain { get; init; }

    /// <summary>httpd: w_status_D.</summary>
    public bool? Disabled { get; init; }

    /// <summary>httpd: w_status_S.</summary>
    public bool? Stopped { get; init; }

    /// <summary>httpd: w_status_H.</summary>
    public bool? HotStandby { get; init; }

    /// <summary>httpd: w_status_R.</summary>
    public bool? HotSpare { get; init; }

    /// <summary>httpd: w_status_C.</summary>
    public bool? HealthCheckFailed { get; init; }

    /// <summary>The error flag, which httpd's form lacks: false lets a failed member back at once.</summary>
    public bool? InError { get; init; }

    /// <summary>httpd: w_hm. How the member is probed; None ends the checks, and TCP and CPING drop <see cref="HcExpr"/>.</summary>
    public HcMethod? HcMethod { get; init; }

    /// <summary>httpd: w_he. The condition that an answer must meet; empty for none.</summary>
    public string? HcExpr { get; init; }

    /// <summary>httpd: w_hi, 100 ms or more.</summary>
    public TimeSpan? HcInterval { get; init; }

    /// <summary>httpd: w_hp, 1 or more.</summary>
    public int? HcPasses { get; init; }

    /// <summary>httpd: w_hf, 1 or more.</summary>
    public int? HcFails { get; init; }

    /// <summary>httpd: w_hu. Path that is asked for; empty for the member's own.</summary>
    public string? HcUri { get; init; }
}

/// <summary>Changes the balancer itself (httpd: the balancer form of balancer-manager).</summary>
public sealed record SettingsEdit : BalancerEdit
{
    /// <summary>httpd: b_lbm. The numbers of the new method start afresh at once (D17).</summary>
    public string? LbMethod { get; init; }

    /// <summary>httpd: b_tmo, 0..7200 s; zero for not waiting.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>httpd: b_max, 0..99.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>httpd: b_sforce.</summary>
    public bool? NoFailover { get; init; }

    /// <summary>httpd: b_ss, a name or <c>COOKIE|parameter</c>; <c>-</c> switches sessions off.</summary>
    public string? StickySession { get; init; }
}

/// <summary>Adds a member, disabled to begin with, while <c>growth</c> leaves room (httpd: b_nwrkr).</summary>
/// <param name="Url">The member's URL.</param>
public sealed record AddMemberEdit(string Url) : BalancerEdit;

/// <summary>Takes a member away, which httpd cannot. Leases that are out stay valid; its room can be used by another (<see cref="AddMemberEdit"/>).</summary>
/// <param name="Url">Which member.</param>
public sealed record RemoveMemberEdit(string Url) : BalancerEdit;
