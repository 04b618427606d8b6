using Balancing.Explaining;
using Balancing.Failures;
using Balancing.Protection;
using Balancing.Telemetry;

namespace Balancing.Attempts;

/// <summary>
/// Hands out leases and takes them back. It owns the gate; everything in the scoreboard is written by the gate's holder. Returned
/// leases are pushed on a stack without the gate and counted by the next one who holds it, so that giving back never waits.
/// </summary>
internal sealed partial class Dispatcher
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
    private bool _toldPanic; // gate

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

    /// <summary>What pays for attempts after the first.</summary>
    public RetryBudget Budget { get; } = new();

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
            changed = HasNews(_chooser.Board);
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

        var cell = _cells.Free ?? MakeCell();
        _cells.Free = cell.Next;
        cell.Member = _chooser.Board.Members[choice.Slot];
        cell.Begin(in facts, choice.FromSession, _events.TimesLeases || IsWatched ? Now() : 0);
        cell.End.Era = _chooser.Board.IsGuarded ? _chooser.Board.Guards[choice.Slot].Era : 0;
        cell.End.IsTrial = choice.IsTrial;
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
        cell.Failed = FailureRules.IsError(in outcome);
        var plan = Plan;
        var shows = false;
        if (Judgement.Weigh(plan, ref cell.End, in outcome, FailureRules.Blames(plan, in outcome)))
        {
            cell.End.At = Now();
            shows = cell.End.Shows;
        }

        _cells.Return(cell);
        if (shows)
        {
            Judge();
        }

        if (_line.Count > 0)
        {
            _line.Pump();
        }

        _watchers?.Invoke();
        if (startedAt != 0)
        {
            _events.LeaseEnded(plan, member, new TimeSpan(Now() - startedAt), in outcome);
        }

        return FailureRules.Judge(in outcome);
    }

    /// <summary>An answer has come, though the lease stays out: a trial need not last until its last byte.</summary>
    public void Answered(LeaseCell cell, long turn, in Outcome outcome)
    {
        if (!cell.End.IsTrial)
        {
            return;
        }

        var (plan, now) = (Plan, Now());
        _gate.Enter();
        if (Volatile.Read(ref cell.Turn) == turn && cell.Member!.Index >= 0)
        {
            var end = cell.End;
            end.At = now;
            cell.End.IsTrial = false;
            Judgement.Weigh(plan, ref end, in outcome, FailureRules.Blames(plan, in outcome));
            Judgement.Pass(_chooser.Board, cell.Member.Index, in end);
        }

        _gate.Exit();
        TellChanges();
        if (_line.Count > 0)
        {
            _line.Pump();
        }
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
            cell.FlownOut += sent;
            cell.FlownIn += received;
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

    private void Judge()
    {
        _gate.Enter();
        try
        {
            TakeBack();
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

            if (cell.Failed && cell.Member!.Index >= 0)
            {
                _chooser.Board.Errors[cell.Member.Index]++;
            }

            if (cell.End.Matters && cell.Member!.Index >= 0)
            {
                Judgement.Pass(_chooser.Board, cell.Member.Index, in cell.End);
            }

            var next = cell.Next;
            cell.Rest(_cells.Free);
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
