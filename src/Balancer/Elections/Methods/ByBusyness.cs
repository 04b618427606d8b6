namespace Balancing.Elections;

/// <summary>
/// <c>bybusyness</c>: the member with the fewest requests in flight (mod_lbmethod_bybusyness.c). Equally busy members share as in
/// <c>byrequests</c>: all gain, the elected pays.
/// </summary>
internal sealed class ByBusyness : LbMethod
{
    public override string Name => "bybusyness";

    internal override bool ReadsClock => false;

    public override string Measure => "busy";

    public override int Elect(in ElectionContext election)
    {
        if (election.StartsSlowly)
        {
            return ElectByLoad(in election);
        }

        var best = 0;
        var total = 0;
        for (var i = 0; i < election.Count; i++)
        {
            total += election.Factor(i);
            election.LbStatus(i) += election.Factor(i);
            var ahead = election.Busy(best) - election.Busy(i);
            if (ahead > 0 || (ahead == 0 && election.LbStatus(i) > election.LbStatus(best)))
            {
                best = i;
            }
        }

        election.LbStatus(best) -= total;
        return best;
    }

    public override long Judge(in ElectionContext election, int candidate) => election.Busy(candidate);

    // The same with other numbers, apart so that the usual loop stays as short as it is.
    private static int ElectByLoad(in ElectionContext election)
    {
        var best = 0;
        var total = 0;
        for (var i = 0; i < election.Count; i++)
        {
            total += election.Factor(i);
            election.LbStatus(i) += election.Factor(i);
            var ahead = Load(in election, best) - Load(in election, i);
            if (ahead > 0 || (ahead == 0 && election.LbStatus(i) > election.LbStatus(best)))
            {
                best = i;
            }
        }

        election.LbStatus(best) -= total;
        return best;
    }

    // Who starts slowly counts as so much busier as it has less of its factor; one more request must fit, or an idle one would get it all.
    private static long Load(in ElectionContext election, int candidate) =>
        (election.Busy(candidate) + 1L) * election.WholeFactor(candidate) * 1000 / election.Factor(candidate);
}
