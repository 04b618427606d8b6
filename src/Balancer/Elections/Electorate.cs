using Balancing.Explaining;

namespace Balancing.Elections;

/// <summary>
/// Who may stand, level by level: a set's ordinary members with the spares they need, then the set's standbys, then the
/// next set (proxy_util.c: proxy_balancer_get_best_worker).
/// </summary>
internal sealed class Electorate(int capacity)
{
    private readonly int[] _offered = new int[capacity];
    private readonly int[] _spares = new int[capacity];
    private readonly int[] _standbys = new int[capacity];
    private int _offeredCount;
    private int _spareCount;
    private int _standbyCount;
    private int _unusable;

    /// <summary>The slots of this level in the order they are offered; the order breaks ties.</summary>
    public ReadOnlySpan<int> Candidates => _offered.AsSpan(0, _offeredCount);

    /// <summary>The set of this level; -1 before the first.</summary>
    public int Set { get; private set; } = -1;

    /// <summary>Starts again below the lowest set.</summary>
    public void Begin()
    {
        Set = -1;
        _offeredCount = 0;
        _standbyCount = 0;
    }

    /// <summary>Goes on to the next level that has candidates.</summary>
    /// <param name="board">The numbers; members whose retry time has come are let back.</param>
    /// <param name="now">The balancer's clock.</param>
    /// <param name="tried">Members that already failed this request without being marked (D2, D10).</param>
    /// <param name="trace">Told about everyone who is passed over.</param>
    /// <returns>False when no level is left.</returns>
    public bool Advance<TTrace>(Scoreboard board, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        while (true)
        {
            if (_standbyCount > 0)
            {
                _standbys.AsSpan(0, _standbyCount).CopyTo(_offered);
                _offeredCount = _standbyCount;
                _standbyCount = 0;
                return true;
            }

            if (!NextSet(board))
            {
                return false;
            }

            Scan(board, now, tried, ref trace);
            if (_offeredCount > 0)
            {
                return true;
            }
        }
    }

    private bool NextSet(Scoreboard board)
    {
        var next = int.MaxValue;
        foreach (ref readonly var words in board.Words.AsSpan())
        {
            if (words.Set > Set && words.Set < next)
            {
                next = words.Set;
            }
        }

        Set = next == int.MaxValue ? Set : next;
        return next != int.MaxValue;
    }

    private void Scan<TTrace>(Scoreboard board, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        _offeredCount = _spareCount = _standbyCount = _unusable = 0;
        for (var slot = 0; slot < board.Words.Length; slot++)
        {
            if (board.Words[slot].Set == Set)
            {
                Consider(board, slot, now, tried, ref trace);
            }
        }

        for (var i = 0; i < _spareCount; i++)
        {
            if (i < _unusable)
            {
                _offered[_offeredCount++] = _spares[i];
            }
            else
            {
                trace.Note(StepCode.ElectSpareIdle, _spares[i]);
            }
        }

        if (_offeredCount > 0)
        {
            for (var i = 0; i < _standbyCount; i++)
            {
                trace.Note(StepCode.ElectStandbyIdle, _standbys[i]);
            }
        }
    }

    private void Consider<TTrace>(Scoreboard board, int slot, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var status = board.Words[slot].Status;
        if ((status & MemberStatus.Drain) != MemberStatus.None)
        {
            _unusable += IsReserve(status) ? 0 : 1;
            trace.Note(StepCode.ElectDraining, slot);
            return;
        }

        var admission = board.Admit(slot, now);
        var usable = admission != Admission.No;
        if (admission is Admission.Retried or Admission.InPanic)
        {
            trace.Note(admission == Admission.Retried ? StepCode.ElectRetried : StepCode.ProtectInPanic, slot);
        }

        if (usable && board.IsAmong(tried, slot))
        {
            usable = false;
            trace.Note(StepCode.ElectTried, slot);
        }
        else if (!usable)
        {
            trace.Note(StepCode.ElectUnusable, slot, (long)board.Words[slot].Status);
        }

        Sort(status, usable, slot);
    }

    // If both R and H are set the spare wins.
    private void Sort(MemberStatus status, bool usable, int slot)
    {
        if ((status & MemberStatus.HotSpare) != MemberStatus.None)
        {
            _spares[_spareCount] = slot;
            _spareCount += usable ? 1 : 0;
        }
        else if ((status & MemberStatus.HotStandby) != MemberStatus.None)
        {
            _standbys[_standbyCount] = slot;
            _standbyCount += usable ? 1 : 0;
        }
        else if (usable)
        {
            _offered[_offeredCount++] = slot;
        }
        else
        {
            _unusable++;
        }
    }

    private static bool IsReserve(MemberStatus status) =>
        (status & (MemberStatus.HotSpare | MemberStatus.HotStandby)) != MemberStatus.None;
}
