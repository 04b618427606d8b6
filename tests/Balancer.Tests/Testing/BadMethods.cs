namespace Balancing.Testing.Tests;

internal delegate int Electing(in ElectionContext election);

internal delegate long Judging(in ElectionContext election, int candidate);

/// <summary>A method of parts, each of which may be bad. As it is it is a good one: always the first candidate.</summary>
internal sealed class Bad : LbMethod
{
    public string Word { get; init; } = "first";

    public string Measured { get; init; } = "order";

    public Electing Electing { get; init; } = (in _) => 0;

    public Judging Judging { get; init; } = (in _, candidate) => candidate;

    public override string Name => Word;

    public override string Measure => Measured;

    public override int Elect(in ElectionContext election) => Electing(in election);

    public override long Judge(in ElectionContext election, int candidate) => Judging(in election, candidate);
}

/// <summary>One bad method for each clause that a method can break.</summary>
internal static class BadMethods
{
    public static LbMethod That(LbMethodClause clause)
    {
        var last = 0;
        return clause switch
        {
            LbMethodClause.Name => new Bad { Word = "a-name-that-is-too-long" },
            LbMethodClause.Measure => new Bad { Measured = "" },
            LbMethodClause.NeverThrows => new Bad { Electing = (in election) => checked((int)(election.Sent(0) + election.Received(0))) % 1 },
            LbMethodClause.OfferedCandidates => new Bad { Electing = (in election) => election.Count },
            LbMethodClause.ElectsSomebody => new Bad { Electing = (in _) => -1 },
            LbMethodClause.DeclinesQuietly => new Bad { Electing = (in election) => ++election.LbStatus(0) % 2 == 0 ? -1 : 0 },
            LbMethodClause.SameSeedSameMembers => new Bad { Electing = (in election) => Random.Shared.Next(election.Count) },
            LbMethodClause.ManyBalancers => new Bad { Electing = (in election) => NextAfter(ref last, in election) },
            LbMethodClause.Explainable => new Bad { Judging = (in election, candidate) => election.LbStatus(candidate)++ },
            LbMethodClause.KeepsCredit => new Bad { Electing = (in election) => (election.LbStatus(0) = int.MaxValue) % 1 },
            LbMethodClause.Resets => new Uncleared(),
            LbMethodClause.AllocatesNothing => new Bad { Electing = (in election) => new object[election.Count].Length % 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(clause), clause, "No method can break it."),
        };
    }

    // Remembers whose turn it is in the instance; a balancer that is alone never notices.
    private static int NextAfter(ref int last, in ElectionContext election)
    {
        var isFirst = true;
        for (var i = 0; i < election.Count; i++)
            isFirst &= election.Elected(i) == 0;

        last = isFirst ? 0 : last + 1;
        return last % election.Count;
    }

    private sealed class Uncleared : LbMethod
    {
        public override string Name => "uncleared";

        public override int Elect(in ElectionContext election)
        {
            var best = 0;
            for (var i = 1; i < election.Count; i++)
                best = election.LbStatus(i) > election.LbStatus(best) ? i : best;

            election.LbStatus(best)--;
            return best;
        }

        public override void Reset(Span<LaneSlot> lane)
        {
        }
    }
}
