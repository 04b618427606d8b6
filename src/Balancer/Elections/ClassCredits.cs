using System.Runtime.Intrinsics;

namespace Balancing.Elections;

/// <summary>
/// The best member of each class of equal factors: its credit now, and when it was offered. All gain together, and the best of the
/// best is found; with many classes by vectors.
/// </summary>
internal sealed class ClassCredits
{
    private const int Lanes = 16; // ints in a vector
    private const int Block = 8 * Lanes;
    private const int Few = 16;   // classes that are compared one by one

    private int[] _gain = [];
    private int[] _credit = [];
    private int[] _order = [];
    private Vector512<int>[] _bestOfBlock = [];
    private int _count;

    /// <summary>How many classes there are.</summary>
    public int Count => _count;

    /// <summary>Forgets all classes and makes room.</summary>
    public void Clear(int most)
    {
        _bestOfBlock = new Vector512<int>[(most + Block - 1) / Block];
        _gain = new int[_bestOfBlock.Length * Block];
        _credit = new int[_gain.Length];
        _order = new int[_gain.Length];
        Array.Fill(_credit, int.MinValue); // what is no class never wins
        _count = 0;
    }

    /// <summary>Adds a class.</summary>
    public void Add(int factor) => _gain[_count++] = factor;

    /// <summary>The factor of a class, which is what each of its members gains.</summary>
    public int FactorOf(int index) => _gain[index];

    /// <summary>Says who is the best of a class.</summary>
    public void Set(int index, int credit, int order)
    {
        _credit[index] = credit;
        _order[index] = order;
    }

    /// <summary>All gain their factor.</summary>
    public void Gain()
    {
        if (_count == 0)
        {
            return;
        }

        ref var credit = ref _credit[0];
        ref var gain = ref _gain[0];
        for (nuint i = 0; i < (nuint)_count; i += Lanes)
        {
            (Vector512.LoadUnsafe(ref credit, i) + Vector512.LoadUnsafe(ref gain, i)).StoreUnsafe(ref credit, i);
        }
    }

    /// <summary>All gain their factor; returns the class with the most credit, on a tie the one that was offered first.</summary>
    public int GainAndFindBest() => _count <= Few ? GainFew() : GainMany();

    private int GainFew()
    {
        var best = 0;
        var most = _credit[0] += _gain[0];
        for (var i = 1; i < _count; i++)
        {
            var credit = _credit[i] += _gain[i];
            if (credit > most || (credit == most && _order[i] < _order[best]))
            {
                best = i;
                most = credit;
            }
        }

        return best;
    }

    // The best of each block is kept while adding, so that the winner is looked for in its block only.
    private int GainMany()
    {
        ref var credit = ref _credit[0];
        ref var gain = ref _gain[0];
        var most = Vector512.Create(int.MinValue);
        for (var block = 0; block < _bestOfBlock.Length; block++)
        {
            var best = Vector512.Create(int.MinValue);
            for (var i = (nuint)(block * Block); i < (nuint)((block + 1) * Block); i += Lanes)
            {
                var gained = Vector512.LoadUnsafe(ref credit, i) + Vector512.LoadUnsafe(ref gain, i);
                gained.StoreUnsafe(ref credit, i);
                best = Vector512.Max(best, gained);
            }

            _bestOfBlock[block] = best;
            most = Vector512.Max(most, best);
        }

        return EarliestWith(Largest(most));
    }

    private int EarliestWith(int credit)
    {
        var sought = Vector512.Create(credit);
        var best = -1;
        for (var block = 0; block < _bestOfBlock.Length; block++)
        {
            if (Vector512.EqualsAny(_bestOfBlock[block], sought))
            {
                best = EarliestWith(credit, block * Block, best);
            }
        }

        return best;
    }

    private int EarliestWith(int credit, int start, int best)
    {
        var rest = _credit.AsSpan(start, Block);
        for (var next = rest.IndexOf(credit); next >= 0; next = rest.IndexOf(credit))
        {
            start += next;
            best = best < 0 || _order[start] < _order[best] ? start : best;
            rest = rest[(next + 1)..];
            start++;
        }

        return best;
    }

    private static int Largest(Vector512<int> vector)
    {
        var half = Vector256.Max(vector.GetLower(), vector.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(Math.Max(quarter[0], quarter[1]), Math.Max(quarter[2], quarter[3]));
    }
}
