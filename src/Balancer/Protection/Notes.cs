using Balancing.Explaining;

namespace Balancing.Protection;

/// <summary>Says how protection stands at the moment of a decision.</summary>
internal static class Notes
{
    public static void Take<TTrace>(Scoreboard board, long now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        for (var slot = 0; slot < board.Guards.Length; slot++)
        {
            ref readonly var guard = ref board.Guards[slot];
            ref readonly var words = ref board.Words[slot];
            if ((words.Status & MemberStatus.InError) != MemberStatus.None)
            {
                var code = guard.Ejected ? StepCode.ProtectEjected : guard.Trips > 0 ? StepCode.ProtectBackOff : StepCode.ProtectFailed;
                trace.Note(code, slot, Math.Max(0, words.ErrorTime + words.Retry - now));
            }
            else if ((words.Status & MemberStatus.OnTrial) != MemberStatus.None)
            {
                trace.Note(StepCode.ProtectOnTrial, slot);
            }
            else if (guard.OnProbation)
            {
                trace.Note(StepCode.ProtectProbation, slot, guard.Trips);
            }
            else if (guard.Percent != 0)
            {
                trace.Note(StepCode.ProtectStarting, slot, SlowStart.Left(board, slot, now).Ticks);
            }
        }

        if (board.Panics)
        {
            var (usable, all) = Panic.Count(board, now);
            trace.Note(StepCode.ProtectPanic, -1, ((long)usable << 32) | (uint)all);
        }
    }
}
