using System.Runtime.CompilerServices;

namespace Balancing;

/// <summary>What the flags mean for being chosen (mod_proxy.h: PROXY_WORKER_IS_*).</summary>
public static class Availability
{
    /// <summary>What is ignored when so many members are out that the rest would be overrun.</summary>
    internal const MemberStatus ForgivenInPanic = MemberStatus.InError | MemberStatus.HealthCheckFailed | MemberStatus.OnTrial;

    private const MemberStatus NotUsable = MemberStatus.InShutdown | MemberStatus.Disabled | MemberStatus.Stopped
        | MemberStatus.InError | MemberStatus.HealthCheckFailed | MemberStatus.OnTrial;

    /// <summary>True when the member may take a request: initialized and none of U, D, S, E, C, T.</summary>
    /// <param name="status">The flags.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUsable(MemberStatus status) => (status & (MemberStatus.Initialized | NotUsable)) == MemberStatus.Initialized;

    /// <summary>True when an operator took the member out: disabled or stopped (D12).</summary>
    /// <param name="status">The flags.</param>
    public static bool IsAdministrativelyOut(MemberStatus status) => (status & (MemberStatus.Disabled | MemberStatus.Stopped)) != MemberStatus.None;
}
