using Balancing.Elections;
using Balancing.Explaining;

namespace Balancing.Tests.Elections;

/// <summary>The fast books of byrequests give exactly what its plain twenty lines give.</summary>
public class FactorHeapsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(65)]
    [InlineData(300)]
    public void Equal_factors(int members) => Compare(members, _ => 100);

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(300)]
    public void A_few_distinct_factors(int members) => Compare(members, random => 100 * random.Next(1, 6));

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(300)]
    public void All_factors_different(int members) => Compare(members, random => random.Next(100, 10_001));

    private static void Compare(int members, Func<Random, int> factor)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var plan = Boards.Plan(Enumerable.Range(0, members).Select(_ => factor(random)));
            var (fast, plain) = (Boards.Of(plan), Boards.Of(plan));
            var elector = new Elector(fast, new Chance(1));
            for (var step = 0; step < 3_000; step++)
            {
                Step(random, elector, fast, plain);
            }

            elector.Settle();
            Assert.Equal(plain.Lanes.Select(l => l.LbStatus), fast.Lanes.Select(l => l.LbStatus));
        }
    }

    // An election, now and then a session's choice, seldom a member that goes or returns.
    private static void Step(Random random, Elector elector, Scoreboard fast, Scoreboard plain)
    {
        var silent = default(Silent);
        int[] usable = [.. Enumerable.Range(0, plain.Words.Length).Where(s => Availability.IsUsable(plain.Words[s].Status))];
        var action = random.Next(100);
        if (action == 0)
        {
            var slot = random.Next(plain.Words.Length);
            fast.SetStatus(slot, fast.Words[slot].Status ^ MemberStatus.Disabled);
            plain.SetStatus(slot, plain.Words[slot].Status ^ MemberStatus.Disabled);
        }
        else if (usable.Length == 0)
        {
            Assert.Equal(-1, elector.Elect(in Sample.Anyone, 0, [], ref silent));
        }
        else if (action < 30)
        {
            var sticky = random.Next(usable.Length);
            elector.Charge(usable[sticky], in Sample.Anyone, 0);
            plain.Plan.Method.Charge(new ElectionContext(usable, plain, in Sample.Anyone, 0, random), sticky);
        }
        else
        {
            var expected = usable[plain.Plan.Method.Elect(new ElectionContext(usable, plain, in Sample.Anyone, 0, random))];
            Assert.Equal(expected, elector.Elect(in Sample.Anyone, 0, [], ref silent));
        }
    }
}
