namespace Balancing.Attempts;

/// <content>Who holds leases, for those who wait until nobody does.</content>
internal sealed partial class Dispatcher
{
    private readonly List<LeaseCell> _made = []; // gate: every cell there is

    private volatile Action? _watchers; // gate; read anywhere

    private bool IsWatched => _watchers is not null;

    /// <summary>
    /// Asks to be told of every lease that ends. Who watches first and then looks at the numbers misses none: both sides pass a full fence
    /// between their write and their look.
    /// </summary>
    public void Watch(Action leaseEnded)
    {
        _gate.Enter();
        _watchers += leaseEnded;
        _gate.Exit();
    }

    /// <summary>Ends <see cref="Watch"/>.</summary>
    public void Unwatch(Action leaseEnded)
    {
        _gate.Enter();
        _watchers -= leaseEnded;
        _gate.Exit();
    }

    /// <summary>The numbers of some members together.</summary>
    public Standing StandingOf(IReadOnlyList<Member> members)
    {
        _gate.Enter();
        TakeBack();
        var standing = StandingHeld(members);
        _gate.Exit();
        return standing;
    }

    /// <summary>As <see cref="StandingOf"/>, for one who holds the gate and has taken the leases back.</summary>
    public Standing StandingHeld(IReadOnlyList<Member> members)
    {
        var (busy, elected, allDrain) = (0, 0L, true);
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            ref readonly var lane = ref LaneOf(member);
            busy += lane.Busy;
            elected += lane.Elected;
            allDrain &= member.Index < 0 || (Words[member.Index].Status & MemberStatus.Drain) != MemberStatus.None;
        }

        return new Standing(busy, elected, allDrain);
    }

    /// <summary>The leases that are out, the oldest first.</summary>
    /// <param name="member">Whose; null for all members.</param>
    /// <param name="most">How many to list at most.</param>
    public List<LeaseInfo> LeasesOn(Member? member, int most)
    {
        var now = Now();
        var list = new List<LeaseInfo>();
        _gate.Enter();
        TakeBack();
        for (var i = 0; i < _made.Count && list.Count < most; i++)
        {
            var cell = _made[i];
            if (cell.IsOut && (member is null || ReferenceEquals(cell.Member, member)))
            {
                list.Add(new LeaseInfo(cell, now));
            }
        }

        _gate.Exit();
        list.Sort(static (a, b) => Comparer<TimeSpan>.Default.Compare(b.Age ?? TimeSpan.MaxValue, a.Age ?? TimeSpan.MaxValue));
        return list;
    }

    /// <summary>Notes what a lease is for.</summary>
    public void Describe(LeaseCell cell, long turn, string? purpose)
    {
        _gate.Enter();
        if (Volatile.Read(ref cell.Turn) == turn)
        {
            cell.Purpose = purpose;
        }

        _gate.Exit();
    }

    private LeaseCell MakeCell()
    {
        var cell = new LeaseCell(this);
        _made.Add(cell);
        return cell;
    }
}

/// <summary>How some members stand.</summary>
/// <param name="Busy">Leases that are out.</param>
/// <param name="Elected">Leases handed out so far.</param>
/// <param name="AllDrain">Every one of them that is still there drains.</param>
internal readonly record struct Standing(int Busy, long Elected, bool AllDrain);
