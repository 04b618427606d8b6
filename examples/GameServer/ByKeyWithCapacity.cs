using Balancing;

namespace Arena;

/// <summary>
/// Each player has a favourite order of the servers (rendezvous hashing of the key), and gets the first that has a place free. -1
/// says that all of these are full: the balancer goes on to the next set, here the overflow servers.
/// </summary>
// <snippet:method>
public sealed class ByKeyWithCapacity : LbMethod
{
    public override string Name => "bykeycapacity";

    public override string Measure => "score";

    public override int Elect(in ElectionContext election)
    {
        var best = -1;
        for (var i = 0; i < election.Count; i++)
        {
            if (HasPlace(in election, i) && (best < 0 || Judge(in election, i) > Judge(in election, best)))
                best = i;
        }

        return best;
    }

    public override long Judge(in ElectionContext election, int candidate)
    {
        var hash = 14695981039346656037;
        foreach (var c in ((ArenaServer)election.Member(candidate).Attached!).Name) hash = (hash ^ c) * 1099511628211;
        foreach (var c in election.Request.Key ?? "") hash = (hash ^ c) * 1099511628211;
        return (long)((hash ^ (hash >> 33)) * 0xff51afd7ed558ccd >> 1);
    }

    private static bool HasPlace(in ElectionContext election, int candidate) =>
        election.Busy(candidate) < ((ArenaServer)election.Member(candidate).Attached!).Capacity;
}
// </snippet:method>
