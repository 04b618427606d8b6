namespace Balancing;

/// <summary>Connection numbers of one member. Immutable.</summary>
public sealed record PoolPlan
{
    /// <summary>httpd's defaults.</summary>
    public static readonly PoolPlan Default = new();

    /// <summary>Connections kept open ahead of need (httpd: min). Default: 0.</summary>
    public int Min { get; init; }

    /// <summary>Hard limit of connections (httpd: max); 0 for no limit, the default.</summary>
    public int Max { get; init; }

    /// <summary>Idle connections above this number are closed once older than <see cref="Ttl"/> (httpd: smax); null: as <see cref="Max"/>.</summary>
    public int? SMax { get; init; }

    /// <summary>How long an idle connection lives (httpd: ttl); null for as long as the backend keeps it.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Longest wait for a free connection at <see cref="Max"/> (httpd: acquire); null for no limit of its own.</summary>
    public TimeSpan? Acquire { get; init; }

    /// <summary>How long a resolved address is used (httpd: addressttl); null for ever, zero for one connection.</summary>
    public TimeSpan? AddressTtl { get; init; }

    /// <summary>True: every connection is used once (httpd: disablereuse). Default: false.</summary>
    public bool DisableReuse { get; init; }
}
