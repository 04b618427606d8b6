using System.Globalization;

namespace Balancing.Explaining;

/// <summary>Puts what protection did into words.</summary>
internal static class ProtectWords
{
    /// <summary>The words for a step.</summary>
    public static DecisionStep Of(in TraceEntry entry, Scoreboard board)
    {
        var subject = entry.Index >= 0 ? board.Members[entry.Index].Url.Configured : board.Plan.Url;
        var (verdict, detail) = entry.Code switch
        {
            StepCode.ProtectStarting => ("starting", Starting(entry, board)),
            StepCode.ProtectFailed => ("failed", $"{Why(board.Words[entry.Index].Cause)}; {Return(entry.Number)}"),
            StepCode.ProtectEjected => ("ejected", $"{Ejected(board.Guards[entry.Index])}; {Return(entry.Number)}"),
            StepCode.ProtectBackOff => ("backing off", $"{Trials(board.Guards[entry.Index].Trips)} failed; {Return(entry.Number)}"),
            StepCode.ProtectProbation => ("on probation", "its next request is its trial"),
            StepCode.ProtectOnTrial => ("on trial", "no other request until its trial has ended"),
            StepCode.ProtectTrial => ("tried", "this request is its trial"),
            StepCode.ProtectPanic => ("panic", Panic(entry.Number, board.Plan)),
            StepCode.ProtectInPanic => ("used", "in spite of its state, since most members are out"),
            _ => ("retry budget", entry.Number == 0 ? "empty: a failed attempt stands" : Invariant($"pays for {entry.Number} more attempts")),
        };
        return new DecisionStep("protect", subject, verdict, detail);
    }

    private static string Starting(in TraceEntry entry, Scoreboard board) => Invariant(
        $"factor {board.Words[entry.Index].Factor / 100.0} of {board.Plan.Members[entry.Index].Factor / 100.0}, whole in {Seconds(entry.Number)}");

    private static string Return(long ticks) => ticks == 0 ? "may be tried" : $"may be tried in {Seconds(ticks)}";

    private static string Seconds(long ticks) => Invariant($"{Math.Ceiling(ticks / (TimeSpan.TicksPerSecond / 10.0)) / 10} s");

    private static string Trials(int trips) => trips == 1 ? "a trial" : Invariant($"{trips} trials in a row");

    private static string Ejected(in GuardWords guard) => guard.EjectedBy == ErrorCause.BadShare
        ? Invariant($"{guard.EjectedFor} % of its answers were bad") : Invariant($"{guard.EjectedFor} bad answers in a row");

    private static string Panic(long number, BalancerPlan plan) => Invariant(
        $"{number >> 32} of {(int)number} members are usable, below {plan.Protection?.PanicBelow} %; errors and failed checks are ignored");

    private static string Why(ErrorCause cause) => cause switch
    {
        ErrorCause.ConnectFailed => "no connection",
        ErrorCause.TimedOut => "no answer in time",
        ErrorCause.Faulted => "a broken answer",
        ErrorCause.BadStatus => "a bad status",
        _ => "by an operator or the configuration",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
