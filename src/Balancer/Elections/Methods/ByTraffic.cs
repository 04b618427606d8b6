namespace Balancing.Elections;

/// <summary>
/// <c>bytraffic</c>: each member gets its share of the bytes, both ways (mod_lbmethod_bytraffic.c). The one that has moved the
/// least per unit of factor is elected; two truncating divisions, as httpd does; a tie goes to the earlier candidate. A member that started slowly need not catch up with what the others moved without it.
/// </summary>
internal sealed class ByTraffic : LbMethod
{
    public override string Name => "bytraffic";

    internal override bool ReadsClock => false;

    public override string Measure => "traffic";

    public override int Elect(in ElectionContext election)
    {
        var best = 0;
        var least = Judge(in election, 0);
        for (var i = 1; i < election.Count; i++)
        {
            var traffic = Judge(in election, i);
            if (traffic < least)
            {
                best = i;
                least = traffic;
            }
        }

        return best;
    }

    public override long Judge(in ElectionContext election, int candidate)
    {
        var factor = election.Factor(candidate);
        return (election.Sent(candidate) / factor) + (election.Received(candidate) / factor) + election.Handicap(candidate);
    }

    public override void Reset(Span<LaneSlot> lane)
    {
        foreach (ref var slot in lane)
        {
            slot.Sent = 0;
            slot.Received = 0;
        }
    }
}
