using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>What changed, would change, or is otherwise than configured, as JSON.</summary>
internal static class JournalJson
{
    /// <summary>An entry of the journal.</summary>
    public static void Write(Utf8JsonWriter json, JournalEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("id", entry.Id);
        json.WriteMoment("at", entry.At);
        json.WriteString("who", entry.By.Who);
        json.WriteString("from", entry.By.From);
        json.WriteString("kind", ApiNames.Of(entry.Kind));
        json.WriteNumber("revision", entry.Revision);
        json.WriteList("changes", entry.Changes, Write);
        json.WriteOptional("undoes", entry.Undoes);
        json.WriteOptional("undoneBy", entry.UndoneBy);
        json.WriteBoolean("canUndo", entry.CanUndo);
        json.WriteString("note", entry.Note);
        json.WriteEndObject();
    }

    /// <summary>One value. Both sides are written as the form writes them: a whole member has no type of its own.</summary>
    public static void Write(Utf8JsonWriter json, PlanChange change)
    {
        json.WriteStartObject();
        json.WriteString("member", change.Member);
        json.WriteString("setting", ApiNames.Camel(change.Setting));
        json.WriteString("httpdWord", change.Word);
        json.WriteString("before", change.Before);
        json.WriteString("after", change.After);
        json.WriteEndObject();
    }

    /// <summary>What an edit or an undo did.</summary>
    public static void Write(Utf8JsonWriter json, EditResult result)
    {
        json.WriteStartObject();
        json.WriteBoolean("applied", result.Applied);
        json.WriteNumber("revision", result.Revision);
        WriteOptional(json, "entry", result.Entry, Write);
        WriteOptional(json, "notSaved", result.NotSaved, ApiResult.Write);
        json.WriteEndObject();
    }

    /// <summary>What an edit or an undo would do.</summary>
    public static void Write(Utf8JsonWriter json, EditPreview preview)
    {
        json.WriteStartObject();
        json.WriteBoolean("applied", false);
        json.WriteNumber("revision", preview.Revision);
        json.WriteList("changes", preview.Changes, Write);
        json.WriteNumber("decisions", preview.Decisions);
        json.WriteList("shares", preview.Shares, static (json, share) =>
        {
            json.WriteStartObject();
            json.WriteString("member", share.Member);
            json.WriteOptional("before", share.Before);
            json.WriteOptional("after", share.After);
            json.WriteEndObject();
        });
        json.WriteNumber("refusedBefore", preview.RefusedBefore);
        json.WriteNumber("refusedAfter", preview.RefusedAfter);
        json.WriteEndObject();
    }

    private static void WriteOptional<T>(Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        json.WritePropertyName(name);
        if (value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            write(json, value);
        }
    }
}
