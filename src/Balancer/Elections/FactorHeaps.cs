using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Balancing.Elections;

/// <summary>
/// The credit of <c>byrequests</c>, kept so that an election need not visit every member.
/// <para>
/// At each election every candidate gains its factor. Candidates of one factor gain the same, so among themselves they
/// keep their order: only the winner moves. One heap per distinct factor, ordered by credit without the common gains,
/// therefore holds the exact sequence of httpd at the cost of the number of distinct factors plus one walk down a heap.
/// </para>
/// </summary>
internal sealed class FactorHeaps
{
    private const int Arity = 4;

    private readonly Scoreboard _board;
    private readonly int[] _seatOf;   // slot -> place in its heap, -1 when it is no candidate
    private readonly int[] _classOf;  // slot -> class
    private readonly int[] _idle;     // usable, but no candidates: they gain only from sessions
    private readonly int[] _idleGain; // their factors
    private Seat[] _seats = [];
    private Class[] _classes = [];
    private readonly ClassCredits _credits = new();
    private int _idleCount;
    private int _total;               // factors of the candidates
    private int _usableTotal;         // factors of all usable members
    private long _rounds;             // times the candidates gained since Load
    private long _idleRounds;         // times the idle gained since the last Settle

    public FactorHeaps(Scoreboard board)
    {
        _board = board;
        _seatOf = new int[board.Words.Length];
        _classOf = new int[board.Words.Length];
        _idle = new int[board.Words.Length];
        _idleGain = new int[board.Words.Length];
    }

    /// <summary>Takes the credit of all members over from the slots.</summary>
    /// <param name="candidates">Who stands from now on, in the order they are offered.</param>
    public void Load(ReadOnlySpan<int> candidates)
    {
        _rounds = _idleRounds = 0;
        _total = 0;
        Array.Fill(_seatOf, -1);
        var order = new (int Factor, int Order, int Slot)[candidates.Length];
        for (var i = 0; i < candidates.Length; i++)
        {
            order[i] = (_board.Words[candidates[i]].Factor, i, candidates[i]);
            _seatOf[candidates[i]] = i;
            _total += order[i].Factor;
        }

        LoadIdle();
        LoadClasses(order);
    }

    /// <summary>Every candidate gains its factor; the one with the most credit is elected and pays for all.</summary>
    /// <returns>Its slot.</returns>
    public int Elect()
    {
        _rounds++;
        var best = _credits.GainAndFindBest();
        ref readonly var winner = ref _classes[best];
        var slot = _seats[winner.Start].Slot;
        Sink(in winner, best, 0, _total);
        return slot;
    }

    /// <summary>A session chose a member: all usable members gain, and the chosen one pays for them.</summary>
    public void Charge(int slot)
    {
        _rounds++;
        _idleRounds++;
        _credits.Gain();
        if (_seatOf[slot] < 0)
        {
            _board.Lanes[slot].LbStatus -= _usableTotal;
            return;
        }

        Sink(in _classes[_classOf[slot]], _classOf[slot], _seatOf[slot], _usableTotal);
    }

    /// <summary>Writes the credit of all members into their slots.</summary>
    public void Settle()
    {
        for (var i = 0; i < _credits.Count; i++)
        {
            ref readonly var c = ref _classes[i];
            foreach (ref readonly var seat in _seats.AsSpan(c.Start, c.Size))
            {
                _board.Lanes[seat.Slot].LbStatus = (int)(seat.Key + _rounds * _credits.FactorOf(i));
            }
        }

        for (var i = 0; i < _idleCount; i++)
        {
            _board.Lanes[_idle[i]].LbStatus += (int)(_idleRounds * _idleGain[i]);
        }

        _idleRounds = 0;
    }

    private void LoadIdle()
    {
        _idleCount = 0;
        _usableTotal = _total;
        for (var slot = 0; slot < _seatOf.Length; slot++)
        {
            if (_seatOf[slot] < 0 && _board.IsUsable(_board.Words[slot].Status))
            {
                _usableTotal += _idleGain[_idleCount] = _board.Words[slot].Factor;
                _idle[_idleCount++] = slot;
            }
        }
    }

    private void LoadClasses((int Factor, int Order, int Slot)[] order)
    {
        Array.Sort(order);
        _seats = new Seat[order.Length];
        _classes = new Class[order.Length];
        _credits.Clear(order.Length);
        for (var i = 0; i < order.Length; i++)
        {
            if (i == 0 || order[i].Factor != order[i - 1].Factor)
            {
                _classes[_credits.Count] = new Class { Start = i };
                _credits.Add(order[i].Factor);
            }

            _classes[_credits.Count - 1].Size++;
            _classOf[order[i].Slot] = _credits.Count - 1;
            _seats[i] = new Seat { Key = _board.Lanes[order[i].Slot].LbStatus, Order = order[i].Order, Slot = order[i].Slot };
        }

        for (var i = 0; i < _credits.Count; i++)
        {
            Heapify(in _classes[i], i);
        }
    }

    private void Heapify(in Class c, int index)
    {
        // A sorted array is a heap of any arity.
        var heap = _seats.AsSpan(c.Start, c.Size);
        heap.Sort(static (a, b) => Above(a, b) ? -1 : 1);
        for (var i = 0; i < heap.Length; i++)
        {
            _seatOf[heap[i].Slot] = i;
        }

        Publish(in c, index);
    }

    private void Sink(in Class c, int index, int hole, int cost)
    {
        ref var heap = ref _seats[c.Start];
        var size = c.Size;
        var moved = Unsafe.Add(ref heap, hole);
        moved.Key -= cost;
        for (var child = Arity * hole + 1; child < size; child = Arity * hole + 1)
        {
            var top = child;
            var last = Math.Min(child + Arity, size);
            for (var i = child + 1; i < last; i++)
            {
                top = Above(Unsafe.Add(ref heap, i), Unsafe.Add(ref heap, top)) ? i : top;
            }

            if (!Above(Unsafe.Add(ref heap, top), moved))
            {
                break;
            }

            Unsafe.Add(ref heap, hole) = Unsafe.Add(ref heap, top);
            _seatOf[Unsafe.Add(ref heap, hole).Slot] = hole;
            hole = top;
        }

        Unsafe.Add(ref heap, hole) = moved;
        _seatOf[moved.Slot] = hole;
        Publish(in c, index);
    }

    private void Publish(in Class c, int index)
    {
        ref readonly var top = ref _seats[c.Start];
        _credits.Set(index, (int)(top.Key + _rounds * _credits.FactorOf(index)), top.Order);
    }

    // Strict, so that on a tie the earlier offered wins.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Above(in Seat a, in Seat b) => a.Key > b.Key || (a.Key == b.Key && a.Order < b.Order);

    [StructLayout(LayoutKind.Auto)]
    private struct Seat
    {
        public long Key;    // lbstatus less the common gains since Load
        public int Order;   // position among the candidates
        public int Slot;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Class
    {
        public int Start;
        public int Size;
    }
}
