using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>Balancers as JSON: everything of <see cref="BalancerSnapshot"/>, and what an edit can set under the name it is set by.</summary>
internal static class BalancerJson
{
    /// <summary>A balancer with its members.</summary>
    public static void Write(Utf8JsonWriter json, BalancerView view, ApiLinks links)
    {
        json.WriteStartObject();
        WriteHead(json, view, links);
        json.WriteStartObject("settings");
        foreach (var field in ApiField.OfBalancer)
        {
            field.Write(json, EditWords.TextOf(view.Snapshot, field.Word));
        }

        json.WriteEndObject();
        json.WriteTexts("lbMethods", view.Balancer.LbMethodNames);
        WriteFixed(json, view.Snapshot.Plan);
        json.WriteList("drift", view.Drift, JournalJson.Write);
        json.WriteStartArray("members");
        for (var i = 0; i < view.Snapshot.Members.Count; i++)
        {
            MemberJson.Write(json, view.Snapshot, i);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A balancer in a list.</summary>
    public static void WriteShort(Utf8JsonWriter json, BalancerView view, ApiLinks links)
    {
        json.WriteStartObject();
        WriteHead(json, view, links);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, BalancerView view, ApiLinks links)
    {
        var snapshot = view.Snapshot;
        json.WriteString("key", view.Key);
        json.WriteString("name", view.Name);
        json.WriteNumber("revision", snapshot.Revision);
        json.WriteTexts("paths", view.Paths);
        json.WriteNumber("memberCount", snapshot.Members.Count);
        json.WriteNumber("usableCount", snapshot.Members.Count(m => Availability.IsUsable(m.Status)));
        json.WriteNumber("maxMembers", view.MaxMembers);
        json.WriteNumber("waiting", snapshot.Waiting);
        json.WriteBoolean("panics", snapshot.Panics);
        json.WriteOptional("retriesLeft", snapshot.RetriesLeft);
        json.WriteNumber("driftCount", view.Drift.Count);
        links.WriteOf(json, view);
    }

    private static void WriteFixed(Utf8JsonWriter json, BalancerPlan plan)
    {
        json.WriteStartObject("configured");
        json.WriteNumber("effectiveMaxAttempts", plan.EffectiveMaxAttempts);
        json.WriteStartArray("failOnStatus");
        foreach (var status in plan.FailOnStatus)
        {
            json.WriteNumberValue(status);
        }

        json.WriteEndArray();
        json.WriteBoolean("failOnTimeout", plan.FailOnTimeout);
        json.WriteBoolean("forceRecovery", plan.ForceRecovery);
        json.WriteNumber("growth", plan.Growth);
        json.WriteBoolean("persist", plan.Persist);
        json.WriteNumber("waitLimit", plan.WaitLimit);
        json.WriteEndObject();
    }
}
