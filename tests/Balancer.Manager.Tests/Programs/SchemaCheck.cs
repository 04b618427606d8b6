using System.Text.Json;
using System.Text.Json.Nodes;

namespace Balancing.Manager.Tests.Programs;

/// <summary>The part of JSON Schema that the document uses; a word it does not know is a mistake, too.</summary>
internal static class SchemaCheck
{
    private static readonly string[] Known =
    [
        "type", "description", "properties", "required", "additionalProperties", "items", "minItems", "enum", "minimum", "maximum", "maxLength", "format", "anyOf", "$ref",
    ];

    /// <summary>What does not fit.</summary>
    public static IReadOnlyList<string> Of(JsonObject document, JsonNode schema, JsonNode? value) => [.. Check(document, schema.AsObject(), value, "$")];

    private static IEnumerable<string> Check(JsonObject document, JsonObject schema, JsonNode? value, string at)
    {
        foreach (var word in schema.Select(p => p.Key).Except(Known))
        {
            yield return $"{at}: the schema has {word}";
        }

        if ((string?)schema["$ref"] is { } name)
        {
            schema = document["components"]!["schemas"]![name["#/components/schemas/".Length..]]!.AsObject();
        }

        if (schema["anyOf"] is JsonArray any)
        {
            var all = any.Select(s => Check(document, s!.AsObject(), value, at).ToList()).ToList();
            foreach (var problem in all.Any(p => p.Count == 0) ? [] : all.MinBy(p => p.Count)!)
            {
                yield return problem;
            }

            yield break;
        }

        foreach (var problem in Own(document, schema, value, at))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Own(JsonObject document, JsonObject schema, JsonNode? value, string at)
    {
        var types = schema["type"] is JsonArray list ? list.Select(t => (string)t!).ToArray() : [(string)schema["type"]!];
        if (!types.Any(t => Is(t, value)))
        {
            return [$"{at}: {value?.ToJsonString() ?? "null"} is no {string.Join(" or ", types)}"];
        }

        return value switch
        {
            JsonObject o => OfObject(document, schema, o, at),
            JsonArray a => OfArray(document, schema, a, at),
            _ => OfValue(schema, value, at),
        };
    }

    private static IEnumerable<string> OfObject(JsonObject document, JsonObject schema, JsonObject value, string at)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        var others = schema["additionalProperties"];
        foreach (var name in (schema["required"]?.AsArray() ?? []).Select(n => (string)n!).Where(n => !value.ContainsKey(n)))
        {
            yield return $"{at}: there is no {name}";
        }

        foreach (var (name, inner) in value)
        {
            var schemaOfIt = properties[name] ?? (others as JsonObject);
            foreach (var problem in schemaOfIt is not null ? Check(document, schemaOfIt.AsObject(), inner, $"{at}.{name}") : others is null ? [] : [$"{at}: {name} is too much"])
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> OfArray(JsonObject document, JsonObject schema, JsonArray value, string at) =>
        value.Count < ((int?)schema["minItems"] ?? 0)
            ? [$"{at}: too short"]
            : value.SelectMany((item, i) => Check(document, schema["items"]!.AsObject(), item, $"{at}[{i}]"));

    private static IEnumerable<string> OfValue(JsonObject schema, JsonNode? value, string at)
    {
        var isNumber = value?.GetValueKind() == JsonValueKind.Number;
        if (schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value)))
        {
            yield return $"{at}: {value} is none of {words.ToJsonString()}";
        }

        if ((isNumber && schema["minimum"] is { } least && (double)value! < (double)least)
            || (isNumber && schema["maximum"] is { } most && (double)value! > (double)most)
            || (schema["maxLength"] is { } length && ((string)value!).Length > (double)length)
            || ((string?)schema["format"] == "date-time" && value is not null && !DateTimeOffset.TryParse((string?)value, out _)))
        {
            yield return $"{at}: {value} is out of range";
        }
    }

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) => true,
        ("number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => (double)value! == Math.Floor((double)value!),
        _ => false,
    };
}
