namespace Balancing;

/// <summary>What was decided about a balancer at configuration time. Immutable; a change makes a new one and swaps it whole.</summary>
public sealed record BalancerPlan
{
    /// <summary>Lower-case name without <c>balancer://</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the site that alone knows it, or null when all sites may name it.</summary>
    public string? Site { get; init; }

    /// <summary>Members in order of declaration; the order breaks ties.</summary>
    public required IReadOnlyList<MemberPlan> Members { get; init; }

    /// <summary>How a member is elected (httpd: lbmethod). Default: byrequests.</summary>
    public required LbMethod Method { get; init; }

    /// <summary>Session stickiness, or null for none (httpd: stickysession).</summary>
    public StickinessPlan? Stickiness { get; init; }

    /// <summary>Attempts after the first failure as configured, or null: members - 1 (httpd: maxattempts; D13).</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>A session whose member is unusable is refused (httpd: nofailover). Default: false.</summary>
    public bool NoFailover { get; init; }

    /// <summary>How long a request waits for a member when none is available; zero for not at all (httpd: timeout). Default: zero.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Response codes that put the member in error (httpd: failonstatus). Default: none.</summary>
    public IReadOnlyList<int> FailOnStatus { get; init; } = [];

    /// <summary>A timeout after the request was sent puts the member in error (httpd: failontimeout). Default: false.</summary>
    public bool FailOnTimeout { get; init; }

    /// <summary>When all members are in error all are tried again at once (httpd: forcerecovery). Default: true.</summary>
    public bool ForceRecovery { get; init; } = true;

    /// <summary>Members that may be added at run time by an operator (httpd: growth). Default: 0.</summary>
    public int Growth { get; init; }

    /// <summary>Operator edits survive a restart (httpd: BalancerPersist). Default: false.</summary>
    public bool Persist { get; init; }

    /// <summary>Inherited into virtual hosts (httpd: BalancerInherit). Default: true.</summary>
    public bool Inherit { get; init; } = true;

    /// <summary>The manager's nonce as configured; null for a random one, <c>None</c> for a manager that takes no edits (httpd: nonce).</summary>
    public string? Nonce { get; init; }

    /// <summary>Most requests that wait at one time (R42). Default: 10 000.</summary>
    public int WaitLimit { get; init; } = 10_000;

    /// <summary>Seed of the methods that draw by chance, or null for one from the system.</summary>
    public int? Seed { get; init; }

    /// <summary>What protects it from its own members; null for nothing, as in httpd, the default.</summary>
    public ProtectionPlan? Protection { get; init; }

    /// <summary>Attempts after the first failure that are really made.</summary>
    public int EffectiveMaxAttempts => MaxAttempts ?? Math.Max(0, Members.Count - 1);

    /// <summary>The balancer as a URL: <c>balancer://name</c>.</summary>
    public string Url => $"balancer://{Name}";
}
