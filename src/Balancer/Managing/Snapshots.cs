using Balancing.Attempts;

namespace Balancing.Managing;

/// <summary>Reads the scoreboard for people and programs.</summary>
internal static class Snapshots
{
    /// <summary>Called under the gate.</summary>
    public static BalancerSnapshot Take(Chooser chooser, int waiting)
    {
        var board = chooser.Board;
        var members = new MemberSnapshot[board.Members.Length];
        for (var slot = 0; slot < members.Length; slot++)
        {
            ref readonly var lane = ref board.Lanes[slot];
            ref readonly var words = ref board.Words[slot];
            members[slot] = new MemberSnapshot
            {
                Member = board.Members[slot],
                Status = words.Status,
                Factor = words.Factor / 100.0,
                Set = words.Set,
                Route = board.Plan.Members[slot].Route,
                Redirect = board.Plan.Members[slot].Redirect,
                LbStatus = lane.LbStatus,
                Elected = lane.Elected,
                Busy = lane.Busy,
                Sent = lane.Sent,
                Received = lane.Received,
                Retries = words.Retries,
                Connections = board.Members[slot].CountConnections(),
            };
        }

        return new BalancerSnapshot(board.Plan, waiting, members);
    }
}
