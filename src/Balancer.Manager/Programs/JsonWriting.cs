using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>Values that JSON has no writing for.</summary>
internal static class JsonWriting
{
    /// <summary>A time in seconds, or null.</summary>
    public static void WriteSeconds(this Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } set && set != Timeout.InfiniteTimeSpan)
        {
            json.WriteNumber(name, (decimal)set.Ticks / TimeSpan.TicksPerSecond);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A moment as ISO 8601, or null.</summary>
    public static void WriteMoment(this Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } set)
        {
            json.WriteString(name, set.ToUniversalTime());
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A number, or null.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } set)
        {
            json.WriteNumber(name, set);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>A list of anything.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }
}
