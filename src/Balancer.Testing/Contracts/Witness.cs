using System.Globalization;

namespace Balancing.Testing;

/// <summary>
/// Stands between a balancer and the method that is tried, and looks at every call. The engine sees a method that always
/// behaves, so that one finding does not hide the next.
/// </summary>
internal sealed class Witness(LbMethod method, Findings findings) : LbMethod
{
    private readonly bool _chargeIsInherited =
        method.GetType().GetMethod(nameof(Charge))!.DeclaringType == typeof(LbMethod);

    private int[] _before = [];

    public override string Name => "contract";

    public override string Measure => "measure";

    /// <summary>Elections that chose somebody.</summary>
    public int Chosen { get; private set; }

    /// <summary>Bytes allocated by the last election.</summary>
    public long Allocated { get; private set; }

    public override int Elect(in ElectionContext election)
    {
        Remember(in election);
        int chosen;
        var count = election.Count;
        try
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            chosen = method.Elect(in election);
            Allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
        catch (Exception error) when (findings.Caught(error, $"Elect among {count}"))
        {
            return 0;
        }

        if (chosen < -1 || chosen >= count)
        {
            findings.Add(LbMethodClause.OfferedCandidates, Invariant($"Elect said {chosen} when there were {count} candidates"));
            return 0;
        }

        if (chosen < 0 && Changed(in election) is var changed and >= 0)
        {
            findings.Add(LbMethodClause.DeclinesQuietly, Invariant($"it said -1 and changed lbstatus of candidate {changed}"));
        }

        Chosen += chosen < 0 ? 0 : 1;
        return chosen;
    }

    public override void Charge(in ElectionContext election, int sticky)
    {
        var before = Sum(in election);
        try
        {
            method.Charge(in election, sticky);
        }
        catch (Exception error) when (findings.Caught(error, $"Charge to candidate {sticky}"))
        {
            return;
        }

        if (_chargeIsInherited && Sum(in election) != before)
        {
            findings.Add(LbMethodClause.KeepsCredit, Invariant($"the sum of lbstatus was {before} and became {Sum(in election)}"));
        }
    }

    public override void Reset(Span<LaneSlot> lane)
    {
        try
        {
            method.Reset(lane);
        }
        catch (Exception error) when (findings.Caught(error, "Reset"))
        {
            return;
        }
    }

    public override long Judge(in ElectionContext election, int candidate)
    {
        Remember(in election);
        try
        {
            var judged = method.Judge(in election, candidate);
            if (Changed(in election) is var changed and >= 0)
            {
                findings.Add(LbMethodClause.Explainable, Invariant($"Judge of candidate {candidate} changed lbstatus of candidate {changed}"));
            }

            return judged;
        }
        catch (Exception error) when (findings.Caught(error, $"Judge of {candidate}"))
        {
            return 0;
        }
    }

    private static long Sum(in ElectionContext election)
    {
        var sum = 0L;
        for (var i = 0; i < election.Count; i++)
        {
            sum += election.LbStatus(i);
        }

        return sum;
    }

    private void Remember(in ElectionContext election)
    {
        if (_before.Length < election.Count)
        {
            _before = new int[election.Count];
        }

        for (var i = 0; i < election.Count; i++)
        {
            _before[i] = election.LbStatus(i);
        }
    }

    // The first candidate whose credit is not what was remembered, or -1.
    private int Changed(in ElectionContext election)
    {
        for (var i = 0; i < election.Count; i++)
        {
            if (election.LbStatus(i) != _before[i])
            {
                return i;
            }
        }

        return -1;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
