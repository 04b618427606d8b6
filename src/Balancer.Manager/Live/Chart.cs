namespace Balancing.Manager.Live;

/// <summary>What is kept of a member over time.</summary>
internal enum Chart
{
    /// <summary>Times chosen, per second.</summary>
    Requests,

    /// <summary>Bytes in both directions, per second.</summary>
    Traffic,

    /// <summary>Most leases that were out at one moment.</summary>
    Busy,

    /// <summary>Failed attempts, per second.</summary>
    Errors,
}
