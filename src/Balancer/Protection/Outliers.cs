namespace Balancing.Protection;

/// <summary>Takes members out that answer, but badly; never so many that the others would suffer more from it.</summary>
internal static class Outliers
{
    /// <summary>Counts an answer, and ejects the member if that was one too many.</summary>
    public static void Count(Scoreboard board, int slot, in AttemptEnd end)
    {
        if (board.Plan.Protection!.EjectOutliers is not { } plan || end.Grade == Grade.Neutral)
        {
            return;
        }

        ref var guard = ref board.Guards[slot];
        var bad = end.Grade == Grade.Bad;
        guard.BadInRow = bad ? guard.BadInRow + 1 : 0;
        if (plan.Share > 0)
        {
            guard.Answers.Add(bad, end.At, plan.Window);
        }

        if (bad && Availability.IsUsable(board.Words[slot].Status) && Verdict(plan, in guard) is var (cause, number) && MayEject(board, slot, plan))
        {
            (guard.Ejected, guard.EjectedBy, guard.EjectedFor) = (true, cause, number);
            board.Fail(slot, cause, end.At);
        }
    }

    private static (ErrorCause Cause, int Number)? Verdict(OutlierPlan plan, in GuardWords guard)
    {
        if (plan.Consecutive > 0 && guard.BadInRow >= plan.Consecutive)
        {
            return (ErrorCause.BadInARow, guard.BadInRow);
        }

        if (plan.Share == 0)
        {
            return null;
        }

        var (answers, bad) = guard.Answers.Sum();
        return answers >= plan.AtLeast && 100L * bad >= (long)plan.Share * answers
            ? (ErrorCause.BadShare, (int)(100L * bad / answers)) : null;
    }

    // A member that ignores errors is never put in error, so it must not be taken for ejected either.
    private static bool MayEject(Scoreboard board, int slot, OutlierPlan plan)
    {
        var (inService, ejected, others) = (0, 0, 0);
        for (var i = 0; i < board.Words.Length; i++)
        {
            var status = board.Words[i].Status;
            if (Availability.IsAdministrativelyOut(status) || (status & MemberStatus.Drain) != MemberStatus.None)
            {
                continue;
            }

            inService++;
            ejected += board.Guards[i].Ejected ? 1 : 0;
            others += i != slot && Availability.IsUsable(status) ? 1 : 0;
        }

        var most = Math.Max(1, inService * plan.MaxEjected / 100);
        return ejected < most && others > 0 && (board.Words[slot].Status & MemberStatus.IgnoreErrors) == MemberStatus.None;
    }
}
