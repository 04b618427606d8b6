namespace Balancing.Protection;

/// <summary>
/// When most members seem to be out, the few that are left would be overrun; then it is better to take errors for mistakes.
/// </summary>
internal static class Panic
{
    /// <summary>Begins or ends the panic by who is usable now.</summary>
    public static void Judge(Scoreboard board, long now)
    {
        if (board.Plan.Protection!.PanicBelow is not { } percent)
        {
            return;
        }

        var (usable, all) = Count(board, now);
        board.Panic(100L * usable < (long)percent * all);
    }

    /// <summary>Members that are usable, and members that no operator took out.</summary>
    public static (int Usable, int All) Count(Scoreboard board, long now)
    {
        var (usable, all) = (0, 0);
        for (var slot = 0; slot < board.Words.Length; slot++)
        {
            var status = board.Words[slot].Status;
            if (!Availability.IsAdministrativelyOut(status) && (status & MemberStatus.Drain) == MemberStatus.None)
            {
                all++;
                usable += board.TryRetry(slot, now) ? 1 : 0;
            }
        }

        return (usable, all);
    }
}
