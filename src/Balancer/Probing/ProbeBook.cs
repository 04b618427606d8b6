using Balancing.Attempts;
using Balancing.Failures;

namespace Balancing.Probing;

/// <summary>Counts probes in a balancer's scoreboard, under its gate, and tells what changed.</summary>
internal static class ProbeBook
{
    /// <summary>The check of a member that has none, when a host probes it nevertheless.</summary>
    public static readonly HealthCheckPlan Plain = new();

    /// <summary>Counts one probe.</summary>
    /// <param name="dispatcher">Whose member it is.</param>
    /// <param name="member">The member.</param>
    /// <param name="check">What was checked.</param>
    /// <param name="result">What was seen.</param>
    /// <param name="next">Time to the next probe, or null when nobody knows.</param>
    /// <returns>Whether it passed; null when it was not counted.</returns>
    public static bool? Record(Dispatcher dispatcher, Member member, HealthCheckPlan check, in ProbeResult result, TimeSpan? next)
    {
        var verdict = HealthRules.Judge(check, in result); // outside the gate: it may run the host's code
        var utc = dispatcher.Time.GetUtcNow().UtcTicks;
        var plan = dispatcher.Plan;
        MemberStatus from, to;
        bool isNews;
        dispatcher.Enter();
        try
        {
            var board = dispatcher.Board;
            var slot = member.Index;
            if ((uint)slot >= (uint)board.Members.Length || board.Members[slot] != member
                || (board.Words[slot].Status & MemberStatus.Stopped) != MemberStatus.None)
            {
                return null;
            }

            ref var words = ref board.Probes[slot];
            isNews = words.Words != verdict.Words;
            (words.Words, words.Passed, words.At, words.Duration) = (verdict.Words, verdict.Passed, utc, result.Duration.Ticks);
            words.Next = next is { } wait ? utc + wait.Ticks : 0;
            (from, to) = Count(board, slot, check, verdict.Passed);
        }
        finally
        {
            dispatcher.Exit();
        }

        dispatcher.Events.Probed(plan, member, new ProbeReport(check, verdict, result.Duration, from, to) { IsNews = isNews });
        if (Availability.IsUsable(to) && !Availability.IsUsable(from) && dispatcher.Line.Count > 0)
        {
            dispatcher.Line.Pump();
        }

        return verdict.Passed;
    }

    // Needs the gate.
    private static (MemberStatus From, MemberStatus To) Count(Scoreboard board, int slot, HealthCheckPlan check, bool? passed)
    {
        var from = board.Words[slot].Status;
        if (passed is not { } good)
        {
            return (from, from);
        }

        ref var words = ref board.Probes[slot];
        words.Count++;
        var to = HealthRules.Count(check, ref words, from, good);
        if (to != from)
        {
            if (good && board.IsGuarded)
            {
                board.Pardon(slot); // the checks were its trial
            }

            board.SetStatus(slot, to);
            board.Changes.RemoveAt(board.Changes.Count - 1); // it is told with the probe that caused it
        }

        return (from, to);
    }
}
