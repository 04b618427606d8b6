using System.Diagnostics.Metrics;
using Balancing.Attempts;
using Balancing.Probing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Balancing.Telemetry;

/// <summary>
/// Turns events into log entries and measurements. A request that is served at once passes here only to ask whether durations are wanted;
/// picks, bytes and leases are read from the scoreboard when somebody collects.
/// </summary>
internal sealed class BalancerDiagnostics : BalancerEvents
{
    /// <summary>Name of the log category, the meter and the activity source.</summary>
    public const string Name = "Balancer";

    private readonly ILogger _log;
    private readonly BalancerMeter _meter;

    private BalancerDiagnostics(ILogger log, BalancerMeter meter)
    {
        _log = log;
        _meter = meter;
    }

    /// <summary>Version of the meter and the activity source: the library's.</summary>
    public static string Version { get; } = typeof(BalancerDiagnostics).Assembly.GetName().Version!.ToString(3);

    public override bool TimesLeases => _meter.LeaseDuration.Enabled;

    /// <summary>The events that go to these logs and meters.</summary>
    /// <param name="logging">Where to log, or null for nowhere.</param>
    /// <param name="metering">Who makes the meter, or null for the process-wide one.</param>
    public static BalancerDiagnostics Of(ILoggerFactory? logging, IMeterFactory? metering) =>
        new(logging?.CreateLogger(Name) ?? NullLogger.Instance, BalancerMeter.Of(metering));

    public override void Watch(Dispatcher balancer) => _meter.Living.Add(balancer);

    public override void Forget(Dispatcher balancer) => _meter.Living.Remove(balancer);

    public override void StatusChanged(BalancerPlan plan, in StatusChange change)
    {
        if ((change.From & MemberStatus.Initialized) == MemberStatus.None)
        {
            return; // it takes its seat; see PlanInForce
        }

        var member = change.Member.Url.Configured;
        var turned = change.To ^ change.From;
        if ((turned & change.To & MemberStatus.InError) != MemberStatus.None)
        {
            Failed(member, plan.Url, in change);
        }
        else if ((turned & MemberStatus.InError) != MemberStatus.None)
        {
            _log.LetBack(member, plan.Url);
        }
        else if (turned != MemberStatus.OnTrial)
        {
            _log.StatusChanged(member, plan.Url, change.From, change.To);
        }
        else if ((change.To & MemberStatus.OnTrial) != MemberStatus.None)
        {
            _log.TrialBegan(member, plan.Url);
        }
        else
        {
            _log.TrialEnded(member, plan.Url);
        }
    }

    public override void PanicChanged(BalancerPlan plan, bool panics)
    {
        if (panics)
        {
            _log.PanicBegan(plan.Url, plan.Protection?.PanicBelow ?? 0);
        }
        else
        {
            _log.PanicEnded(plan.Url);
        }
    }

    public override void RetryDenied(BalancerPlan plan, int untold)
    {
        if (untold > 0)
        {
            _log.RetryDenied(plan.Url, untold);
        }

        _meter.RetriesDenied.Add(1, Tags.Of(plan));
    }

    private void Failed(string member, string balancer, in StatusChange change)
    {
        if (change.Cause is ErrorCause.BadInARow or ErrorCause.BadShare)
        {
            _log.Ejected(member, balancer, change.Cause, change.Retry);
        }
        else if ((change.From & MemberStatus.OnTrial) != MemberStatus.None)
        {
            _log.TrialFailed(member, balancer, change.Cause, change.Retry);
        }
        else
        {
            _log.Failed(member, balancer, change.Retry);
        }
    }

    public override void Refused(BalancerPlan plan, Refusal refusal)
    {
        _log.Refused(plan.Url, refusal.Reason, refusal.Text);
        var tags = Tags.Of(plan);
        tags.Add(Tags.ErrorType, Tags.Of(refusal));
        _meter.PickFailures.Add(1, in tags);
    }

    public override void RouteChanged(BalancerPlan plan, Member member)
    {
        _log.RouteChanged(plan.Url, member.Url.Configured);
        _meter.AffinityMisses.Add(1, Tags.Of(plan));
    }

    public override void FailedOver(BalancerPlan plan, Attempt attempt, in Outcome outcome)
    {
        var from = attempt.Member.Url.Configured;
        _log.FailedOver(plan.Url, attempt.Number, from, outcome.Kind, BalancerTracing.ErrorType(in outcome));
        var tags = Tags.Of(plan, from);
        tags.Add(Tags.Outcome, Tags.Of(outcome.Kind));
        _meter.Failovers.Add(1, in tags);
    }

    public override void GaveUp(BalancerPlan plan, Attempt attempt, in Outcome outcome) =>
        _log.GaveUp(plan.Url, attempt.Number, attempt.Member.Url.Configured, outcome.Kind, BalancerTracing.ErrorType(in outcome));

    public override void LeaseEnded(BalancerPlan plan, Member member, TimeSpan duration, in Outcome outcome)
    {
        var tags = Tags.Of(plan, member);
        tags.Add(Tags.Outcome, Tags.Of(outcome.Kind));
        if (Tags.IsError(outcome.Kind))
        {
            tags.Add(Tags.ErrorType, Tags.Of(outcome.Kind));
        }

        _meter.LeaseDuration.Record(duration.TotalSeconds, in tags);
    }

    public override void Waiting(BalancerPlan plan) => _log.Waiting(plan.Url, plan.Timeout);

    public override void Probed(BalancerPlan plan, Member member, in ProbeReport report)
    {
        LogProbe(plan, member, in report);
        if (report.Verdict.Passed is { } passed)
        {
            var tags = Tags.OfProbe(plan, member, report.Check, passed, report.Verdict.Error);
            _meter.HealthProbes.Add(1, in tags);
            _meter.ProbeDuration.Record(report.Duration.TotalSeconds, in tags);
        }
    }

    public override void PlanInForce(BalancerPlan plan, IReadOnlyList<Member> members, IReadOnlyList<Member> before, PlanCause cause)
    {
        if (_log.IsEnabled(LogLevel.Debug))
        {
            LogSeats(plan, members, before);
        }

        if (cause == PlanCause.Start)
        {
            _log.Started(plan.Url, members.Count, plan.Method.Name);
            return;
        }

        _log.PlanChanged(plan.Url, members.Count, plan.Method.Name, cause);
        if (cause == PlanCause.Reload)
        {
            var tags = Tags.Of(plan);
            tags.Add(Tags.Outcome, "applied");
            _meter.Reloads.Add(1, in tags);
        }
    }

    public override void DrainBegan(BalancerPlan plan, Member member, int leases) => _log.DrainBegan(member.Url.Configured, plan.Url, leases);

    public override void DrainEnded(BalancerPlan plan, Member member, DrainEnd end, int leases)
    {
        if (end == DrainEnd.DeadlineReached)
        {
            _log.DrainDeadline(member.Url.Configured, plan.Url, leases);
        }
        else
        {
            _log.DrainEnded(member.Url.Configured, plan.Url, end);
        }
    }

    public override void Readmitted(BalancerPlan plan, Member member) => _log.Readmitted(member.Url.Configured, plan.Url);

    public override void Edited(BalancerPlan plan, JournalEntry entry)
    {
        if (entry.Kind == JournalKind.Refused)
        {
            _log.EditRefused(plan.Url, Plain(entry.By.ToString()), entry.Id, Plain(entry.Note));
        }
        else if (_log.IsEnabled(LogLevel.Information))
        {
            _log.Edited(plan.Url, Plain(entry.By.ToString()), entry.Id, entry.Kind, Plain(string.Join("; ", entry.Changes)));
        }
    }

    // R37: what somebody typed must not look like another line of the log.
    private static string Plain(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            plain[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? '?' : text[i];
        }
    });

    public override void OverlayProblem(BalancerPlan plan, ConfigurationProblem problem) => _log.OverlayProblem(plan.Url, problem);

    public override void ReloadRefused(IReadOnlyCollection<string> problems)
    {
        _log.ReloadRefused(problems.Count, string.Join(Environment.NewLine, problems.Select(p => "  - " + p)));
        _meter.Reloads.Add(1, new KeyValuePair<string, object?>(Tags.Outcome, "refused"));
    }

    private void LogProbe(BalancerPlan plan, Member member, in ProbeReport report)
    {
        var (name, seen, check) = (member.Url.Configured, report.Verdict.Words, report.Check);
        if (report.Verdict.Passed is null)
        {
            if (report.IsNews)
            {
                _log.NotProbed(name, plan.Url, seen);
            }
        }
        else if (report.From != report.To)
        {
            if (report.Verdict.Passed == true)
            {
                _log.HealthPassed(name, plan.Url, check.Passes, seen);
            }
            else
            {
                _log.HealthFailed(name, plan.Url, check.Fails, seen, check.Passes);
            }
        }
        else if (report.Verdict.Passed == false)
        {
            _log.ProbeFailed(name, plan.Url, seen);
        }
    }

    // proxy_util.c: ap_proxy_initialize_worker, which says the same three things about each worker of each child.
    private void LogSeats(BalancerPlan plan, IReadOnlyList<Member> members, IReadOnlyList<Member> before)
    {
        var known = before.ToHashSet();
        for (var slot = 0; slot < members.Count; slot++)
        {
            var member = members[slot].Url.Configured;
            if (known.Contains(members[slot]))
            {
                _log.AlreadyInitialized(member, plan.Url, slot, Environment.ProcessId);
            }
            else
            {
                _log.GrabbedSlot(slot, Environment.ProcessId, member, plan.Url);
                _log.Initialized(member, plan.Url, slot, Environment.ProcessId);
            }
        }
    }
}
