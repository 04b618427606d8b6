using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>An object of a request, read property by property. What is wrong is collected, so that all of it can be told at once.</summary>
internal sealed class ApiObject
{
    private readonly JsonElement _json;
    private readonly string _place;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Takes an object; anything else is a problem.</summary>
    /// <param name="json">The object.</param>
    /// <param name="place">Where it is, for problems; empty for the body itself.</param>
    /// <param name="problems">What is wrong is added here.</param>
    public ApiObject(JsonElement json, string place, List<ConfigurationProblem> problems)
    {
        (_json, _place, Problems) = (json, place, problems);
        if (json.ValueKind != JsonValueKind.Object)
        {
            Add(place, "is no object", "Send { ... }");
        }
    }

    /// <summary>What is wrong so far.</summary>
    public List<ConfigurationProblem> Problems { get; }

    /// <summary>All properties; they count as read.</summary>
    public IEnumerable<JsonProperty> All => _json.ValueKind == JsonValueKind.Object ? _json.EnumerateObject() : [];

    /// <summary>True when it has a property, which may be null.</summary>
    public bool Has(string name) => _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out _);

    /// <summary>A text, or null when there is none.</summary>
    public string? Text(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : Wrong<string>(name, "is no text");

    /// <summary>True or false; false when there is none.</summary>
    public bool Flag(string name) => Take(name) is { } value
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong<bool>(name, "is neither true nor false"));

    /// <summary>A whole number from 0 on, or null when there is none.</summary>
    public long? Whole(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? number : Wrong<long?>(name, "is no whole number of 0 or more");

    /// <summary>A time in seconds, or null when there is none.</summary>
    public TimeSpan? Seconds(string name, double most) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds >= 0 && seconds <= most
            ? TimeSpan.FromSeconds(seconds) : Wrong<TimeSpan?>(name, $"is no number from 0 to {most}");

    /// <summary>A list of texts, at least one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = List(name).Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!).ToList();
        if (texts.Count == 0 || texts.Count != List(name).Count)
        {
            Wrong<bool>(name, "is no list of texts, or an empty one");
        }

        return texts;
    }

    /// <summary>A list of anything; empty when there is none.</summary>
    public IReadOnlyList<JsonElement> List(string name) => Take(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>An object in this one, or null when there is none.</summary>
    public ApiObject? Object(string name) => Take(name) is { } value ? new ApiObject(value, PlaceOf(name), Problems) : null;

    /// <summary>Says which properties are not known.</summary>
    public void End()
    {
        foreach (var property in All.Where(p => !_read.Contains(p.Name)))
        {
            Add(PlaceOf(property.Name), "there is no such property", $"Use {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
        }
    }

    /// <summary>Adds a problem with a property.</summary>
    public T? Wrong<T>(string name, string cause)
    {
        Add(PlaceOf(name), cause, "See the OpenAPI document");
        return default;
    }

    private void Add(string place, string cause, string remedy) => Problems.Add(new(place.Length == 0 ? "body" : place, cause, remedy));

    private string PlaceOf(string name) => _place.Length == 0 ? name : $"{_place}.{name}";

    private JsonElement? Take(string name)
    {
        _read.Add(name);
        return _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
