namespace Balancing.Protection;

/// <summary>
/// Gives a member that came back more of its factor as time goes by: a tenth to begin with, then in even steps to the whole. Each
/// step makes the candidates to be worked out anew, so there are few.
/// </summary>
internal static class SlowStart
{
    private const int Steps = 18; // of five percent each
    private const int PercentPerStep = (100 - Scoreboard.FirstPercent) / Steps;

    /// <summary>Takes the steps that are due.</summary>
    public static void Advance(Scoreboard board, long now)
    {
        if (board.Starting == 0 || now < board.NextStepAt)
        {
            return;
        }

        var window = board.Plan.Protection!.SlowStart!.Value.Ticks;
        var next = long.MaxValue;
        for (var slot = 0; slot < board.Guards.Length; slot++)
        {
            if (board.Guards[slot].Percent != 0)
            {
                next = Math.Min(next, Advance(board, slot, window, now));
            }
        }

        board.StepAgainAt(next);
    }

    /// <summary>How long a member has to go until it has its whole factor.</summary>
    public static TimeSpan Left(Scoreboard board, int slot, long now)
    {
        var window = board.Plan.Protection?.SlowStart ?? TimeSpan.Zero;
        var startedAt = board.Guards[slot].StartedAt;
        return startedAt == 0 ? window : new TimeSpan(Math.Max(0, startedAt + window.Ticks - now));
    }

    private static long Advance(Scoreboard board, int slot, long window, long now)
    {
        ref var guard = ref board.Guards[slot];
        guard.StartedAt = guard.StartedAt == 0 ? now : guard.StartedAt;
        var step = (int)Math.Clamp((double)(now - guard.StartedAt) * Steps / window, 0, Steps);
        var percent = Scoreboard.FirstPercent + (PercentPerStep * step);
        if (percent != guard.Percent)
        {
            board.Step(slot, percent);
        }

        return percent == 100 ? long.MaxValue : guard.StartedAt + (long)Math.Ceiling((double)window * (step + 1) / Steps);
    }
}
