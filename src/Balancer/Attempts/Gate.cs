using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Balancing.Attempts;

/// <summary>
/// The one lock of a balancer, around choose and count. Held for some nanoseconds, at worst for one scan of the members; never
/// across an await, a timer or a host's callback. It spins, then yields; it is not reentrant.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct Gate
{
    // Alone on its cache line: the returned leases beside it are written by other threads.
    [FieldOffset(64)]
    private int _held;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (Interlocked.CompareExchange(ref _held, 1, 0) != 0)
        {
            Contend();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => Volatile.Write(ref _held, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Contend()
    {
        var spin = default(SpinWait);
        do
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
        while (Volatile.Read(ref _held) != 0 || Interlocked.CompareExchange(ref _held, 1, 0) != 0);
    }
}
