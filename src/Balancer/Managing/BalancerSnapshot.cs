namespace Balancing;

/// <summary>The numbers of a balancer at one moment, consistent with each other.</summary>
/// <param name="Plan">The plan in force.</param>
/// <param name="Waiting">Requests that wait for a member.</param>
/// <param name="Members">One entry per member, in order of declaration.</param>
public sealed record BalancerSnapshot(BalancerPlan Plan, int Waiting, IReadOnlyList<MemberSnapshot> Members)
{
    /// <summary>The <see cref="Balancer.Revision"/> of the plan and the flags.</summary>
    public long Revision { get; init; }

    /// <summary>True when so few members are usable that errors and failed checks are ignored (<c>PanicBelow</c>).</summary>
    public bool Panics { get; init; }

    /// <summary>Attempts after the first that the retry budget can pay for now; null without one.</summary>
    public int? RetriesLeft { get; init; }

    /// <summary>The entry of one member.</summary>
    /// <param name="url">Its URL as configured, or its identity.</param>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    public MemberSnapshot this[string url] => Members.FirstOrDefault(m => m.Member.Url.IsNamedBy(url))
        ?? throw new KeyNotFoundException($"balancer://{Plan.Name} has no member {url}.");
}

/// <summary>The numbers of a member at one moment.</summary>
public sealed record MemberSnapshot
{
    /// <summary>Who it is.</summary>
    public required Member Member { get; init; }

    /// <summary>URL as configured (httpd: Worker URL).</summary>
    public string Url => Member.Url.Configured;

    /// <summary>Flags (httpd: Status).</summary>
    public required MemberStatus Status { get; init; }

    /// <summary>Flags as httpd's manager prints them, for example <c>Init Stby Ok</c>.</summary>
    public string StatusText => Balancing.StatusText.Describe(Status);

    /// <summary>Weight 1..100 (httpd: Factor).</summary>
    public required double Factor { get; init; }

    /// <summary>Set 0..99 (httpd: Set).</summary>
    public required int Set { get; init; }

    /// <summary>Session route, empty for none (httpd: Route).</summary>
    public required string Route { get; init; }

    /// <summary>Redirect route, empty for none (httpd: RouteRedir).</summary>
    public required string Redirect { get; init; }

    /// <summary>Running credit of the methods that keep one (httpd: Load, lbstatus).</summary>
    public required int LbStatus { get; init; }

    /// <summary>Times chosen (httpd: Elected).</summary>
    public required long Elected { get; init; }

    /// <summary>Leases that are out (httpd: Busy).</summary>
    public required int Busy { get; init; }

    /// <summary>Bytes sent to it (httpd: To).</summary>
    public required long Sent { get; init; }

    /// <summary>Bytes received from it (httpd: From).</summary>
    public required long Received { get; init; }

    /// <summary>Attempts that brought no whole answer, or one with a status of 500 and above; httpd does not count them.</summary>
    public long Errors { get; init; }

    /// <summary>Times let back from error since its last success (httpd: retries).</summary>
    public required int Retries { get; init; }

    /// <summary>Weight it is chosen by now: <see cref="Factor"/>, or less while it starts slowly.</summary>
    public double EffectiveFactor { get; init; }

    /// <summary>Failed trials in a row; each doubles its time in error. 0 without <c>HalfOpen</c>.</summary>
    public int Trips { get; init; }

    /// <summary>Why it is in error.</summary>
    public ErrorCause ErrorCause { get; init; }

    /// <summary>How long until it may be tried again; null when it is not in error. It comes back with the first request after that.</summary>
    public TimeSpan? ReturnsIn { get; init; }

    /// <summary>How long ago it failed; null when it has not, or has been well since (httpd: error_time).</summary>
    public TimeSpan? FailedAgo { get; init; }

    /// <summary>True when it was ejected for its answers and has not proven itself since.</summary>
    public bool IsEjected { get; init; }

    /// <summary>Its health checks; null when there are none.</summary>
    public HealthSnapshot? Health { get; init; }

    /// <summary>
    /// Its connections, of all <see cref="MemberPools{TConnection}"/> together; all zero when the host keeps its connections elsewhere.
    /// </summary>
    public PoolSnapshot Connections { get; init; }
}
