namespace Balancing;

/// <summary>Something that went wrong while nobody waited for its result.</summary>
/// <param name="Kind">What was being done.</param>
/// <param name="Error">What the connector threw.</param>
public readonly record struct PoolTrouble(PoolTroubleKind Kind, Exception Error);

/// <summary>What a pool was doing when something went wrong.</summary>
public enum PoolTroubleKind
{
    /// <summary>Opening a connection ahead of need. It is tried again after 1 s, 2 s, 4 s and so on to 64 s.</summary>
    OpenFailed,

    /// <summary><see cref="Connector{TConnection}.IsAlive"/> threw; the connection is closed.</summary>
    CheckFailed,

    /// <summary><see cref="Connector{TConnection}.PingAsync"/> threw; the connection is closed.</summary>
    PingFailed,

    /// <summary><see cref="Connector{TConnection}.CloseAsync"/> threw; the connection counts as closed.</summary>
    CloseFailed,

    /// <summary>What the connector hung on its cancellation token threw when an attempt was given up.</summary>
    CancelFailed,
}
