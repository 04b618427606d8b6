namespace Balancing.Elections;

/// <summary>
/// <c>byrequests</c>: each member gets its share of the requests (mod_lbmethod_byrequests.c).
/// <para>
/// Every candidate gains its factor; the one with the most credit is elected and pays the sum of all factors, so credit is
/// never made or lost. With factors 1, 2, 3 (a, b, c), credit after each election, in units of one factor:
/// <code>
/// elected   a   b   c
///    c      1   2  -3
///    b      2  -2   0
///    a     -3   0   3
///    c     -2   2   0
///    b     -1  -2   3
///    c      0   0   0      and again: c b a c b c
/// </code>
/// A tie goes to the earlier candidate. Who cannot stand neither gains nor pays. <see cref="FactorHeaps"/> gives the same
/// sequence without visiting everyone.
/// </para>
/// </summary>
internal sealed class ByRequests : LbMethod
{
    public override string Name => "byrequests";

    internal override bool ReadsClock => false;

    public override int Elect(in ElectionContext election)
    {
        var best = 0;
        var total = 0;
        for (var i = 0; i < election.Count; i++)
        {
            total += election.Factor(i);
            if ((election.LbStatus(i) += election.Factor(i)) > election.LbStatus(best))
            {
                best = i;
            }
        }

        election.LbStatus(best) -= total;
        return best;
    }
}
