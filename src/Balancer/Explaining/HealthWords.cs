using System.Globalization;

namespace Balancing.Explaining;

/// <summary>Puts steps about health into words: what was seen, when, and how far the count is.</summary>
internal static class HealthWords
{
    public static DecisionStep Of(in TraceEntry entry, Scoreboard board, string member)
    {
        ref readonly var words = ref board.Probes[entry.Index];
        var check = board.Plan.Members[entry.Index].HealthCheck;
        var at = new DateTime(words.At, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var seen = $"{words.Words}, at {at}";
        return entry.Code switch
        {
            StepCode.HealthFailed => new("health", member, "failed", seen),
            StepCode.HealthFailing => new("health", member, "failing", string.Create(CultureInfo.InvariantCulture, $"{seen}; {words.Fails} of {check?.Fails ?? 1} fails")),
            StepCode.HealthReturning => new("health", member, "returning", string.Create(CultureInfo.InvariantCulture, $"{seen}; {words.Passes} of {check?.Passes ?? 1} passes")),
            _ => new("health", member, "unknown", seen),
        };
    }
}
