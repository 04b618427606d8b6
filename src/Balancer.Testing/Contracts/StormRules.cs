using System.Globalization;

namespace Balancing.Testing;

/// <summary>The clauses that only show in traffic.</summary>
internal static class StormRules
{
    private const int MostMembers = 200;
    private const int FewMembers = 12;
    private const int Requests = 400;
    private const int Balancers = 4;

    public static void Check(LbMethod method, LbMethodContractSetup setup, Findings findings)
    {
        Storm Of(int members, int seed, Weather weather = Weather.Plain) => new(method, setup, findings, members, seed, weather);

        var chosen = 0;
        for (var members = 1; members <= MostMembers; members++)
        {
            using var storm = Of(members, setup.Seed + members, members % 2 == 0 ? Weather.Extreme : Weather.Plain);
            chosen += storm.Play(20).Witness.Chosen;
            storm.CheckOtherSlots();
        }

        if (chosen == 0 && !findings.Has(LbMethodClause.NeverThrows) && !findings.Has(LbMethodClause.OfferedCandidates))
        {
            findings.Add(LbMethodClause.ElectsSomebody, "it never did; if it needs something attached to members or in requests, say so in LbMethodContractSetup");
        }

        using (var explained = Of(FewMembers, setup.Seed, Weather.Explained))
        {
            explained.Play(Requests);
        }

        var first = Picks(Of(FewMembers, setup.Seed));
        Compare(first, Picks(Of(FewMembers, setup.Seed)), LbMethodClause.SameSeedSameMembers, "a second run", findings);
        if (!findings.Has(LbMethodClause.SameSeedSameMembers))
        {
            Compare(first, Picks(Of(FewMembers, setup.Seed, Weather.AfterAnother)), LbMethodClause.Resets, "after another method's numbers, it", findings);
            CheckManyBalancers(i => Of(FewMembers + i, setup.Seed + i), findings);
        }

        using var warm = Of(FewMembers, setup.Seed);
        CheckAllocation(warm, findings);
    }

    private static int[] Picks(Storm storm)
    {
        using (storm)
        {
            return [.. storm.Play(Requests).Chosen];
        }
    }

    // First alone, one after the other; then taking turns, request by request; then each on a thread of its own.
    private static void CheckManyBalancers(Func<int, Storm> stormOf, Findings findings)
    {
        var alone = Enumerable.Range(0, Balancers).Select(i => Picks(stormOf(i))).ToArray();
        var inTurns = Enumerable.Range(0, Balancers).Select(stormOf).ToArray();
        for (var request = 0; request < Requests; request++)
        {
            Array.ForEach(inTurns, storm => storm.Step());
        }

        var together = new int[Balancers][];
        Parallel.For(0, Balancers, new ParallelOptions { MaxDegreeOfParallelism = Balancers }, i => together[i] = Picks(stormOf(i)));
        for (var i = 0; i < Balancers; i++)
        {
            Compare(alone[i], inTurns[i].Chosen, LbMethodClause.ManyBalancers, "in turns with other balancers, it", findings);
            Compare(alone[i], together[i], LbMethodClause.ManyBalancers, "with other balancers on other threads, it", findings);
            inTurns[i].Dispose();
        }
    }

    private static void CheckAllocation(Storm storm, Findings findings)
    {
        storm.Play(2 * Requests);
        var allocated = new List<long>();
        for (var i = 0; i < Requests; i++)
        {
            storm.Step();
            allocated.Add(storm.Witness.Allocated);
        }

        // The median: the runtime may allocate for reasons of its own now and then.
        allocated.Sort();
        if (allocated[allocated.Count / 2] is var median and > 0)
        {
            findings.Add(LbMethodClause.AllocatesNothing, string.Create(CultureInfo.InvariantCulture, $"an election allocates {median} bytes"));
        }
    }

    private static void Compare(int[] expected, IReadOnlyList<int> actual, LbMethodClause clause, string who, Findings findings)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] != actual[i])
            {
                findings.Add(clause, string.Create(
                    CultureInfo.InvariantCulture, $"{who} chose member {actual[i]} for request {i + 1}, where the first run chose {expected[i]}"));
                return;
            }
        }
    }
}
