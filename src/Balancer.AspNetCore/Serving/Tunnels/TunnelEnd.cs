namespace Balancing.AspNetCore;

/// <summary>Why a tunnel ended. The names are in the log.</summary>
internal enum TunnelEnd
{
    /// <summary>Both sides had ended what they said, or the one that could not be told so was silent for <c>TunnelLinger</c>.</summary>
    Closed,

    /// <summary>The client broke off, or went away.</summary>
    ClientGone,

    /// <summary>The member broke off.</summary>
    MemberGone,

    /// <summary>Neither side said anything for too long.</summary>
    Idle,

    /// <summary>It had been open for as long as tunnels may.</summary>
    TooOld,

    /// <summary>The host stops.</summary>
    Stopping,
}
