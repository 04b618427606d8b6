using Balancing.RealHttpd.Tests.Generating;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>Makes the stream of a number: the same one every time.</summary>
internal static class StreamGenerator
{
    public static Stream Make(int number)
    {
        var chance = new Chance((ulong)number * 7919 + 17);
        var count = chance.Of(1, 1, 2, 2, 3);
        var plans = new List<RequestPlan>();
        for (var i = 1; i <= count; i++)
        {
            // The names in turn in the first place, so that none waits for its luck; the rest by chance.
            var first = Mutation.Names[(number + i * 37) % Mutation.Names.Count];
            var mutations = chance.Next(10) switch
            {
                0 => [],
                < 8 => [first],
                8 => [first, chance.Of(Mutation.Names)],
                _ => chance.Some(Mutation.Names, 3),
            };
            plans.Add(new RequestPlan(i, chance.Of(Plain.Kinds), [.. mutations.Distinct(StringComparer.Ordinal)], ((ulong)number << 8) + (ulong)i));
        }

        return new Stream(number, plans);
    }
}
