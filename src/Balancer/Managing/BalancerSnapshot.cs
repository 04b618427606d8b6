namespace Balancing;

/// <summary>The numbers of a balancer at one moment, consistent with each other.</summary>
/// <param name="Plan">The plan in force.</param>
/// <param name="Waiting">Requests that wait for a member.</param>
/// <param name="Members">One entry per member, in order of declaration.</param>
public sealed record BalancerSnapshot(BalancerPlan Plan, int Waiting, IReadOnlyList<MemberSnapshot> Members)
{
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

    /// <summary>Times let back from error since its last success (httpd: retries).</summary>
    public required int Retries { get; init; }

    /// <summary>
    /// Its connections, of all <see cref="MemberPools{TConnection}"/> together; all zero when the host keeps its connections elsewhere.
    /// </summary>
    public PoolSnapshot Connections { get; init; }
}
