using Balancing;

namespace ShopRoutes;

/// <summary>The same key always goes to the same member (rendezvous hashing): when a member leaves, only its own keys move.</summary>
// <snippet:bykey>
internal sealed class ByKey : LbMethod
{
    public override string Name => "bykey";
    public override string Measure => "score"; // what Judge tells, for Explain

    public override int Elect(in ElectionContext election)
    {
        var best = 0;
        for (var i = 1; i < election.Count; i++)
            best = Judge(in election, i) > Judge(in election, best) ? i : best;
        return best;
    }

    public override long Judge(in ElectionContext election, int candidate)
    {
        var hash = 14695981039346656037; // FNV-1a and a last mix: the same in every process, unlike string.GetHashCode
        foreach (var c in election.Member(candidate).Url.Identity) hash = (hash ^ c) * 1099511628211;
        foreach (var c in election.Request.Key ?? "") hash = (hash ^ c) * 1099511628211;
        return (long)((hash ^ (hash >> 33)) * 0xff51afd7ed558ccd >> 1);
    }
}
// </snippet:bykey>
