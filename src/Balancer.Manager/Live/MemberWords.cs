using System.Globalization;

namespace Balancing.Manager.Live;

/// <summary>The state of a member in plain words and in one word.</summary>
internal static class MemberWords
{
    /// <summary>One word for the state: <c>ok</c>, <c>idle</c>, <c>drain</c>, <c>trial</c>, <c>out</c> or <c>bad</c>.</summary>
    public static string StateOf(MemberStatus status) => status switch
    {
        _ when Has(status, MemberStatus.Disabled | MemberStatus.Stopped | MemberStatus.InShutdown) => "out",
        _ when Has(status, MemberStatus.InError | MemberStatus.HealthCheckFailed) => "bad",
        _ when Has(status, MemberStatus.OnTrial) => "trial",
        _ when !Availability.IsUsable(status) => "out",
        _ when Has(status, MemberStatus.Drain) => "drain",
        _ when Has(status, MemberStatus.HotStandby | MemberStatus.HotSpare) => "idle",
        _ => "ok",
    };

    /// <summary>Why it is in this state and when that ends; empty when there is nothing to say.</summary>
    /// <param name="member">The member.</param>
    /// <param name="panics">True when its balancer ignores errors for now.</param>
    /// <param name="drain">Its draining, or null.</param>
    public static string HintOf(MemberSnapshot member, bool panics = false, DrainStatus? drain = null)
    {
        var status = member.Status;
        if (drain is { End: null })
        {
            return Draining(drain);
        }

        if (StateOf(status) == "ok" && drain is null)
        {
            return member.EffectiveFactor < member.Factor ? Invariant($"starts slowly, at {member.EffectiveFactor:0.##} of {member.Factor:0.##}") : "";
        }

        return Words(member, status, panics, drain);
    }

    /// <summary>A rate of requests or errors; empty for none.</summary>
    public static string RateOf(float perSecond) => perSecond switch
    {
        < 0.005f => "",
        < 1 => Invariant($"{perSecond:0.00}/s"),
        < 100 => Invariant($"{perSecond:0.0}/s"),
        _ => Invariant($"{perSecond:0}/s"),
    };

    /// <summary>A rate of bytes; empty for none.</summary>
    public static string TrafficOf(float perSecond) => perSecond < 0.5f ? "" : $"{HumanBytes.Format((long)perSecond).Trim()}/s";

    /// <summary>How the member is probed and what the last probe saw; empty when there are no checks.</summary>
    public static string HealthOf(HealthSnapshot? health) => health switch
    {
        null => "",
        { At: null } => $"{MethodOf(health.Check)}: not probed yet",
        { Passed: false } => $"{MethodOf(health.Check)}: failed, {health.Last}",
        { Passed: true } => $"{MethodOf(health.Check)}: passed, {health.Last}",
        _ => $"{MethodOf(health.Check)}: {health.Last}",
    };

    /// <summary>Passes and fails as httpd writes them, <c>needed (counted)</c>; empty when there are no checks.</summary>
    public static string CountsOf(HealthSnapshot? health) => health is null ? ""
        : Invariant($"passes {health.Check?.Passes ?? 1} ({health.Passes}), fails {health.Check?.Fails ?? 1} ({health.Fails})");

    /// <summary>The connections in short; empty when nobody keeps any.</summary>
    public static string PoolOf(in PoolSnapshot pool) => pool.Open == 0 && pool.Acquired == 0 && pool.Waiting == 0 ? ""
        : Invariant($"{pool.InUse} used, {pool.Idle} idle");

    /// <summary>What of the connections wants attention; else empty.</summary>
    public static string PoolTroubleOf(in PoolSnapshot pool)
    {
        var waiting = pool.Waiting > 0 ? Invariant($"{pool.Waiting} wait") : "";
        var failed = pool.ConnectFailures > 0 ? Invariant($"{pool.ConnectFailures} not opened") : "";
        return waiting.Length > 0 && failed.Length > 0 ? $"{waiting}, {failed}" : waiting + failed;
    }

    /// <summary>A time for people: <c>12 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>.</summary>
    public static string TimeOf(TimeSpan time) => Math.Max(0, (long)Math.Ceiling(time.TotalSeconds)) switch
    {
        < 120 and var s => Invariant($"{s} s"),
        < 7_200 and var s => s % 60 == 0 ? Invariant($"{s / 60} min") : Invariant($"{s / 60} min {s % 60} s"),
        < 172_800 and var s => Invariant($"{s / 3_600} h {s % 3_600 / 60} min"),
        var s => Invariant($"{s / 86_400} d {s % 86_400 / 3_600} h"),
    };

    /// <summary>How many members are in which state, and what the balancer as a whole does.</summary>
    public static string SummaryOf(BalancerSnapshot balancer)
    {
        var usable = 0;
        foreach (var member in balancer.Members)
        {
            usable += Availability.IsUsable(member.Status) ? 1 : 0;
        }

        var all = balancer.Members.Count;
        var text = all == usable
            ? Invariant($"{(all == 1 ? "Its one member is" : $"All {all} members are")} usable")
            : Invariant($"{usable} of {all} members {(usable == 1 ? "is" : "are")} usable");
        text = balancer.Waiting > 0 ? Invariant($"{text}; {balancer.Waiting} {(balancer.Waiting == 1 ? "request waits" : "requests wait")} for one") : text;
        text = balancer.RetriesLeft is { } left ? Invariant($"{text}; the retry budget pays for {left} more {(left == 1 ? "attempt" : "attempts")}") : text;
        return text + ".";
    }

    private static string Words(MemberSnapshot member, MemberStatus status, bool panics, DrainStatus? drain)
    {
        var words = StateOf(status) switch
        {
            "out" when drain is { End: { } end } => Ended(drain, end),
            "out" when Has(status, MemberStatus.Stopped) => "stopped: takes no requests and is not checked",
            "out" => Has(status, MemberStatus.Disabled) ? "disabled: takes no requests" : "not in service",
            "bad" => InError(member, status, panics),
            "trial" => "one request tries it",
            "drain" => "takes only its own sessions",
            "idle" => Has(status, MemberStatus.HotSpare) ? "spare: stands in for one that fails" : "standby: used when no other is usable",
            _ => "",
        };
        return member.Busy > 0 && StateOf(status) == "out" ? Invariant($"{words}; {member.Busy} still out") : words;
    }

    private static string InError(MemberSnapshot member, MemberStatus status, bool panics)
    {
        var words = Has(status, MemberStatus.InError) ? CauseOf(member.ErrorCause) : "its health checks fail";
        var back = member.ReturnsIn switch
        {
            null => "returns when they pass",
            { Ticks: 0 } => "may be tried now",
            { } time => $"may be tried in {TimeOf(time)}",
        };
        back = Has(status, MemberStatus.InError) && Has(status, MemberStatus.HealthCheckFailed) ? $"{back}, once its health checks pass" : back;
        return panics ? $"{words}; used all the same, since most are out" : $"{words}; {back}";
    }

    private static string CauseOf(ErrorCause cause) => cause switch
    {
        ErrorCause.ConnectFailed => "no connection",
        ErrorCause.TimedOut => "no answer in time",
        ErrorCause.Faulted => "a broken answer",
        ErrorCause.BadStatus => "a bad status",
        ErrorCause.BadInARow => "ejected for bad answers in a row",
        ErrorCause.BadShare => "ejected for its share of bad answers",
        _ => "put in error by an operator",
    };

    private static string Draining(DrainStatus drain)
    {
        if (drain.Failure is { } failure)
        {
            return $"draining failed: {failure}";
        }

        var left = drain.Left is { } time ? $", {TimeOf(time)} to go" : "";
        return Invariant($"drains: {drain.Remaining} still out after {TimeOf(drain.Elapsed)}{left}");
    }

    private static string Ended(DrainStatus drain, DrainEnd end) => end switch
    {
        DrainEnd.Completed => "drained: nothing is out",
        DrainEnd.DeadlineReached => Invariant($"disabled at the deadline, with {drain.Remaining} still out"),
        _ => "readmitted while it drained",
    };

    private static string MethodOf(HealthCheckPlan? check) =>
        check is null ? "by the host" : check.Probe is null ? check.Method.ToString().ToUpperInvariant() : "code";

    private static bool Has(MemberStatus status, MemberStatus any) => (status & any) != MemberStatus.None;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
