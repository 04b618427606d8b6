using Bogus;

namespace Arena;

/// <summary>Who wants to play: a name, when to come, and how long to stay; times as parts of the whole run, 0..1.</summary>
public sealed record Player(string Name, double ComesAt, double Stays)
{
    /// <summary>Made-up players; the same seed makes the same.</summary>
    public static IReadOnlyList<Player> Make(int count, int seed)
    {
        var faker = new Faker { Random = new Randomizer(seed) };
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Player(
                $"{faker.Internet.UserName()}#{i}", faker.Random.Double(0, 0.7), faker.Random.Double(0.1, 0.6))),
        ];
    }
}
