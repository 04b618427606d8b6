using Balancing.Explaining;

namespace Balancing.Failures;

/// <summary>When everybody is in error, everybody is tried again (mod_proxy_balancer.c: force_recovery).</summary>
internal static class Recovery
{
    private const MemberStatus Doubtful = MemberStatus.InError | MemberStatus.OnTrial;

    /// <summary>
    /// Lets members back whose time has come, up to the first that is not in error; if all that an operator left in service are in
    /// error, and the plan allows it, lets all of them back (D12: a disabled or stopped member does not stand in the way).
    /// </summary>
    public static void Force<TTrace>(Scoreboard board, long now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (board.InError == 0 || AnyoneIsInService(board, now) || !board.Plan.ForceRecovery)
        {
            return;
        }

        for (var slot = 0; slot < board.Words.Length; slot++)
        {
            var status = board.Words[slot].Status;
            if ((status & MemberStatus.InError) != MemberStatus.None && !Availability.IsAdministrativelyOut(status))
            {
                board.LetBack(slot, forced: true);
                trace.Note(StepCode.ElectRecovered, slot);
            }
        }
    }

    private static bool AnyoneIsInService(Scoreboard board, long now)
    {
        for (var slot = 0; slot < board.Words.Length; slot++)
        {
            var status = board.Words[slot].Status;
            if (Availability.IsAdministrativelyOut(status))
            {
                continue;
            }

            if ((status & MemberStatus.InError) != MemberStatus.None)
            {
                board.TryRetry(slot, now);
            }

            if ((board.Words[slot].Status & Doubtful) == MemberStatus.None)
            {
                return true;
            }
        }

        return false;
    }
}
