namespace Balancing.Testing;

/// <summary>What <see cref="LbMethod.Reset"/> may do to the slots.</summary>
internal static class ResetRules
{
    public static void Check(LbMethod method, LbMethodContractSetup setup, Findings findings)
    {
        var random = new Random(setup.Seed);
        LaneSlot[] before = [.. Enumerable.Range(0, 20).Select(_ => SlotOf(random))];
        LaneSlot[] once = [.. before];
        if (!findings.Try("Reset of no slots", () => method.Reset([])) || !findings.Try("Reset", () => method.Reset(once)))
        {
            return;
        }

        LaneSlot[] twice = [.. once];
        findings.Try("Reset", () => method.Reset(twice));
        for (var i = 0; i < before.Length; i++)
        {
            if (once[i].Busy != before[i].Busy || once[i].Elected != before[i].Elected)
            {
                findings.Add(LbMethodClause.Resets, "Reset changed Busy or Elected, which are the engine's");
            }

            if (!Same(in once[i], in twice[i]))
            {
                findings.Add(LbMethodClause.Resets, "a second Reset changed what the first had left");
            }
        }
    }

    private static LaneSlot SlotOf(Random random) => new()
    {
        Elected = random.NextInt64(long.MaxValue),
        Sent = random.NextInt64(long.MaxValue),
        Received = random.NextInt64(long.MaxValue),
        Busy = random.Next(10_000),
        LbStatus = random.Next(int.MinValue, int.MaxValue),
    };

    private static bool Same(in LaneSlot a, in LaneSlot b) =>
        a.Elected == b.Elected && a.Sent == b.Sent && a.Received == b.Received && a.Busy == b.Busy && a.LbStatus == b.LbStatus;
}
