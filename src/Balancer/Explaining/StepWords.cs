using System.Globalization;

namespace Balancing.Explaining;

/// <summary>Puts kept steps into words.</summary>
internal static class StepWords
{
    /// <summary>The words for a step of the map.</summary>
    public static DecisionStep Of(in TraceEntry entry, SitePlan site)
    {
        var rule = entry.Index >= 0 && entry.Index < site.Rules.Count ? site.Rules[entry.Index].ToString() : "";
        var rewrite = entry.Index >= 0 && entry.Index < site.RewriteRules.Count ? site.RewriteRules[entry.Index].ToString() : "";
        return entry.Code switch
        {
            StepCode.MapMatched => new("map", rule, "matched", entry.Text),
            StepCode.MapPassedOver => new("map", rule, "passed over", "does not match"),
            StepCode.MapExcluded => new("map", rule, "excluded", "stays local"),
            StepCode.MapRewritten => new("map", rewrite, "rewritten", entry.Text),
            StepCode.MapRewritePassedOver => new("map", rewrite, "passed over", "does not match"),
            StepCode.MapConditionFailed => new("map", rewrite, "passed over", ConditionOf(entry, site)),
            StepCode.MapNoProxy => new("map", "no-proxy", "set", "stays local"),
            StepCode.MapHandled => new("map", site.Locations[entry.Index].ToString(), "handled", site.Locations[entry.Index].Handler ?? ""),
            StepCode.AccessGranted => Access(entry.Text, "granted", ""),
            StepCode.AccessDenied => Access(entry.Text, "denied", ""),
            StepCode.AccessDeniedStrictly => Access(entry.Text, "denied", ", for the path as a member could read it"),
            StepCode.MapRefused => new("map", "request target", "refused", entry.Text),
            _ => new("map", site.Name, "not mapped", "no rule matches"),
        };
    }

    private static string ConditionOf(in TraceEntry entry, SitePlan site) => $"not so: {site.RewriteRules[entry.Index].Conditions[(int)entry.Number]}";

    /// <summary>The words for a step of a balancer.</summary>
    public static DecisionStep Of(in TraceEntry entry, Scoreboard board)
    {
        if (entry.Code is >= StepCode.ProtectStarting and <= StepCode.ProtectBudget)
        {
            return ProtectWords.Of(in entry, board);
        }

        var member = entry.Index >= 0 ? board.Members[entry.Index].Url.Configured : "";
        var plan = board.Plan;
        if (entry.Code is >= StepCode.HealthFailed and <= StepCode.HealthUnknown)
        {
            return HealthWords.Of(in entry, board, member);
        }

        return entry.Code < StepCode.ElectRecovered ? Sticky(in entry, member, plan) : Elect(in entry, member, plan);
    }

    // Two lines: whose rules, and the rules.
    private static DecisionStep Access(string text, string verdict, string more)
    {
        var end = text.LastIndexOf('\n');
        return new("access", text[..end], verdict, text[(end + 1)..] + more);
    }

    private static DecisionStep Sticky(in TraceEntry entry, string member, BalancerPlan plan) => entry.Code switch
    {
        StepCode.StickyHostRoute => new("sticky", "host", "found", RouteOf(entry.Index, plan)),
        StepCode.StickyParameter => new("sticky", $"parameter {entry.Text}", "found", RouteOf(entry.Index, plan)),
        StepCode.StickyCookie => new("sticky", $"cookie {entry.Text}", "found", RouteOf(entry.Index, plan)),
        StepCode.StickyNoRoute => new("sticky", "route", "none", "the value has no route"),
        StepCode.StickyUnknownRoute => new("sticky", $"route {Printable(entry.Text)}", "unknown", "belongs to no member"),
        StepCode.StickyNone => new("sticky", plan.Stickiness?.CookieName ?? "", "not found", ""),
        StepCode.StickyTaken => new("sticky", member, "chosen", "session"),
        StepCode.StickyUnusable => new("sticky", member, "skipped", Reason(entry.Number)),
        StepCode.StickyRetried => new("sticky", member, "retried", "its retry time has passed"),
        StepCode.StickyRedirected => new("sticky", member, "redirected", $"route {entry.Text}"),
        _ => new("sticky", "nofailover", "refused", "the session's member is unusable"),
    };

    private static DecisionStep Elect(in TraceEntry entry, string member, BalancerPlan plan) => entry.Code switch
    {
        StepCode.ElectRecovered => new("elect", member, "recovered", "all members were in error"),
        StepCode.ElectRetried => new("elect", member, "retried", "its retry time has passed"),
        StepCode.ElectLaterSet => new("elect", member, "skipped", Invariant($"set {entry.Number} comes later")),
        StepCode.ElectUnusable => new("elect", member, "skipped", Reason(entry.Number)),
        StepCode.ElectDraining => new("elect", member, "skipped", "draining"),
        StepCode.ElectTried => new("elect", member, "skipped", "already failed this request"),
        StepCode.ElectSpareIdle => new("elect", member, "skipped", "spare not needed"),
        StepCode.ElectStandbyIdle => new("elect", member, "skipped", "standby not needed"),
        StepCode.ElectCandidate => new("elect", member, "candidate", Invariant($"{plan.Method.Measure} {entry.Number}")),
        StepCode.ElectChosen => new("elect", member, "elected", plan.Method.Name),
        _ => new("elect", plan.Url, "nobody", "no member is electable"),
    };

    private static string RouteOf(int slot, BalancerPlan plan) => slot < 0 ? "" : $"route {plan.Members[slot].Route}";

    private static string Reason(long status)
    {
        var flags = (MemberStatus)status;
        (MemberStatus Flag, string Word)[] words =
        [
            (MemberStatus.Disabled, "disabled"), (MemberStatus.Stopped, "stopped"), (MemberStatus.InError, "in error"),
            (MemberStatus.HealthCheckFailed, "failed its health check"), (MemberStatus.InShutdown, "in shutdown"),
            (MemberStatus.OnTrial, "on trial"),
        ];
        var reasons = string.Join(", ", words.Where(w => (flags & w.Flag) != MemberStatus.None).Select(w => w.Word));
        return reasons.Length > 0 ? reasons : "already failed this request";
    }

    // R37: text from the wire is escaped and cut.
    private static string Printable(string text)
    {
        var safe = string.Concat(text.Take(64).Select(c => c is > ' ' and < '\x7f' and not '"' ? c.ToString() : Invariant($"\\u{(int)c:x4}")));
        return text.Length > 64 ? safe + "..." : safe;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
