using Balancing.Attempts;
using Balancing.Explaining;
using Balancing.Protection;

namespace Balancing.Managing;

/// <summary>Tries out the next decisions on a copy of the numbers.</summary>
internal static class Rehearsal
{
    private static readonly Dictionary<string, Member> Nobody = new(StringComparer.Ordinal);

    /// <summary>A scoreboard of its own, members and all, that may be given to a <see cref="Draft"/> and put in force without effect.</summary>
    public static Scoreboard Apart(Scoreboard board) => board.Copy([.. board.Members.Select(m => new Member(m.Plan, m.Index))]);

    /// <summary>Who would get the next requests without and with a draft.</summary>
    /// <param name="draft">A draft of a board that is apart.</param>
    /// <param name="chance">A copy of the generator.</param>
    /// <param name="now">The balancer's clock.</param>
    /// <param name="decisions">How many to try.</param>
    public static EditPreview Play(Draft draft, Chance chance, long now, int decisions)
    {
        var (before, refusedBefore) = Count(Apart(draft.Board), chance.Copy(), now, decisions);
        var changes = draft.Changes();
        var (after, refusedAfter) = Count(draft.Enact(new(Nobody, StringComparer.Ordinal)), chance.Copy(), now, decisions);
        var shares = before.Select(b => new DecisionShare(b.Key, b.Value, after.Remove(b.Key, out var count) ? count : null)).ToList();
        shares.AddRange(after.Select(a => new DecisionShare(a.Key, null, a.Value)));
        return new EditPreview([]) { Changes = changes, Decisions = decisions, Shares = shares, RefusedBefore = refusedBefore, RefusedAfter = refusedAfter };
    }

    private static (Dictionary<string, int> Picks, int Refused) Count(Scoreboard board, Chance chance, long now, int decisions)
    {
        var chooser = new Chooser(board, chance);
        var picks = new int[board.Members.Length];
        var bytes = Averages(board);
        var facts = RequestFacts.Get("/");
        var silent = default(Silent);
        var refused = 0;
        for (var i = 0; i < decisions; i++)
        {
            var choice = chooser.Choose(in facts, now, [], ref silent);
            if (choice.Slot < 0)
            {
                refused++;
                continue;
            }

            picks[choice.Slot]++;
            End(board, in choice, bytes[choice.Slot]);
        }

        return (picks.Index().ToDictionary(p => board.Members[p.Index].Url.Configured, p => p.Item, StringComparer.Ordinal), refused);
    }

    // The request ends at once, and well.
    private static void End(Scoreboard board, in Choice choice, (long Sent, long Received) bytes)
    {
        ref var lane = ref board.Lanes[choice.Slot];
        lane.Busy--;
        lane.Sent += bytes.Sent;
        lane.Received += bytes.Received;
        if (choice.IsTrial)
        {
            var end = new AttemptEnd { Era = board.Guards[choice.Slot].Era, IsTrial = true, Grade = Grade.Good };
            Judgement.Pass(board, choice.Slot, in end);
        }
    }

    // What a request of each member carried on average; of all members, for one that had none.
    private static (long Sent, long Received)[] Averages(Scoreboard board)
    {
        var (elected, sent, received) = (0L, 0L, 0L);
        foreach (ref readonly var lane in board.Lanes.AsSpan())
        {
            (elected, sent, received) = (elected + lane.Elected, sent + lane.Sent, received + lane.Received);
        }

        var all = elected == 0 ? (1, 1) : (sent / elected, received / elected);
        return [.. board.Lanes.Select(lane => lane.Elected == 0 ? all : (lane.Sent / lane.Elected, lane.Received / lane.Elected))];
    }
}
