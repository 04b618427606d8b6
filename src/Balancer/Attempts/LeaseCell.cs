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

    /// <summary>A lease on it is out, or has ended and is not counted yet. Gate.</summary>
    public bool IsOut;

    /// <summary>The session chose. Gate.</summary>
    public bool FromSession;

    /// <summary>The request's method. Gate.</summary>
    public string? Method;

    /// <summary>The request's path and query, as the client wrote them (R45). Gate.</summary>
    public string? Target;

    /// <summary>What the holder says the lease is for, or null. Gate.</summary>
    public string? Purpose;

    /// <summary>Bytes counted while the lease was out. Gate.</summary>
    public long FlownOut;

    /// <summary>Bytes counted while the lease was out. Gate.</summary>
    public long FlownIn;

    /// <summary>Whom the lease is for.</summary>
    public Member? Member;

    /// <summary>Bytes reported at the end.</summary>
    public long Sent;

    /// <summary>Bytes reported at the end.</summary>
    public long Received;

    /// <summary>The attempt had a connection.</summary>
    public bool Connected;

    /// <summary>The attempt brought no whole answer, or one with a status of 500 and above.</summary>
    public bool Failed;

    /// <summary>What its end means for the member's state.</summary>
    public AttemptEnd End;

    /// <summary>When it was handed out, in ticks of the balancer's clock; 0 when nobody asks.</summary>
    public long StartedAt;

    public Dispatcher Owner { get; } = owner;

    /// <summary>A lease begins. Gate.</summary>
    public void Begin(in RequestFacts facts, bool fromSession, long now)
    {
        (Sent, Received, FlownOut, FlownIn) = (0, 0, 0, 0);
        (Method, Target) = (facts.Method, facts.Target);
        (FromSession, IsOut, StartedAt) = (fromSession, true, now);
    }

    /// <summary>It was counted, and lies on another free one. Gate.</summary>
    public void Rest(LeaseCell? below)
    {
        IsOut = false;
        if (Purpose is not null)
        {
            Purpose = null;
        }

        Next = below; // the texts stay until the next lease brings others: clearing them would cost every request
    }

    /// <summary>Ends the turn.</summary>
    /// <returns>True for exactly one caller.</returns>
    public bool TryEnd(long turn) => Interlocked.CompareExchange(ref Turn, turn + 1, turn) == turn;
}
