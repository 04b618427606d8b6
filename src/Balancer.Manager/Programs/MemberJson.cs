using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>Members as JSON. What is secret about them (<see cref="MemberPlan.Secret"/>) is never written (R53).</summary>
internal static class MemberJson
{
    /// <summary>A member.</summary>
    public static void Write(Utf8JsonWriter json, BalancerSnapshot snapshot, int index)
    {
        var (member, plan) = (snapshot.Members[index], snapshot.Plan.Members[index]);
        json.WriteStartObject();
        json.WriteString("url", member.Url);
        json.WriteTexts("flags", ApiNames.Each(member.Status));
        json.WriteString("status", member.StatusText);
        json.WriteBoolean("usable", Availability.IsUsable(member.Status));
        json.WriteStartObject("settings");
        foreach (var field in ApiField.OfMember)
        {
            field.Write(json, EditWords.TextOf(snapshot, index, field.Word));
        }

        json.WriteEndObject();
        WriteNumbers(json, member);
        WriteConfigured(json, plan);
        WriteHealth(json, member.Health);
        WriteConnections(json, member.Connections);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, MemberSnapshot member)
    {
        json.WriteNumber("elected", member.Elected);
        json.WriteNumber("busy", member.Busy);
        json.WriteNumber("lbStatus", member.LbStatus);
        json.WriteNumber("sent", member.Sent);
        json.WriteNumber("received", member.Received);
        json.WriteNumber("errors", member.Errors);
        json.WriteNumber("retries", member.Retries);
        json.WriteNumber("effectiveFactor", member.EffectiveFactor);
        json.WriteNumber("trips", member.Trips);
        json.WriteBoolean("ejected", member.IsEjected);
        json.WriteString("errorCause", ApiNames.Of(member.ErrorCause));
        json.WriteSeconds("failedSecondsAgo", member.FailedAgo);
        json.WriteSeconds("returnsInSeconds", member.ReturnsIn);
    }

    private static void WriteConfigured(Utf8JsonWriter json, MemberPlan plan)
    {
        json.WriteStartObject("configured");
        json.WriteSeconds("retrySeconds", plan.Retry);
        json.WriteSeconds("timeoutSeconds", plan.Timeout);
        json.WriteSeconds("connectionTimeoutSeconds", plan.ConnectionTimeout);
        json.WriteSeconds("pingSeconds", plan.Ping);
        json.WriteNumber("min", plan.Pool.Min);
        json.WriteOptional("sMax", plan.Pool.SMax);
        json.WriteNumber("max", plan.Pool.Max);
        json.WriteSeconds("ttlSeconds", plan.Pool.Ttl);
        json.WriteSeconds("acquireSeconds", plan.Pool.Acquire);
        json.WriteSeconds("addressTtlSeconds", plan.Pool.AddressTtl);
        json.WriteBoolean("disableReuse", plan.Pool.DisableReuse);
        json.WriteBoolean("keepAlive", plan.KeepAlive);
        json.WriteString("flushPackets", ApiNames.Of(plan.FlushPackets));
        json.WriteSeconds("flushWaitSeconds", plan.FlushWait);
        json.WriteNumber("ioBufferSize", plan.IoBufferSize);
        json.WriteNumber("receiveBufferSize", plan.ReceiveBufferSize);
        json.WriteNumber("responseFieldSize", plan.ResponseFieldSize);
        json.WriteString("upgrade", plan.Upgrade);
        json.WriteEndObject();
    }

    private static void WriteHealth(Utf8JsonWriter json, HealthSnapshot? health)
    {
        if (health is null)
        {
            json.WriteNull("health");
            return;
        }

        json.WriteStartObject("health");
        if (health.Passed is { } passed)
        {
            json.WriteBoolean("passed", passed);
        }
        else
        {
            json.WriteNull("passed");
        }

        json.WriteString("last", health.Last);
        json.WriteMoment("at", health.At);
        json.WriteSeconds("durationSeconds", health.Duration);
        json.WriteNumber("passes", health.Passes);
        json.WriteNumber("fails", health.Fails);
        json.WriteNumber("probes", health.Probes);
        json.WriteMoment("nextDue", health.NextDue);
        json.WriteEndObject();
    }

    private static void WriteConnections(Utf8JsonWriter json, in PoolSnapshot pool)
    {
        json.WriteStartObject("connections");
        json.WriteNumber("open", pool.Open);
        json.WriteNumber("idle", pool.Idle);
        json.WriteNumber("inUse", pool.InUse);
        json.WriteNumber("opening", pool.Opening);
        json.WriteNumber("closing", pool.Closing);
        json.WriteNumber("waiting", pool.Waiting);
        json.WriteNumber("acquired", pool.Acquired);
        json.WriteNumber("opened", pool.Opened);
        json.WriteNumber("closed", pool.Closed);
        json.WriteNumber("connectFailures", pool.ConnectFailures);
        json.WriteNumber("timeouts", pool.Timeouts);
        json.WriteNumber("turnedAway", pool.TurnedAway);
        json.WriteEndObject();
    }
}
