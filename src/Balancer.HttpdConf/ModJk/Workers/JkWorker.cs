namespace Balancing.HttpdConf.ModJk;

/// <summary>What a worker is here.</summary>
internal enum JkWorkerKind
{
    /// <summary>One backend, mounted without a balancer.</summary>
    Plain,

    Balancer,

    /// <summary>The manager page.</summary>
    Status,

    /// <summary>It cannot be taken over; the report says why.</summary>
    Unusable,
}

/// <summary>A worker that requests can be mounted to.</summary>
/// <param name="Name">Its name, exact.</param>
/// <param name="Kind">What it is.</param>
internal sealed record JkWorker(string Name, JkWorkerKind Kind)
{
    /// <summary>A balancer's options, or null.</summary>
    public BalancerOptions? Balancer { get; init; }

    /// <summary>Names of a balancer's members, in order; those without contact are not among them.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>A plain worker's URL and parameters, or null.</summary>
    public MemberOptions? Member { get; init; }

    /// <summary>Access rules that a status worker's mounts need, as httpd writes them after <c>Require</c>; empty for none.</summary>
    public IReadOnlyList<string> Require { get; init; } = [];
}
