using Balancing.Elections;
using Balancing.Explaining;
using Balancing.Failures;
using Balancing.Protection;
using Balancing.Stickiness;

namespace Balancing.Attempts;

/// <summary>
/// One decision: forced recovery, then the session, then an election (mod_proxy_balancer.c: proxy_balancer_pre_request).
/// Used under the balancer's gate, or on a copy of its numbers for <c>Explain</c>.
/// </summary>
internal sealed class Chooser(Scoreboard board, Chance chance)
{
    private readonly Elector _elector = new(board, chance);
    private readonly SessionRoute _sessions = new(board);
    private readonly bool _isProtected = board.Plan.Protection is not null;

    public Scoreboard Board => board;

    public Chance Chance => chance;

    /// <summary>True when a decision looks at the time.</summary>
    public bool NeedsClock => board.InError + board.Starting > 0 || board.Plan.Method.ReadsClock;

    /// <summary>Decides, and counts the member as elected and busy.</summary>
    public Choice Choose<TTrace>(in RequestFacts facts, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (board.InError > 0 && !_elector.IsSettledAt(now))
        {
            Recovery.Force(board, now, ref trace);
        }

        if (_isProtected)
        {
            Prepare(now, ref trace);
        }

        var session = board.Plan.Stickiness is null ? SessionHit.None : _sessions.Find(in facts, now, tried, ref trace);
        if (session.Slot >= 0)
        {
            _elector.Charge(session.Slot, in facts, now);
            return Take(session.Slot, in session, fromSession: true, ref trace);
        }

        if (session.Known && board.Plan.NoFailover)
        {
            trace.Note(StepCode.StickyNoFailover);
            return Refuse(Refusal.SessionMemberGone, in session);
        }

        var slot = _elector.Elect(in facts, now, tried, ref trace);
        return slot < 0 ? Refuse(Refusal.NoMember, in session) : Take(slot, in session, fromSession: false, ref trace);
    }

    /// <summary>Writes the method's books into the slots.</summary>
    public void Settle() => _elector.Settle();

    /// <summary>Settles before something is changed that the books were built on.</summary>
    public void Forget() => _elector.Forget();

    // Before anybody is looked at, so that all are judged by the same numbers.
    private void Prepare<TTrace>(long now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        SlowStart.Advance(board, now);
        if (!_elector.IsSettledAt(now))
        {
            Panic.Judge(board, now);
        }

        if (typeof(TTrace) != typeof(Silent))
        {
            Notes.Take(board, now, ref trace);
        }
    }

    private Choice Take<TTrace>(int slot, in SessionHit session, bool fromSession, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        ref var lane = ref board.Lanes[slot];
        lane.Elected++;
        lane.Busy++;
        return new Choice
        {
            Slot = slot,
            FromSession = fromSession,
            RouteChanged = board.Plan.Stickiness is not null
                && (!fromSession || !string.Equals(board.Members[slot].Plan.Route, session.Session!.Route, StringComparison.Ordinal)),
            Session = session.Session,
            IsTrial = _isProtected && board.IsGuarded && Trials.Begin(board, slot, ref trace),
        };
    }

    private static Choice Refuse(Refusal refusal, in SessionHit session) =>
        new() { Slot = -1, Refusal = refusal, Session = session.Session };
}
