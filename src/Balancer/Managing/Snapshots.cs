using Balancing.Attempts;

namespace Balancing.Managing;

/// <summary>Reads the scoreboard for people and programs.</summary>
internal static class Snapshots
{
    /// <summary>Called under the gate.</summary>
    public static BalancerSnapshot Take(Chooser chooser, (Dispatcher Dispatcher, ChangeBook Book) of) =>
        Take(chooser, of.Dispatcher) with { Revision = of.Book.Revision };

    /// <summary>The same without the revision. Called under the gate.</summary>
    public static BalancerSnapshot Take(Chooser chooser, Dispatcher dispatcher)
    {
        var board = chooser.Board;
        var now = dispatcher.Now();
        var members = new MemberSnapshot[board.Members.Length];
        for (var slot = 0; slot < members.Length; slot++)
        {
            ref readonly var lane = ref board.Lanes[slot];
            ref readonly var words = ref board.Words[slot];
            members[slot] = new MemberSnapshot
            {
                Member = board.Members[slot],
                Status = words.Status,
                Factor = (IsStarting(board, slot) ? board.Plan.Members[slot].Factor : words.Factor) / 100.0,
                Set = words.Set,
                Route = board.Plan.Members[slot].Route,
                Redirect = board.Plan.Members[slot].Redirect,
                LbStatus = lane.LbStatus,
                Elected = lane.Elected,
                Busy = lane.Busy,
                Sent = lane.Sent,
                Received = lane.Received,
                Errors = board.Errors[slot],
                Retries = words.Retries,
                EffectiveFactor = words.Factor / 100.0,
                Trips = board.IsGuarded ? board.Guards[slot].Trips : 0,
                ErrorCause = words.Cause,
                ReturnsIn = ReturnsIn(in words, now),
                FailedAgo = words.ErrorTime == 0 ? null : new TimeSpan(Math.Max(0, now - words.ErrorTime)),
                IsEjected = board.IsGuarded && board.Guards[slot].Ejected,
                Health = HealthOf(board.Plan.Members[slot].HealthCheck, in board.Probes[slot]),
                Connections = board.Members[slot].CountConnections(),
            };
        }

        return new BalancerSnapshot(board.Plan, dispatcher.Line.Count, members)
        {
            Panics = board.Panics,
            RetriesLeft = board.Plan.Protection?.RetryBudget is { } budget ? dispatcher.Budget.Left(budget, now) : null,
        };
    }

    private static bool IsStarting(Scoreboard board, int slot) => board.IsGuarded && board.Guards[slot].Percent != 0;

    private static TimeSpan? ReturnsIn(in SharedWords words, long now) => (words.Status & MemberStatus.InError) == MemberStatus.None
        ? null : new TimeSpan(Math.Max(0, words.ErrorTime + words.Retry - now));

    private static HealthSnapshot? HealthOf(HealthCheckPlan? check, in ProbeWords words) =>
        check is not { IsActive: true } && words.At == 0 ? null : new HealthSnapshot
        {
            Check = check,
            Passed = words.Passed,
            Last = words.Words ?? "",
            At = words.At == 0 ? null : new DateTimeOffset(words.At, TimeSpan.Zero),
            Duration = new TimeSpan(words.Duration),
            Passes = words.Passes,
            Fails = words.Fails,
            Probes = words.Count,
            NextDue = words.Next == 0 ? null : new DateTimeOffset(words.Next, TimeSpan.Zero),
        };
}
