using Balancing.Explaining;
using Balancing.Failures;
using Balancing.Telemetry;

namespace Balancing.Attempts;

/// <summary>
/// Hands out leases and takes them back. It owns the gate; everything in the scoreboard is written by the gate's holder. Returned
/// leases are pushed on a stack without the gate and counted by the next one who holds it, so that giving back never waits.
/// </summary>
internal sealed class Dispatcher
{
    // So that no instant is near zero, which stands for "never".
    private static readonly long Epoch = TimeSpan.FromDays(36_500).Ticks;

    private readonly TimeProvider _time;
    private readonly BalancerEvents _events;
    private readonly long _origin;
    private readonly WaitLine _line;
    private Gate _gate;
    private CellStack _cells;
    private Chooser _chooser; // gate; read anywhere as a hint

    public Dispatcher(Scoreboard board, Chance chance, TimeProvider time, BalancerEvents events)
    {
        _chooser = new Chooser(board, chance);
        _time = time;
        _events = events;
        _origin = time.GetTimestamp();
        _line = new WaitLine(this, time);
    }

    /// <summary>The plan in force.</summary>
    public BalancerPlan Plan => _chooser.Board.Plan;

    /// <summary>The members in force.</summary>
    public Member[] Members => _chooser.Board.Members;

    public BalancerEvents Events => _events;

    /// <summary>The scoreboard, for one who holds the gate.</summary>
    public Scoreboard Board => _chooser.Board;

    /// <summary>The words of all members, for one who holds the gate.</summary>
    public ReadOnlySpan<SharedWords> Words => _chooser.Board.Words;

    public WaitLine Line => _line;

    public TimeProvider Time => _time;

    /// <summary>Whether a member is in error now; a hint.</summary>
    public bool IsInError(Member member) => (StatusOf(member) & MemberStatus.InError) != MemberStatus.None;

    /// <summary>A member's flags now, none when it is gone; a hint.</summary>
    public MemberStatus StatusOf(Member member)
    {
        var (slot, words) = (member.Index, _chooser.Board.Words);
        return (uint)slot < (uint)words.Length ? words[slot].Status : MemberStatus.None;
    }

    /// <summary>The balancer's clock in ticks of 100 ns.</summary>
    public long Now() => Epoch + _time.GetElapsedTime(_origin).Ticks;

    /// <summary>Chooses a member now, or refuses; who then waits is not refused yet.</summary>
    public Lease Acquire(in RequestFacts facts, ReadOnlySpan<Member> tried, bool waits = false)
    {
        var now = _chooser.NeedsClock ? Now() : 0;
        Lease lease;
        bool changed;
        _gate.Enter();
        try
        {
            lease = AcquireHeld(in facts, tried, now);
            changed = _chooser.Board.Changes.Count > 0;
        }
        finally
        {
            _gate.Exit();
        }

        if (changed)
        {
            TellChanges();
        }

        if (!lease.IsAcquired || (lease.RouteChanged && lease.SessionRoute is not null))
        {
            TellLease(in lease, waits);
        }

        return lease;
    }

    /// <summary>As <see cref="Acquire"/>, for one who holds the gate.</summary>
    public Lease AcquireHeld(in RequestFacts facts, ReadOnlySpan<Member> tried, long now)
    {
        TakeBack();
        if (now == 0 && _chooser.NeedsClock)
        {
            now = Now();
        }

        var silent = default(Silent);
        var choice = _chooser.Choose(in facts, now, tried, ref silent);
        if (choice.Slot < 0)
        {
            return new Lease(choice.Refusal!);
        }

        var cell = _cells.Free ?? new LeaseCell(this);
        _cells.Free = cell.Next;
        cell.Member = _chooser.Board.Members[choice.Slot];
        cell.Sent = cell.Received = 0;
        cell.StartedAt = _events.TimesLeases ? Now() : 0;
        return new Lease(cell, cell.Member, in choice);
    }

    /// <summary>Ends a lease; only the first end counts.</summary>
    public Verdict End(LeaseCell cell, long turn, in Outcome outcome)
    {
        var member = cell.Member!;
        var startedAt = cell.StartedAt;
        if (!cell.TryEnd(turn))
        {
            return Verdict.Done;
        }

        cell.Sent = outcome.Sent;
        cell.Received = outcome.Received;
        cell.Connected = FailureRules.ProvesConnection(outcome.Kind);
        var plan = Plan;
        var blamed = FailureRules.Blames(plan, in outcome);
        _cells.Return(cell);
        if (blamed)
        {
            Blame(member);
        }

        if (_line.Count > 0)
        {
            _line.Pump();
        }

        if (startedAt != 0)
        {
            _events.LeaseEnded(plan, member, new TimeSpan(Now() - startedAt), in outcome);
        }

        return FailureRules.Judge(in outcome);
    }

    /// <summary>Adds traffic of a lease that is still out.</summary>
    public void Count(LeaseCell cell, long turn, long sent, long received)
    {
        _gate.Enter();
        if (Volatile.Read(ref cell.Turn) == turn)
        {
            ref var lane = ref LaneOf(cell.Member!);
            lane.Sent += sent;
            lane.Received += received;
        }

        _gate.Exit();
    }

    /// <summary>Runs something that reads or changes the numbers, with all returned leases counted and all books settled.</summary>
    public TResult Hold<TState, TResult>(TState state, Func<Chooser, TState, TResult> action)
    {
        TResult result;
        _gate.Enter();
        try
        {
            TakeBack();
            _chooser.Settle();
            result = action(_chooser, state);
        }
        finally
        {
            _gate.Exit();
        }

        TellChanges();
        return result;
    }

    /// <summary>Puts a scoreboard with another plan in force. Called from within <see cref="Hold"/>.</summary>
    public void Replace(Scoreboard board) => Volatile.Write(ref _chooser, new Chooser(board, _chooser.Chance));

    /// <summary>Takes the gate, for the line of those who wait.</summary>
    public void Enter() => _gate.Enter();

    /// <summary>Gives the gate back.</summary>
    public void Exit() => _gate.Exit();

    /// <summary>Tells the watchers what a decision changed, outside the gate.</summary>
    public void Tell(in Lease lease)
    {
        TellChanges();
        TellLease(in lease, waits: false);
    }

    private void TellLease(in Lease lease, bool waits)
    {
        if (lease.Refusal is { } refusal)
        {
            if (!waits || refusal != Refusal.NoMember)
            {
                _events.Refused(Plan, refusal);
            }
        }
        else if (lease.SessionRoute is not null && lease.RouteChanged)
        {
            _events.RouteChanged(Plan, lease.Member);
        }
    }

    private void TellChanges()
    {
        StatusChange[] changes;
        _gate.Enter();
        changes = [.. _chooser.Board.Changes];
        _chooser.Board.Changes.Clear();
        _gate.Exit();
        foreach (var change in changes)
        {
            _events.StatusChanged(Plan, change.Member, change.From, change.To);
        }
    }

    private void Blame(Member member)
    {
        var now = Now();
        _gate.Enter();
        try
        {
            TakeBack();
            var board = _chooser.Board;
            if (member.Index >= 0 && (board.Words[member.Index].Status & MemberStatus.IgnoreErrors) == MemberStatus.None)
            {
                board.Words[member.Index].ErrorTime = now;
                board.SetStatus(member.Index, board.Words[member.Index].Status | MemberStatus.InError);
            }
        }
        finally
        {
            _gate.Exit();
        }

        TellChanges();
    }

    private void TakeBack()
    {
        for (var cell = _cells.TakeReturned(); cell is not null;)
        {
            ref var lane = ref LaneOf(cell.Member!);
            lane.Busy--;
            lane.Sent += cell.Sent;
            lane.Received += cell.Received;
            if (cell.Connected)
            {
                Forgive(cell.Member!.Index);
            }

            var next = cell.Next;
            cell.Next = _cells.Free;
            _cells.Free = cell;
            cell = next;
        }
    }

    // proxy_util.c: ap_proxy_connect_backend: a connection clears the memory of failures, but not the flag.
    private void Forgive(int slot)
    {
        if (slot >= 0)
        {
            ref var words = ref _chooser.Board.Words[slot];
            if (words.Retries != 0 && (words.Status & MemberStatus.InError) == MemberStatus.None)
            {
                words.Retries = 0;
                words.ErrorTime = 0;
            }
        }
    }

    private ref LaneSlot LaneOf(Member member) =>
        ref member.Index >= 0 ? ref _chooser.Board.Lanes[member.Index] : ref member.Retired;
}
