using Microsoft.Extensions.Logging;

namespace Balancing.Telemetry;

/// <summary>
/// The log entries. Ids and names are stable and listed in docs/telemetry.md. Every text in them comes from the configuration
/// or from this library, none from the wire (R37).
/// </summary>
internal static partial class BalancerLog
{
    [LoggerMessage(1001, LogLevel.Debug, "grabbed scoreboard slot {Slot} in process {ProcessId} for member {Member} of {Balancer}")]
    public static partial void GrabbedSlot(this ILogger log, int slot, int processId, string member, string balancer);

    [LoggerMessage(1002, LogLevel.Debug, "initialized member {Member} of {Balancer} in slot {Slot} of process {ProcessId}")]
    public static partial void Initialized(this ILogger log, string member, string balancer, int slot, int processId);

    [LoggerMessage(1003, LogLevel.Debug, "member {Member} of {Balancer} is already initialized in slot {Slot} of process {ProcessId}")]
    public static partial void AlreadyInitialized(this ILogger log, string member, string balancer, int slot, int processId);

    [LoggerMessage(1004, LogLevel.Information, "{Balancer} starts with {Members} members, lbmethod={Method}")]
    public static partial void Started(this ILogger log, string balancer, int members, string method);

    [LoggerMessage(1101, LogLevel.Warning, "member {Member} of {Balancer} is in error; it is left out for {Retry}")]
    public static partial void Failed(this ILogger log, string member, string balancer, TimeSpan retry);

    [LoggerMessage(1102, LogLevel.Information, "member {Member} of {Balancer} is let back from error")]
    public static partial void LetBack(this ILogger log, string member, string balancer);

    [LoggerMessage(1103, LogLevel.Information, "status of member {Member} of {Balancer} changed from {From} to {To}")]
    public static partial void StatusChanged(this ILogger log, string member, string balancer, MemberStatus from, MemberStatus to);

    [LoggerMessage(1201, LogLevel.Warning, "{Balancer} refused a request ({Reason}): {Text}")]
    public static partial void Refused(this ILogger log, string balancer, string reason, string text);

    [LoggerMessage(1202, LogLevel.Debug, "a request waits for a member of {Balancer}, at most {Timeout}")]
    public static partial void Waiting(this ILogger log, string balancer, TimeSpan timeout);

    [LoggerMessage(1203, LogLevel.Information, "{Balancer}: attempt {Attempt} at member {Member} ended with {Outcome} ({Reason}); the request goes on to the next")]
    public static partial void FailedOver(this ILogger log, string balancer, int attempt, string member, OutcomeKind outcome, string? reason);

    [LoggerMessage(1205, LogLevel.Information, "{Balancer}: attempt {Attempt} at member {Member} ended with {Outcome} ({Reason}), and the request with it")]
    public static partial void GaveUp(this ILogger log, string balancer, int attempt, string member, OutcomeKind outcome, string? reason);

    [LoggerMessage(1204, LogLevel.Debug, "{Balancer}: a session was sent to member {Member}, which is not the one it asked for")]
    public static partial void RouteChanged(this ILogger log, string balancer, string member);

    [LoggerMessage(1301, LogLevel.Information, "{Balancer} has a new plan ({Cause}) with {Members} members, lbmethod={Method}")]
    public static partial void PlanChanged(this ILogger log, string balancer, int members, string method, PlanCause cause);

    [LoggerMessage(1302, LogLevel.Error, "a new configuration has {Count} problems and is refused; the last good one stays in force:\n{Problems}")]
    public static partial void ReloadRefused(this ILogger log, int count, string problems);

    [LoggerMessage(1303, LogLevel.Information, "{Operator} changed {Balancer} (entry {Entry}, {Kind}): {Changes}")]
    public static partial void Edited(this ILogger log, string balancer, string @operator, long entry, JournalKind kind, string changes);

    [LoggerMessage(1304, LogLevel.Warning, "{Operator} was refused a change of {Balancer} (entry {Entry}): {Why}")]
    public static partial void EditRefused(this ILogger log, string balancer, string @operator, long entry, string why);

    [LoggerMessage(1305, LogLevel.Error, "saved edits of {Balancer}: {Problem}")]
    public static partial void OverlayProblem(this ILogger log, string balancer, ConfigurationProblem problem);

    [LoggerMessage(1501, LogLevel.Warning, "member {Member} of {Balancer} failed its health check {Fails} times in a row ({Seen}); it gets no requests until it passes {Passes} times")]
    public static partial void HealthFailed(this ILogger log, string member, string balancer, int fails, string seen, int passes);

    [LoggerMessage(1502, LogLevel.Information, "member {Member} of {Balancer} passed its health check {Passes} times in a row ({Seen}) and is back")]
    public static partial void HealthPassed(this ILogger log, string member, string balancer, int passes, string seen);

    [LoggerMessage(1503, LogLevel.Debug, "a health check of member {Member} of {Balancer} failed: {Seen}")]
    public static partial void ProbeFailed(this ILogger log, string member, string balancer, string seen);

    [LoggerMessage(1504, LogLevel.Warning, "health of member {Member} of {Balancer}: {Why}; register a Prober, or use another hcmethod")]
    public static partial void NotProbed(this ILogger log, string member, string balancer, string why);

    [LoggerMessage(1601, LogLevel.Warning, "member {Member} of {Balancer} is ejected ({Cause}); it is left out for {Retry}")]
    public static partial void Ejected(this ILogger log, string member, string balancer, ErrorCause cause, TimeSpan retry);

    [LoggerMessage(1602, LogLevel.Debug, "member {Member} of {Balancer} gets a request for its trial")]
    public static partial void TrialBegan(this ILogger log, string member, string balancer);

    [LoggerMessage(1603, LogLevel.Information, "the trial of member {Member} of {Balancer} has ended without a failure")]
    public static partial void TrialEnded(this ILogger log, string member, string balancer);

    [LoggerMessage(1604, LogLevel.Warning, "the trial of member {Member} of {Balancer} failed ({Cause}); it is left out for {Retry}")]
    public static partial void TrialFailed(this ILogger log, string member, string balancer, ErrorCause cause, TimeSpan retry);

    [LoggerMessage(1605, LogLevel.Error, "less than {Percent} % of the members of {Balancer} are usable; errors and failed checks are ignored")]
    public static partial void PanicBegan(this ILogger log, string balancer, int percent);

    [LoggerMessage(1606, LogLevel.Information, "enough members of {Balancer} are usable again; errors and failed checks count")]
    public static partial void PanicEnded(this ILogger log, string balancer);

    [LoggerMessage(1607, LogLevel.Warning, "{Balancer}: the retry budget is spent, so failed attempts stand; denied since this was last said: {Count}")]
    public static partial void RetryDenied(this ILogger log, string balancer, int count);

    [LoggerMessage(1701, LogLevel.Information, "member {Member} of {Balancer} drains; {Leases} leases are out")]
    public static partial void DrainBegan(this ILogger log, string member, string balancer, int leases);

    [LoggerMessage(1702, LogLevel.Information, "draining of member {Member} of {Balancer} has ended: {End}")]
    public static partial void DrainEnded(this ILogger log, string member, string balancer, DrainEnd end);

    [LoggerMessage(1703, LogLevel.Information, "member {Member} of {Balancer} is readmitted")]
    public static partial void Readmitted(this ILogger log, string member, string balancer);

    [LoggerMessage(1704, LogLevel.Warning, "member {Member} of {Balancer} is disabled at the deadline of its draining; {Leases} leases are out")]
    public static partial void DrainDeadline(this ILogger log, string member, string balancer, int leases);
}
