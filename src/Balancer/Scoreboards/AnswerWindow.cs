using System.Runtime.CompilerServices;

namespace Balancing;

/// <summary>
/// Answers and bad answers of the last while, in ten slices of time; the oldest is dropped as a new one begins. Written under the gate only.
/// </summary>
internal struct AnswerWindow
{
    private const int Count = 10;

    private Slices _slices;
    private long _newest; // number of the newest slice since the beginning of time

    /// <summary>Takes down one answer.</summary>
    public void Add(bool bad, long at, TimeSpan window)
    {
        var number = at / Math.Max(1, window.Ticks / Count);
        Move(number);
        ref var slice = ref _slices[(int)(_newest % Count)];
        slice.Answers++;
        slice.Bad += bad ? 1 : 0;
    }

    /// <summary>What was taken down and is not too old.</summary>
    public readonly (int Answers, int Bad) Sum()
    {
        var (answers, bad) = (0, 0);
        foreach (ref readonly var slice in _slices)
        {
            answers += slice.Answers;
            bad += slice.Bad;
        }

        return (answers, bad);
    }

    // An answer that is told late counts in the newest slice: its own may be gone.
    private void Move(long number)
    {
        for (var steps = Math.Min(number - _newest, Count); steps > 0; steps--)
        {
            _slices[(int)((number - steps + 1) % Count)] = default;
        }

        _newest = Math.Max(_newest, number);
    }

    private struct Slice
    {
        public int Answers;
        public int Bad;
    }

    [InlineArray(Count)]
    private struct Slices
    {
        private Slice _first;
    }
}
