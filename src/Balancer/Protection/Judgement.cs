namespace Balancing.Protection;

/// <summary>What the end of an attempt means for its member.</summary>
internal static class Judgement
{
    /// <summary>Notes what an outcome means, for whoever will hold the gate.</summary>
    /// <returns>True when it matters.</returns>
    public static bool Weigh(BalancerPlan plan, ref AttemptEnd end, in Outcome outcome, bool blamed)
    {
        end.Cause = ErrorCause.None;
        if (!blamed && end.Era == 0)
        {
            return false;
        }

        end.Bad = CauseOf(outcome.Kind);
        end.Cause = blamed ? end.Bad : ErrorCause.None;
        end.Grade = GradeOf(plan, in outcome);
        return true;
    }

    /// <summary>Judges an end. Called under the gate.</summary>
    public static void Pass(Scoreboard board, int slot, in AttemptEnd end)
    {
        if (!board.IsGuarded)
        {
            Blame(board, slot, in end);
            return;
        }

        var isOld = board.Guards[slot].Era != end.Era;
        if (isOld && board.Plan.Protection!.HalfOpen is not null)
        {
            return; // it began before the member failed, and says nothing about it now
        }

        if (end.IsTrial && !isOld)
        {
            Trials.End(board, slot, in end);
            return;
        }

        Blame(board, slot, in end);
        if (end.Cause == ErrorCause.None && !isOld)
        {
            Outliers.Count(board, slot, in end);
        }
    }

    private static Grade GradeOf(BalancerPlan plan, in Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.ConnectFailed or OutcomeKind.TimedOut or OutcomeKind.Faulted => Grade.Bad,
        OutcomeKind.Completed => plan.Protection?.EjectOutliers?.IsBad(outcome.Status) == true ? Grade.Bad : Grade.Good,
        _ => Grade.Neutral, // R41: a strange client, a full pool or a stale connection says nothing
    };

    private static ErrorCause CauseOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.ConnectFailed => ErrorCause.ConnectFailed,
        OutcomeKind.TimedOut => ErrorCause.TimedOut,
        OutcomeKind.Faulted => ErrorCause.Faulted,
        _ => ErrorCause.BadStatus,
    };

    private static void Blame(Scoreboard board, int slot, in AttemptEnd end)
    {
        if (end.Cause != ErrorCause.None)
        {
            board.Fail(slot, end.Cause, end.At);
        }
    }
}
