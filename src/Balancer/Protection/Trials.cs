using Balancing.Explaining;

namespace Balancing.Protection;

/// <summary>
/// Half-open: a member that comes back from error gets one request, and nothing else until that one has ended.
/// </summary>
internal static class Trials
{
    /// <summary>A member was chosen; if it has still to prove itself, this request is its trial.</summary>
    /// <returns>True when it is.</returns>
    public static bool Begin<TTrace>(Scoreboard board, int slot, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        ref var words = ref board.Words[slot];
        if (!board.Guards[slot].OnProbation || (words.Status & MemberStatus.OnTrial) != MemberStatus.None)
        {
            return false;
        }

        board.SetStatus(slot, words.Status | MemberStatus.OnTrial);
        trace.Note(StepCode.ProtectTrial, slot);
        return true;
    }

    /// <summary>A trial has ended: well, the member is back; badly, it stays out for longer; neither, the next request is a trial.</summary>
    public static void End(Scoreboard board, int slot, in AttemptEnd end)
    {
        ref var guard = ref board.Guards[slot];
        if (end.Grade == Grade.Neutral && end.Cause == ErrorCause.None)
        {
            board.SetStatus(slot, board.Words[slot].Status & ~MemberStatus.OnTrial);
        }
        else if (end.Grade == Grade.Good && end.Cause == ErrorCause.None)
        {
            board.Acquit(slot);
        }
        else
        {
            // One that was made before its time, when nobody was left, says nothing about how long to wait.
            guard.Trips += guard.Forced ? 0 : 1;
            guard.Ejected &= end.Cause == ErrorCause.None;
            board.Fail(slot, guard.Ejected ? guard.EjectedBy : end.Bad, end.At);
            board.SetStatus(slot, board.Words[slot].Status & ~MemberStatus.OnTrial); // also when it ignores errors
        }
    }
}
