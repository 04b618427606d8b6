using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Balancing.Attempts;

/// <summary>
/// The cells that are free, and those that were given back and are not counted yet. The two stand on cache lines of their own:
/// what is written at every request must not lie beside what every request only reads.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct CellStack
{
    /// <summary>Written by the gate's holder.</summary>
    [FieldOffset(64)]
    public LeaseCell? Free;

    [FieldOffset(192)]
    private LeaseCell? _returned; // atomic: pushed by anyone, taken whole by the gate's holder

    /// <summary>Gives a cell back, without the gate.</summary>
    public void Return(LeaseCell cell)
    {
        LeaseCell? head;
        do
        {
            head = Volatile.Read(ref _returned);
            cell.Next = head;
        }
        while (Interlocked.CompareExchange(ref _returned, cell, head) != head);
    }

    /// <summary>Takes all that were given back, for the gate's holder; null when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LeaseCell? TakeReturned() => Volatile.Read(ref _returned) is null ? null : Interlocked.Exchange(ref _returned, null);
}
