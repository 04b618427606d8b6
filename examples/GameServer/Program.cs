using Arena;

// dotnet run --project examples/GameServer -- --seconds 5 --players 400
using var match = new Match(players: Number("--players", 400));
match.Play(TimeSpan.FromSeconds(Number("--seconds", 5)));

Console.Write(match);
foreach (var problem in match.Problems)
    Console.WriteLine(problem);
return match.Problems.Count == 0 ? 0 : 1;

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], out var number) && number > 0 ? number : otherwise;
