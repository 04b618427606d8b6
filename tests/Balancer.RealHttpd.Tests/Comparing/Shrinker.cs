using System.Diagnostics;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>Makes a scenario that differs as small as it can: steps first, in halves, then lines and words of the configuration, then headers.</summary>
internal sealed class Shrinker(Arena arena, TimeSpan patience)
{
    private readonly Stopwatch _since = Stopwatch.StartNew();

    public async Task<(Scenario Scenario, IReadOnlyList<Difference> Differences)> ShrinkAsync(Scenario scenario, IReadOnlyList<Difference> differences)
    {
        var best = (Scenario: scenario, Differences: differences);
        while (await SmallerAsync(best.Scenario, best.Differences) is { } smaller)
        {
            best = smaller;
        }

        return best;
    }

    private async Task<(Scenario, IReadOnlyList<Difference>)?> SmallerAsync(Scenario scenario, IReadOnlyList<Difference> differences)
    {
        foreach (var smaller in Candidates(scenario, differences))
        {
            if (_since.Elapsed > patience)
            {
                return null;
            }

            if (Avoided.Reason(smaller) is null && await arena.CompareAsync(smaller) is { Count: > 0 } still && IsOfOneKind(still[0], differences[0]))
            {
                return (smaller, still);
            }
        }

        return null;
    }

    // Another difference may be a known one that larger scenarios stay clear of.
    private static bool IsOfOneKind(Difference a, Difference b) =>
        a.What == b.What && (a.Step >= 0 || Cause(a).Intersect(Cause(b), StringComparer.Ordinal).Any());

    private static IEnumerable<string> Cause(Difference configuration) =>
        (configuration.Ours ?? "").Split('\n').Select(problem => problem[(problem.IndexOf(": ", StringComparison.Ordinal) + 1)..]);

    private static IEnumerable<Scenario> Candidates(Scenario scenario, IReadOnlyList<Difference> differences)
    {
        // What comes after the first difference did not cause it.
        if (differences[0].Step >= 0 && differences[0].Step + 1 < scenario.Steps.Count)
        {
            yield return scenario with { Steps = [.. scenario.Steps.Take(differences[0].Step + 1)] };
        }

        for (var size = scenario.Steps.Count; size >= 1; size /= 2)
        {
            for (var from = 0; from < scenario.Steps.Count; from += size)
            {
                yield return scenario with { Steps = [.. scenario.Steps.Take(from), .. scenario.Steps.Skip(from + size)] };
            }
        }

        foreach (var config in Line.Fewer(scenario.Config))
        {
            yield return scenario with { Config = config };
        }

        for (var at = 0; at < scenario.Steps.Count; at++)
        {
            foreach (var step in Simpler(scenario.Steps[at]))
            {
                yield return scenario with { Steps = [.. scenario.Steps.Select((s, i) => i == at ? step : s)] };
            }
        }
    }

    private static IEnumerable<Step> Simpler(Step step)
    {
        if (step is not Ask ask)
        {
            yield break;
        }

        for (var i = 1; i < ask.Request.Headers.Count; i++)
        {
            yield return ask with { Request = ask.Request with { Headers = [.. ask.Request.Headers.Where((_, at) => at != i)] } };
        }

        for (var i = 0; i < ask.Reply.Headers.Count; i++)
        {
            yield return ask with { Reply = ask.Reply with { Headers = [.. ask.Reply.Headers.Where((_, at) => at != i)] } };
        }

        if (ask.Request.Target.IndexOf('?', StringComparison.Ordinal) is > 0 and var query)
        {
            yield return ask with { Request = ask.Request with { Target = ask.Request.Target[..query] } };
        }

        if (ask.Request.Body is not null) yield return ask with { Request = ask.Request with { Body = null } };
        if (ask.Request.Method != "GET") yield return ask with { Request = ask.Request with { Method = "GET" } };
        if (ask.Reply.Kind != ReplyKind.Length) yield return ask with { Reply = ask.Reply with { Kind = ReplyKind.Length } };
        if (ask.Reply.Status != 200) yield return ask with { Reply = ask.Reply with { Status = 200 } };
        if (ask.Reply.Body != 20) yield return ask with { Reply = ask.Reply with { Body = 20 } };
    }
}
