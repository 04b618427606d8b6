using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Balancing.Attempts;

/// <summary>
/// The one lock of a balancer, around choose and count. Held for some nanoseconds, at worst for one scan of the members; never
/// across an await, a timer or a host's callback. It is not reentrant.
/// <para>
/// Who finds it taken stays away for a while instead of asking at once: the numbers under the gate then stay in one core's cache for a
/// run of choices, which costs far less than handing them over at every choice.
/// </para>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct Gate
{
    private const int StayAway = 400; // units of Thread.SpinWait: some microseconds
    private const int Patience = 20;  // times before the holder may need this core to go on

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
        var times = 0;
        do
        {
            Thread.SpinWait(StayAway);
            if (++times > Patience)
            {
                Thread.Yield();
            }
        }
        while (Volatile.Read(ref _held) != 0 || Interlocked.CompareExchange(ref _held, 1, 0) != 0);
    }
}
