using System.Text.Json.Nodes;
using static Balancing.Manager.Programs.Schema;

namespace Balancing.Manager.Programs;

/// <summary>What a member looks like.</summary>
internal static class MemberSchemas
{
    /// <summary>A member.</summary>
    public static JsonObject Member() => Object("A member", [.. Numbers(),
        ("configured", Configured()), ("health", OrNull(Health())), ("connections", Connections())]);

    private static (string, JsonObject)[] Numbers() =>
    [
        ("url", Text("Its URL, as configured")), ("flags", List("Its flags", Choice("A flag", ApiNames.AllFlags<MemberStatus>()))),
        ("status", Text("Its flags as httpd writes them")), ("usable", Flag("True when it takes requests")), ("settings", Ref("MemberSettings")),
        ("elected", Count("Times chosen")), ("busy", Count("Requests that are out")), ("lbStatus", WithoutMinimum(Count("Running credit of the method"))),
        ("sent", Count("Bytes sent to it")), ("received", Count("Bytes received from it")), ("errors", Count("Attempts that failed")),
        ("retries", Count("Times let back from error since its last success")), ("effectiveFactor", Number("Weight it is chosen by now")),
        ("trips", Count("Failed trials in a row")), ("ejected", Flag("True when it was ejected for its answers")),
        ("errorCause", Choice("Why it is in error", ApiNames.All<ErrorCause>())), ("failedSecondsAgo", OrNull(Seconds("Since it failed; null when it is well"))),
        ("returnsInSeconds", OrNull(Seconds("Until it may be tried again; null when it is not in error"))),
    ];

    private static JsonObject Configured() => Object(
        "What only the configuration can set", ("retrySeconds", Seconds("Time in error (httpd: retry)")),
        ("timeoutSeconds", OrNull(Seconds("httpd: timeout"))), ("connectionTimeoutSeconds", OrNull(Seconds("httpd: connectiontimeout"))),
        ("pingSeconds", OrNull(Seconds("httpd: ping"))), ("min", Count("httpd: min")), ("sMax", OrNull(Count("httpd: smax"))),
        ("max", Count("httpd: max; 0 for no limit")), ("ttlSeconds", OrNull(Seconds("httpd: ttl"))), ("acquireSeconds", OrNull(Seconds("httpd: acquire"))),
        ("addressTtlSeconds", OrNull(Seconds("httpd: addressttl"))), ("disableReuse", Flag("httpd: disablereuse")), ("keepAlive", Flag("httpd: keepalive")),
        ("flushPackets", Choice("httpd: flushpackets", ApiNames.All<Flush>())), ("flushWaitSeconds", Seconds("httpd: flushwait")),
        ("ioBufferSize", Count("httpd: iobuffersize")), ("receiveBufferSize", Count("httpd: receivebuffersize")),
        ("responseFieldSize", Count("httpd: responsefieldsize")), ("upgrade", Text("httpd: upgrade")));

    private static JsonObject Health() => Object(
        "Its health checks", ("passed", OrNull(Flag("Whether the last probe passed"))), ("last", Text("What it saw")), ("at", OrNull(Moment("When it ended"))),
        ("durationSeconds", Seconds("How long it took")), ("passes", Count("Passes in a row of a member that is out")),
        ("fails", Count("Fails in a row of a member that is in")), ("probes", Count("Probes so far")), ("nextDue", OrNull(Moment("When the next is due"))));

    private static JsonObject Connections() => Object(
        "Its connections", ("open", Count("Places taken")), ("idle", Count("Waiting for a user")), ("inUse", Count("Leased")), ("opening", Count("Being opened")),
        ("closing", Count("Being closed")), ("waiting", Count("Users who wait")), ("acquired", Count("Leases so far")), ("opened", Count("Opened so far")),
        ("closed", Count("Closed so far")), ("connectFailures", Count("Attempts to open that failed")), ("timeouts", Count("Users who waited too long")),
        ("turnedAway", Count("Users turned away")));

    private static JsonObject WithoutMinimum(JsonObject schema)
    {
        schema.Remove("minimum");
        return schema;
    }
}
