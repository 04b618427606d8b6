using Balancing.Protection;

namespace Balancing.Attempts;

/// <summary>
/// The memory of one lease that is out, used again for the next. Written by the gate's holder while it is free, by the one
/// thread that ended the lease until it is taken back; <see cref="Turn"/> is atomic and makes the end happen once.
/// </summary>
internal sealed class LeaseCell(Dispatcher owner)
{
    /// <summary>Grows by one at every end; a lease that holds another turn has ended.</summary>
    public long Turn;

    /// <summary>The cell below in the stack of returned or of free cells.</summary>
    public LeaseCell? Next;

    /// <summary>Whom the lease is for.</summary>
    public Member? Member;

    /// <summary>Bytes reported at the end.</summary>
    public long Sent;

    /// <summary>Bytes reported at the end.</summary>
    public long Received;

    /// <summary>The attempt had a connection.</summary>
    public bool Connected;

    /// <summary>What its end means for the member's state.</summary>
    public AttemptEnd End;

    /// <summary>When it was handed out, in ticks of the balancer's clock; 0 when nobody asks.</summary>
    public long StartedAt;

    public Dispatcher Owner { get; } = owner;

    /// <summary>Ends the turn.</summary>
    /// <returns>True for exactly one caller.</returns>
    public bool TryEnd(long turn) => Interlocked.CompareExchange(ref Turn, turn + 1, turn) == turn;
}
