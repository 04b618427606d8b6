using System.Globalization;
using Balancing.Explaining;

namespace Balancing.Failures;

/// <summary>What a probe means: whether it passed, and in words of ours why (R37).</summary>
/// <param name="Passed">Null: nothing was probed.</param>
/// <param name="Words">What was seen.</param>
/// <param name="Error">A short fixed word for failures, else empty.</param>
internal readonly record struct HealthVerdict(bool? Passed, string Words, string Error);

/// <summary>What probes mean for a member (mod_proxy_hcheck.c: hc_check, backend_cleanup).</summary>
internal static class HealthRules
{
    private const int LongestReason = 200;

    /// <summary>Judges one probe: code decides about an answer, else the expression, else a status of 200..399.</summary>
    public static HealthVerdict Judge(HealthCheckPlan plan, in ProbeResult result) => result.Kind switch
    {
        ProbeKind.None => new(null, With("not checked", result.Reason), ""),
        ProbeKind.Well => new(true, plan.Method is HcMethod.Tcp && plan.Probe is null ? "connected" : "well", ""),
        ProbeKind.Answered => JudgeAnswer(plan, in result),
        ProbeKind.ConnectFailed => new(false, With("no connection", result.Reason), "connect_failed"),
        ProbeKind.TimedOut => new(false, With("no answer in time", result.Reason), "timed_out"),
        ProbeKind.Faulted => new(false, With("no answer", result.Reason), "faulted"),
        _ => new(false, With("not well", result.Reason), "unwell"),
    };

    /// <summary>
    /// Counts a probe. Passes and fails are consecutive (D20): what interrupts a run starts the count again.
    /// </summary>
    /// <returns>The member's flags from now on.</returns>
    public static MemberStatus Count(HealthCheckPlan plan, ref ProbeWords words, MemberStatus status, bool passed)
    {
        const MemberStatus Out = MemberStatus.HealthCheckFailed | MemberStatus.InError;
        if ((status & Out) != MemberStatus.None)
        {
            words.Fails = 0;
            words.Passes = passed ? words.Passes + 1 : 0;
            if (words.Passes < plan.Passes)
            {
                return status;
            }

            words.Passes = 0;
            return status & ~Out;
        }

        words.Passes = 0;
        words.Fails = passed ? 0 : words.Fails + 1;
        if (words.Fails < plan.Fails)
        {
            return status;
        }

        words.Fails = 0;
        return status | MemberStatus.HealthCheckFailed;
    }

    /// <summary>Says which members are not well, or not known to be, before a decision is explained.</summary>
    public static void Tell<TTrace>(Scoreboard board, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        for (var slot = 0; slot < board.Probes.Length; slot++)
        {
            ref readonly var words = ref board.Probes[slot];
            var status = board.Words[slot].Status;
            if (words.At == 0)
            {
                continue;
            }

            if (words.Passed is null)
            {
                trace.Note(StepCode.HealthUnknown, slot);
            }
            else if ((status & (MemberStatus.HealthCheckFailed | MemberStatus.InError)) != MemberStatus.None)
            {
                TellOut(in words, slot, ref trace);
            }
            else if (words.Fails > 0)
            {
                trace.Note(StepCode.HealthFailing, slot);
            }
        }
    }

    // A member that requests have put in error since its last probe was not failed by that probe.
    private static void TellOut<TTrace>(ref readonly ProbeWords words, int slot, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (words.Passes > 0 || words.Passed == false)
        {
            trace.Note(words.Passes > 0 ? StepCode.HealthReturning : StepCode.HealthFailed, slot);
        }
    }

    private static HealthVerdict JudgeAnswer(HealthCheckPlan plan, in ProbeResult result)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"status {result.Status}");
        if (plan.Expr is { } code)
        {
            return JudgeByCode(code, in result, status);
        }

        if (plan.Condition is { } condition)
        {
            return condition.Test(plan, in result) switch
            {
                PatternAnswer.Yes => new(true, status, ""),
                PatternAnswer.No => new(false, $"{status}, and hcexpr does not hold", "expression"),
                _ => new(false, $"{status}, and hcexpr took too long", "expression"), // R30: never the same as yes
            };
        }

        return result.Status is >= 200 and < 400 ? new(true, status, "") : new(false, status, "status");
    }

    private static HealthVerdict JudgeByCode(Func<ProbeResult, bool> code, in ProbeResult result, string status)
    {
        try
        {
            return code(result) ? new(true, status, "") : new(false, $"{status}, and Expr says no", "expression");
        }
#pragma warning disable CA1031 // The host's code may throw anything; a check that cannot judge has not passed.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new(false, $"{status}, and Expr threw {e.GetType().Name}", "expression");
        }
    }

    // A host's reason may hold what a backend said: one short line of printable text (R37).
    private static string With(string words, string reason)
    {
        if (reason.Length == 0)
        {
            return words;
        }

        var safe = string.Concat(reason.Take(LongestReason).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
        return $"{words}: {safe}{(reason.Length > LongestReason ? "..." : "")}";
    }
}
