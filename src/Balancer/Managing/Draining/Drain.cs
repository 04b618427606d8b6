using System.Threading.Channels;
using Balancing.Attempts;

namespace Balancing.Managing;

/// <summary>
/// Waits until nobody uses some members any more. It looks when a lease ends and when its timer fires; what it decides is decided under
/// the gate, so that no lease slips in between the last look and the end.
/// </summary>
internal sealed class Drain(Editor editor, TimeProvider time, IReadOnlyList<Member> members, bool isWhole, DrainOptions options)
{
    private const MemberStatus Draining = MemberStatus.Drain | MemberStatus.Disabled;

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dispatcher _dispatcher = editor.Dispatcher;
    private readonly MemberStatus[] _before = new MemberStatus[members.Count]; // gate
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _reported = TimeSpan.MinValue; // one writer: the loop
    private TimeSpan? _quietSince;                  // one writer: the loop
    private long _elected = -1;                     // one writer: the loop
    private bool _isShut;                           // gate: sessions are let in no more

    /// <summary>Takes the members out of election; sessions go on.</summary>
    /// <param name="leaveUsable">How many others have to remain usable.</param>
    /// <returns>False when too few would remain; nothing is changed then.</returns>
    public bool TryBegin(int leaveUsable = 0)
    {
        var begun = _dispatcher.Hold((this, leaveUsable), static (chooser, s) => s.Item1.BeginHeld(chooser.Board, s.leaveUsable));
        if (begun)
        {
            foreach (var member in members)
            {
                _dispatcher.Events.DrainBegan(_dispatcher.Plan, member, _dispatcher.StandingOf([member]).Busy);
            }

            _ = editor.Save();
        }

        return begun;
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; who did not drain before does not drain now.</exception>
    public async Task<DrainResult> RunAsync(CancellationToken cancel)
    {
        _dispatcher.Watch(Wake);
        try
        {
            var timer = time.CreateTimer(static drain => ((Drain)drain!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await using (timer.ConfigureAwait(false))
            {
                while (true)
                {
                    if (Look() is { } end)
                    {
                        return Ended(end);
                    }

                    timer.Change(UntilNextLook(), Timeout.InfiniteTimeSpan);
                    await _wake.Reader.ReadAsync(cancel).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            if (!options.LeaveOnCancel)
            {
                Undo();
            }

            throw;
        }
        finally
        {
            _dispatcher.Unwatch(Wake);
        }
    }

    private TimeSpan Elapsed => time.GetElapsedTime(_began);

    private TimeSpan Left => options.Deadline == Timeout.InfiniteTimeSpan ? options.Deadline : Later(options.Deadline - Elapsed);

    // Of the time before the deadline, the part in which sessions may come; null for all of it.
    private TimeSpan? SessionTime =>
        options.Deadline == Timeout.InfiniteTimeSpan ? null : options.Deadline - Earlier(options.Grace, options.Deadline / 2);

    private bool IsOverdue => options.Deadline != Timeout.InfiniteTimeSpan && Elapsed >= options.Deadline;

    private void Wake() => _wake.Writer.TryWrite(true);

    private bool BeginHeld(Scoreboard board, int leaveUsable)
    {
        if (leaveUsable > 0 && UsableWithout(board) < leaveUsable)
        {
            return false;
        }

        for (var i = 0; i < members.Count; i++)
        {
            _before[i] = StatusOf(board, i);
            Change(board, i, add: MemberStatus.Drain, remove: MemberStatus.None);
        }

        NoteHeld(board, _before, "draining begins");
        return true;
    }

    private void NoteHeld(Scoreboard board, MemberStatus[] before, string note)
    {
        var changes = new List<PlanChange>();
        for (var i = 0; i < members.Count; i++)
        {
            PlanDiff.OfMember(changes, new(members[i].Plan, before[i]), new(members[i].Plan, StatusOf(board, i)));
        }

        changes.RemoveAll(c => PlanDiff.IsOfTheMoment(c.Word));
        editor.NoteHeld(options.By, changes, note);
    }

    private int UsableWithout(Scoreboard board)
    {
        var others = 0;
        for (var slot = 0; slot < board.Words.Length; slot++)
        {
            var status = board.Words[slot].Status;
            var counts = Availability.IsUsable(status) && (status & MemberStatus.Drain) == MemberStatus.None;
            others += counts && !members.Contains(board.Members[slot]) ? 1 : 0;
        }

        return others;
    }

    // Null while it goes on.
    private DrainEnd? Look()
    {
        var elapsed = Elapsed;
        var standing = _dispatcher.StandingOf(members);
        if (elapsed - options.Interval >= _reported)
        {
            Report(standing.Busy);
            _reported = elapsed;
        }

        if (elapsed >= SessionTime && !_isShut)
        {
            _ = _dispatcher.Hold(this, static (chooser, drain) =>
                drain.AllDrainHeld() && drain.ShutHeld(chooser.Board)); // who was readmitted stays in
        }

        _quietSince = standing.Busy > 0 ? null : standing.Elected == _elected ? _quietSince ?? elapsed : elapsed;
        _elected = standing.Elected;
        var quiet = _quietSince is { } since && elapsed - since >= options.Quiet;
        return quiet || IsOverdue || !standing.AllDrain ? _dispatcher.Hold(this, static (chooser, drain) => drain.EndHeld(chooser.Board)) : null;
    }

    private DrainEnd? EndHeld(Scoreboard board)
    {
        var standing = _dispatcher.StandingHeld(members);
        if (!standing.AllDrain)
        {
            return DrainEnd.Readmitted;
        }

        var complete = standing.Busy == 0 && (options.Quiet == TimeSpan.Zero || standing.Elected == _elected);
        if (!complete && !IsOverdue)
        {
            return null;
        }

        _ = ShutHeld(board);
        var end = standing.Busy == 0 ? DrainEnd.Completed : DrainEnd.DeadlineReached;
        NoteHeld(board, [.. _before.Select(status => status | MemberStatus.Drain)], end == DrainEnd.Completed
            ? "draining has ended; nobody uses it" : $"draining has ended at its deadline; leases still out: {standing.Busy}");
        return end;
    }

    private bool AllDrainHeld() => _dispatcher.StandingHeld(members).AllDrain;

    private bool ShutHeld(Scoreboard board)
    {
        _isShut = true;
        for (var i = 0; i < members.Count; i++)
        {
            Change(board, i, add: MemberStatus.Disabled, remove: MemberStatus.None);
        }

        return true;
    }

    private DrainResult Ended(DrainEnd end)
    {
        var remaining = _dispatcher.StandingOf(members).Busy;
        foreach (var member in members)
        {
            _dispatcher.Events.DrainEnded(_dispatcher.Plan, member, end, _dispatcher.StandingOf([member]).Busy);
        }

        _ = editor.Save();
        Report(remaining);
        return new DrainResult(end, remaining, List(), Elapsed);
    }

    private void Undo()
    {
        _ = _dispatcher.Hold(this, static (chooser, drain) =>
        {
            MemberStatus[] drained = [.. drain._before.Index().Select(b => drain.StatusOf(chooser.Board, b.Index))];
            for (var i = 0; i < drain._before.Length; i++)
            {
                drain.Change(chooser.Board, i, add: MemberStatus.None, remove: Draining & ~drain._before[i]);
            }

            drain.NoteHeld(chooser.Board, drained, "draining was given up");
            return true;
        });
        _ = editor.Save();
        _dispatcher.Line.Pump();
    }

    private TimeSpan UntilNextLook()
    {
        var next = options.Interval;
        next = _quietSince is { } since ? Earlier(next, Later(options.Quiet - (Elapsed - since))) : next;
        next = options.Deadline == Timeout.InfiniteTimeSpan ? next : Earlier(next, Left);
        next = SessionTime is { } sessions && !_isShut ? Earlier(next, Later(sessions - Elapsed)) : next;
        return TimeSpan.FromMilliseconds(Math.Ceiling(next.TotalMilliseconds)); // timers count in whole milliseconds
    }

    private void Report(int remaining) =>
        options.Progress?.Report(new DrainProgress(isWhole ? null : members[0], remaining, List(), Elapsed, Left));

    private List<LeaseInfo> List() => _dispatcher.LeasesOn(isWhole ? null : members[0], options.ListAtMost);

    private MemberStatus StatusOf(Scoreboard board, int index) =>
        members[index].Index is >= 0 and var slot ? board.Words[slot].Status : MemberStatus.None;

    private void Change(Scoreboard board, int index, MemberStatus add, MemberStatus remove)
    {
        if (members[index].Index is >= 0 and var slot)
        {
            board.SetStatus(slot, (board.Words[slot].Status | add) & ~remove);
        }
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Later(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
